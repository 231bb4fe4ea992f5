package dev.kato.recall;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kato.model.Event;
import dev.kato.model.Forecast;
import dev.kato.model.ForecastOptions;
import dev.kato.model.Pattern;
import dev.kato.model.PatternName;
import dev.kato.model.TimeLimitException;
import dev.kato.recall.base.Budget;
import dev.kato.recall.forecast.Forecaster;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever a forecast is busy with, it ends at its deadline, and nothing kept is the worse for it.
 */
@Timeout(value = 2, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ForecastDeadlineTest {

  private static final ForecastOptions NEXT = ForecastOptions.DEFAULT;

  private record Load(
      List<Pattern> patterns, List<Event> stm, ForecastOptions options, double fuzzy) {}

  private static Pattern pattern(List<Event> events) {
    return new Pattern(PatternName.of(events), events, 1, List.of(), Map.of(), Map.of());
  }

  private static List<Event> events(SplittableRandom random, int symbols, int vocabulary) {
    return random.ints(symbols, 0, vocabulary).mapToObj(symbol -> Event.of("s" + symbol)).toList();
  }

  private static List<Pattern> patterns(int count, int symbols, int vocabulary) {
    SplittableRandom random = new SplittableRandom(count);
    return Stream.generate(() -> pattern(events(random, symbols, vocabulary)))
        .limit(count)
        .toList();
  }

  static Stream<Arguments> loads() {
    SplittableRandom random = new SplittableRandom(41);
    List<Event> recent = events(random, 6, 100);
    List<Event> equal = Collections.nCopies(100_000, Event.of("a"));
    List<Event> unknown =
        random.ints(50, 0, 1_000).mapToObj(symbol -> Event.of("s" + symbol + "x")).toList();
    ForecastOptions ever = NEXT.withHorizon(ForecastOptions.EVER).withSupports(100);
    return Stream.of(
        Arguments.of("postings", new Load(patterns(20_000, 8, 100), recent, NEXT, 0)),
        Arguments.of("horizon", new Load(patterns(20_000, 8, 100), recent, ever, 0)),
        Arguments.of("giant", new Load(List.of(pattern(equal)), equal.subList(0, 6), ever, 0)),
        Arguments.of("likeness", new Load(patterns(2_000, 8, 20_000), unknown, NEXT, 0.1)));
  }

  /** With rows for all symbols, so that these are made and brought up to date as well. */
  private static KnowledgeIndex index(Load load) {
    RecallResources resources = new RecallResources(Runnable::run, 1, 1, new Forecaster(1));
    KnowledgeIndex index = new KnowledgeIndex(resources);
    load.patterns.forEach(index::put);
    return index;
  }

  private static Forecast forecast(KnowledgeIndex index, Load load, Budget budget) {
    return index.forecast(load.stm, load.options, load.fuzzy, budget);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("loads")
  void isKeptByAllThatTakesLong(String name, Load load) {
    AtomicLong looks = new AtomicLong();
    Budget counting = Budget.of(Duration.ofDays(1), looks::getAndIncrement);
    Forecast expected = forecast(index(load), load, counting);
    long all = looks.get();
    assertThat(all).as("looks at the clock").isGreaterThan(3);

    KnowledgeIndex index = index(load);
    // From the last look on: rows that were made before the time was over are kept.
    for (long look = all - 1; look > 0; look -= Math.max(1, all / 7)) {
      Budget budget = Budget.of(Duration.ofNanos(look), new AtomicLong()::getAndIncrement);
      try {
        assertThat(forecast(index, load, budget)).isEqualTo(expected);
      } catch (TimeLimitException e) {
        assertThat(e).hasMessageContaining("ms");
      }
    }
    assertThatThrownBy(
            () ->
                forecast(
                    index(load),
                    load,
                    Budget.of(Duration.ofNanos(1), new AtomicLong()::getAndIncrement)))
        .isInstanceOf(TimeLimitException.class);

    assertThat(forecast(index, load, Budget.unlimited())).isEqualTo(expected);
  }

  @Test
  void anInterruptEndsAForecastAndStays() {
    Load load = new Load(patterns(20_000, 8, 100), List.of(Event.of("s1")), NEXT, 0);
    KnowledgeIndex index = index(load);
    Thread.currentThread().interrupt();

    assertThatThrownBy(() -> forecast(index, load, Budget.unlimited()))
        .isInstanceOf(TimeLimitException.class)
        .hasMessageContaining("interrupted");

    assertThat(Thread.interrupted()).isTrue();
    assertThat(forecast(index, load, Budget.unlimited()).outcomes()).hasSize(10);
  }
}
