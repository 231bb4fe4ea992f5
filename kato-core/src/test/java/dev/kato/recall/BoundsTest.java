package dev.kato.recall;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kato.config.ConfigKey;
import dev.kato.config.SessionConfig;
import dev.kato.model.Bound;
import dev.kato.model.Event;
import dev.kato.model.Explanation;
import dev.kato.model.Metric;
import dev.kato.model.NearMiss;
import dev.kato.model.Pattern;
import dev.kato.model.PatternName;
import dev.kato.model.TimeLimitException;
import dev.kato.recall.base.Budget;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The bounds of an explanation, by hand; {@link ExplanationTest} holds them against recall. */
class BoundsTest {

  private static final SessionConfig CONFIG =
      SessionConfig.DEFAULTS.with(ConfigKey.RECALL_THRESHOLD, 0.5);

  private final KnowledgeIndex index = new KnowledgeIndex();

  @AfterEach
  void close() {
    index.close();
  }

  private static List<Event> events(String... symbols) {
    return Arrays.stream(symbols).map(Event::of).toList();
  }

  private PatternName learn(long frequency, String... symbols) {
    List<Event> events = events(symbols);
    PatternName name = PatternName.of(events);
    index.put(new Pattern(name, events, frequency, List.of(), Map.of(), Map.of()));
    return name;
  }

  private Explanation explain(SessionConfig config, PatternName name, String... stm) {
    return index.explain(events(stm), config, name, Budget.unlimited()).orElseThrow();
  }

  @Test
  void ofAPredictedPatternAllArePassed() {
    PatternName name = learn(1, "a", "b", "c");

    Explanation explanation = explain(CONFIG, name, "a", "b", "x");

    assertThat(explanation.predicted()).isTrue();
    assertThat(explanation.failed()).isEmpty();
    assertThat(explanation.bounds())
        .containsExactly(
            new Bound.MinSymbols(3, 2),
            new Bound.Matches(2, 1),
            new Bound.RecallThreshold(2.0 * 2 / (3 + 3), 0.5, 2),
            new Bound.MaxPredictions(1, 1, 100, Metric.POTENTIAL));
    assertThat(explanation.matched()).isEqualTo(2);
    assertThat(explanation.patternSymbols()).isEqualTo(3);
    assertThat(explanation.stateSymbols()).isEqualTo(3);
    assertThat(explanation.characters()).isNull();
  }

  @Test
  void aShortStateIsComparedWithNothing() {
    PatternName name = learn(1, "a", "b");

    Explanation explanation = explain(CONFIG, name, "a");

    assertThat(explanation.failed()).contains(new Bound.MinSymbols(1, 2));
    assertThat(explanation.similarity()).as("told all the same").isEqualTo(2.0 / 3);
    assertThat(explanation.prediction()).isNull();
  }

  @Test
  void anEmptyStateHasNothingInCommonWithAnything() {
    PatternName name = learn(1, "a", "b");

    Explanation explanation = explain(CONFIG, name);

    assertThat(explanation.bounds())
        .extracting(Bound::passed)
        .containsExactly(false, false, false, false);
    assertThat(explanation.similarity()).isZero();
    assertThat(explanation.alignment().missing()).hasSize(2);
    assertThat(index.nearMisses(List.of(), CONFIG, 5, Budget.unlimited())).isEmpty();
  }

  @Test
  void somethingMustMatch() {
    PatternName name = learn(1, "a", "b");

    assertThat(explain(CONFIG, name, "x", "y").failed()).contains(new Bound.Matches(0, 1));
    assertThat(explain(CONFIG.with(ConfigKey.RECALL_THRESHOLD, 0), name, "x", "y").predicted())
        .as("with threshold 0 nothing need match")
        .isTrue();
  }

  @Test
  void theThresholdTellsHowManyMatchesWouldDo() {
    PatternName name = learn(1, "a", "b", "c", "d", "e");

    Explanation explanation = explain(CONFIG, name, "a", "x", "y", "z");

    assertThat(explanation.failed())
        .contains(new Bound.RecallThreshold(2.0 / 9, 0.5, 3))
        .hasValueSatisfying(bound -> assertThat(bound.passed()).isFalse());
  }

