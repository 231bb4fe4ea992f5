package dev.kato.recall.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.kato.model.Event;
import dev.kato.model.Forecast;
import dev.kato.model.Forecast.Match;
import dev.kato.model.Forecast.Support;
import dev.kato.model.Forecast.Through;
import dev.kato.model.ForecastOptions;
import dev.kato.model.Pattern;
import dev.kato.model.PatternName;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Section 9 of the specification, with the figures it has on the way. */
class WorkedExampleTest {

  private static final int A = 1;
  private static final int B = 2;
  private static final int C = 3;
  private static final int D = 4;
  private static final int END = NaiveKnowledge.END;

  private static final Pattern P1 = pattern(3, "A", "B", "C");
  private static final Pattern P2 = pattern(1, "A", "B", "D");
  private static final Pattern P3 = pattern(1, "B", "A", "D");
  private static final List<Pattern> PATTERNS = List.of(P1, P2, P3);
  private static final List<Event> STM = List.of(Event.of("A"), Event.of("B"));
  private static final ForecastOptions OPTIONS = ForecastOptions.DEFAULT.withSupports(100);

  private final NaiveKnowledge knowledge = new NaiveKnowledge(PATTERNS);
  private final NaiveForecast forecast =
      new NaiveForecast(knowledge, new NaiveState(knowledge, STM, 0), OPTIONS);

  private static Pattern pattern(long frequency, String... symbols) {
    List<Event> events = Arrays.stream(symbols).map(Event::of).toList();
    return new Pattern(PatternName.of(events), events, frequency, List.of(), Map.of(), Map.of());
  }

  /** In the order A, B, C, D, END, as the specification lists them. */
  private static void check(double[] actual, double a, double b, double c, double d, double end) {
    check(actual[A], a);
    check(actual[B], b);
    check(actual[C], c);
    check(actual[D], d);
    check(actual[END], end);
  }

  private static void check(double actual, double expected) {
    assertThat(actual).isCloseTo(expected, within(6e-7));
  }

  @Test
  void counts() {
    assertThat(knowledge.counts).extracting(Number::intValue).containsExactly(5, 5, 5, 3, 2);
    assertThat(knowledge.outcomes).isEqualTo(5);
    check(knowledge.unconditional, .244444, .244444, .155556, .111111, .244444);
    assertThat(knowledge.followers.intValue()).isEqualTo(10);
    assertThat(knowledge.repeats).extracting(Number::intValue).containsOnly(0);
  }

  @Test
  void contexts() {
    NaiveContexts contexts = forecast.contexts;

    assertThat(contexts.votes[1]).extracting(Whole::real).containsExactly(0.0, 1.0, 0.0, 3.0, 1.0);
    check(contexts.sums[1], 5);
    check(contexts.rests[1], 2.4);
    assertThat(contexts.votes[2]).extracting(Whole::real).containsExactly(0.0, 0.0, 0.0, 3.0, 1.0);
    check(contexts.sums[2], 4);
    check(contexts.rests[2], 1.6);
    assertThat(contexts.orders).isEqualTo(2);
    check(contexts.blend, .062933, .046933, .755867, .087333, .046933);
    check(contexts.lambda, .192);
  }

  @Test
  void relatedSymbols() {
    check(forecast.related.evidence, 1.3, 1.76, 4.2, 2.7, 3.8);
    check(forecast.related.sum, 9.96);
    check(forecast.related.kappa, .332443);
    check(forecast.related.information, .560348);
    check(forecast.related.alpha, .663791);
  }

  @Test
  void scores() {
    check(forecast.scores, .123786, .111108, 1.033797, .234617, .140312);
    assertThat(forecast.listed).containsOnly(true);
    assertThat(forecast.other).isZero();
  }

  @Test
  void repeats() {
    assertThat(forecast.contexts.habits).hasSize(5);
    assertThat(forecast.contexts.habits[0]).isCloseTo(.01 / 11 / 6 / 5, within(1e-18));
    assertThat(forecast.contexts.habits[1]).isCloseTo(.01 / 11 / 6 / 5, within(1e-18));
    assertThat(forecast.repeating).isCloseTo(.0000606, within(6e-8));
  }

  @Test
  void result() {
    Forecast answer = forecast.answer();

    assertThat(answer.outcomes())
        .extracting(Forecast.Outcome::symbol)
        .containsExactly("C", "D", null, "A", "B");
    double[] expected = {.745409, .169168, .085368, .000028, .000027};
    for (int i = 0; i < expected.length; i++) {
      check(answer.outcomes().get(i).probability(), expected[i]);
    }
    assertThat(answer.occurrences()).isEqualTo(3);
    assertThat(answer).isEqualTo(NaiveForecast.of(PATTERNS, STM, OPTIONS, 0));
  }

  @Test
  void supports() {
    Forecast answer = forecast.answer();

    assertThat(answer.outcomes().get(0).supports())
        .containsExactlyInAnyOrder(
            new Support(P1.name(), 2, new Through.Context(2), matches(2, 2, 1, 1), 3),
            new Support(P1.name(), 2, new Through.After("B", 0), matches(2, 2), 3),
            new Support(P1.name(), 1, new Through.After("A", 1), matches(1, 1), 0.8 * 1.5))
        .startsWith(new Support(P1.name(), 2, new Through.Context(2), matches(2, 2, 1, 1), 3))
        .endsWith(new Support(P1.name(), 1, new Through.After("A", 1), matches(1, 1), 0.8 * 1.5));
    assertThat(answer.outcomes().get(3).supports().get(0))
        .isEqualTo(new Support(P3.name(), 1, new Through.Context(1), matches(2, 1), 1));
    assertThat(answer.outcomes().get(3).supports())
        .contains(
            new Support(P3.name(), 1, new Through.After("B", 0), matches(2, 1), 0.5),
            new Support(P1.name(), 2, new Through.Before("B", 0), matches(2, 2), 0.2 * 3));
  }

  private static List<Match> matches(int... pairs) {
    Match first = new Match(pairs[0], pairs[1]);
    return pairs.length == 2 ? List.of(first) : List.of(first, new Match(pairs[2], pairs[3]));
  }
}
