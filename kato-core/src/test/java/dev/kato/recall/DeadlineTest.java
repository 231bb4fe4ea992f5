package dev.kato.recall;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kato.config.ConfigKey;
import dev.kato.config.SessionConfig;
import dev.kato.model.EnsembleFilter;
import dev.kato.model.Event;
import dev.kato.model.Metric;
import dev.kato.model.Pattern;
import dev.kato.model.PatternName;
import dev.kato.model.Predictions;
import dev.kato.model.TimeLimitException;
import dev.kato.recall.base.Budget;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever a recall is busy with, it ends at its deadline, and nothing shared is the worse for it.
 */
@Timeout(value = 2, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class DeadlineTest {

  private static final SessionConfig LOW =
      SessionConfig.DEFAULTS.with(ConfigKey.RECALL_THRESHOLD, 0.0001);

  private static final SessionConfig CHARACTERS = LOW.with(ConfigKey.USE_TOKEN_MATCHING, false);

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

  private static String text(SplittableRandom random, int length) {
    StringBuilder text = new StringBuilder();
    random.ints(length, 'a', 'z' + 1).forEach(text::appendCodePoint);
    return text.toString();
  }

  private record Load(List<Pattern> patterns, List<Event> stm, SessionConfig config) {}

  static Stream<Arguments> loads() {
    SplittableRandom random = new SplittableRandom(31);
    List<Event> half = new ArrayList<>();
    for (int i = 0; i < 60_000; i++) {
      half.add(Event.of(i % 2 == 0 ? "same" : "p" + i));
    }
    List<Event> other = new ArrayList<>();
    for (int i = 0; i < 60_000; i++) {
      other.add(Event.of(i % 2 == 0 ? "same" : "q" + i));
    }
    List<Event> unknown = new ArrayList<>();
    for (int i = 0; i < 500; i++) {
      unknown.add(Event.of("s" + i + "x"));
    }
    List<Event> longText = List.of(Event.of(text(random, 150_000)), Event.of("z"));
    List<Event> longState = List.of(Event.of(text(random, 150_000)), Event.of("z"));
    SessionConfig byEntropy = LOW.with(ConfigKey.RANK_SORT_ALGO, Metric.ENTROPY);
    SessionConfig fuzzy = LOW.with(ConfigKey.FUZZY_TOKEN_THRESHOLD, 0.1);
    return Stream.of(
        Arguments.of("scan", new Load(patterns(40_000, 8, 200), events(random, 20, 200), LOW)),
        Arguments.of("rank", new Load(patterns(5_000, 30, 90), events(random, 20, 90), byEntropy)),
        Arguments.of("blocks", new Load(List.of(pattern(half)), other, LOW)),
        Arguments.of("fuzzy", new Load(patterns(20, 500, 20_000), unknown, fuzzy)),
        Arguments.of("characters", new Load(List.of(pattern(longText)), longState, CHARACTERS)));
  }

  private static KnowledgeIndex index(Load load, RecallResources resources) {
    KnowledgeIndex index = new KnowledgeIndex(resources);
    load.patterns.forEach(index::put);
    return index;
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("loads")
  void isKeptByAllThatTakesLong(String name, Load load) {
    try (KnowledgeIndex index = index(load, new RecallResources())) {
      AtomicLong looks = new AtomicLong();
      Predictions expected =
          recall(index, load, Budget.of(Duration.ofDays(1), looks::getAndIncrement));
      long all = looks.get();
      assertThat(all).as("looks at the clock").isGreaterThan(3);

      for (long look = 1; look < all; look += Math.max(1, all / 7)) {
        Budget budget = Budget.of(Duration.ofNanos(look), new AtomicLong()::getAndIncrement);
        assertThatThrownBy(() -> recall(index, load, budget))
            .isInstanceOf(TimeLimitException.class);
      }

      assertThat(recall(index, load, Budget.unlimited())).isEqualTo(expected);
    }
  }

  private static Predictions recall(KnowledgeIndex index, Load load, Budget budget) {
    return index.recall(load.stm, load.config, EnsembleFilter.NONE, budget);
  }

  @Test
  void isKeptByThreadsThatHelp() {
    ExecutorService helpers = Executors.newFixedThreadPool(2);
    Load load = new Load(patterns(40_000, 8, 200), events(new SplittableRandom(3), 20, 200), LOW);
    try (KnowledgeIndex index = index(load, new RecallResources(helpers, 3, 1))) {
      Predictions expected = recall(index, load, Budget.unlimited());
      for (int look = 1; look < 40; look++) {
        AtomicLong now = new AtomicLong();
        Budget budget = Budget.of(Duration.ofNanos(look), now::getAndIncrement);
        try {
          assertThat(recall(index, load, budget)).isEqualTo(expected);
        } catch (TimeLimitException e) {
          assertThat(now.get()).isGreaterThan(look);
        }
      }
      assertThat(recall(index, load, Budget.unlimited())).isEqualTo(expected);
    } finally {
      helpers.shutdown();
    }
  }

  @Test
  void anInterruptEndsARecallAndStays() {
    Load load = new Load(patterns(40_000, 8, 200), events(new SplittableRandom(3), 20, 200), LOW);
    try (KnowledgeIndex index = index(load, new RecallResources())) {
      Thread.currentThread().interrupt();

      assertThatThrownBy(() -> index.recall(load.stm, load.config))
          .isInstanceOf(TimeLimitException.class)
          .hasMessageContaining("interrupted");

      assertThat(Thread.interrupted()).isTrue();
      assertThat(index.recall(load.stm, load.config).predictions()).hasSize(100);
    }
  }

  /** By the clock on the wall: the limit is a hundredth of what there is to do. */
  @Test
  void endsARecallOfLongTextsLongBeforeItsTime() {
    SplittableRandom random = new SplittableRandom(37);
    List<Event> learned = List.of(Event.of(text(random, 900_000)), Event.of("z"));
    Load load =
        new Load(
            List.of(pattern(learned)),
            List.of(Event.of(text(random, 900_000)), Event.of("z")),
            CHARACTERS);
    try (KnowledgeIndex index = index(load, new RecallResources())) {
      Budget budget = Budget.of(Duration.ofMillis(50), System::nanoTime);

      assertThatThrownBy(() -> recall(index, load, budget))
          .isInstanceOf(TimeLimitException.class)
          .hasMessageContaining("50 ms");
    }
  }
}