  @Test
  void thresholdAndCharactersAreThoseOfTheTexts() {
    PatternName name = learn(1, "abc", "d");
    SessionConfig config = CONFIG.with(ConfigKey.USE_TOKEN_MATCHING, false);

    Explanation explanation = explain(config, name, "abc", "xyz");

    assertThat(explanation.characters()).isEqualTo(new Explanation.Characters(4, 5, 7));
    assertThat(explanation.similarity()).isEqualTo(2.0 * 4 / (5 + 7));
    assertThat(explanation.bounds()).contains(new Bound.RecallThreshold(8.0 / 12, 0.5, 3));
  }

  @Test
  void ofManyMembersTheFirstAreReturnedAndEachHasARank() {
    PatternName rare = learn(1, "a", "b", "r");
    learn(7, "a", "b", "s");
    learn(5, "a", "b", "t");
    SessionConfig config =
        CONFIG.with(ConfigKey.MAX_PREDICTIONS, 1).with(ConfigKey.RANK_SORT_ALGO, Metric.FREQUENCY);

    Explanation explanation = explain(config, rare, "a", "b");

    assertThat(explanation.failed()).contains(new Bound.MaxPredictions(3, 3, 1, Metric.FREQUENCY));
    assertThat(explanation.prediction()).as("it is a member").isNotNull();
    assertThat(index.nearMisses(events("a", "b"), config, 5, Budget.unlimited()))
        .extracting(NearMiss::neededMaxPredictions)
        .containsExactlyInAnyOrder(2, 3);
  }

  @Test
  void ranksGoBeyondWhatAnAnswerCanHold() {
    SessionConfig config = CONFIG.with(ConfigKey.RANK_SORT_ALGO, Metric.FREQUENCY);
    for (int i = 2; i <= 12_000; i++) {
      learn(i, "a", "b", "n" + i);
    }
    PatternName last = learn(1, "a", "b", "last");

    assertThat(explain(config, last, "a", "b").failed())
        .contains(new Bound.MaxPredictions(12_000, 12_000, 100, Metric.FREQUENCY));
  }

  @Test
  void whatIsNotLearnedOrNoMoreIsNotExplained() {
    PatternName gone = learn(1, "a", "b");
    PatternName never = PatternName.of(events("x", "y"));
    index.remove(gone);

    for (PatternName name : List.of(gone, never)) {
      assertThat(index.explain(events("a", "b"), CONFIG, name, Budget.unlimited())).isEmpty();
    }
    learn(3, "a", "b");
    assertThat(explain(CONFIG, gone, "a", "b").frequency()).isEqualTo(3);
  }

  @Test
  void nearMissesTellWhatIsNeeded() {
    PatternName near = learn(1, "a", "b", "c", "d", "e", "f");
    PatternName far = learn(1, "a", "x", "y", "z", "u", "v");
    learn(1, "p", "q");
    learn(1, "a", "b", "c");

    List<NearMiss> misses =
        index.nearMisses(
            events("a", "b"), CONFIG.with(ConfigKey.RECALL_THRESHOLD, 0.7), 10, Budget.unlimited());

    assertThat(misses)
        .containsExactly(
            new NearMiss(near, events("a", "b", "c", "d", "e", "f"), 0.5, 2, 0.5, null),
            new NearMiss(far, events("a", "x", "y", "z", "u", "v"), 0.25, 1, 0.25, null));
  }

  @Test
  void explainingKeepsItsDeadline() {
    for (int i = 0; i < 20_000; i++) {
      learn(1, "a", "b", "n" + i);
    }
    PatternName name = learn(1, "a", "b", "c");

    assertThatThrownBy(() -> index.explain(events("a", "b"), CONFIG, name, soon()))
        .isInstanceOf(TimeLimitException.class);
    assertThatThrownBy(() -> index.nearMisses(events("a", "b"), CONFIG, 5, soon()))
        .isInstanceOf(TimeLimitException.class);
  }

  private static Budget soon() {
    return Budget.of(Duration.ofNanos(2), new AtomicLong()::getAndIncrement);
  }
}
