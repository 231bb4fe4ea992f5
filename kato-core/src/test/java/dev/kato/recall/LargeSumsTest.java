package dev.kato.recall;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import dev.kato.config.ConfigKey;
import dev.kato.config.SessionConfig;
import dev.kato.model.Event;
import dev.kato.model.FuturePotential;
import dev.kato.model.KnowledgeStatistics;
import dev.kato.model.Metric;
import dev.kato.model.Pattern;
import dev.kato.model.PatternName;
import dev.kato.model.Prediction;
import dev.kato.model.Predictions;
import dev.kato.model.SymbolStatistics;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sums over very many and very frequent patterns, which no long can hold. */
class LargeSumsTest {

  private static final int PATTERNS = 5_000;

  private final KnowledgeIndex index = new KnowledgeIndex();

  @AfterEach
  void close() {
    index.close();
  }

  private static Pattern pattern(List<Event> events, long frequency) {
    return new Pattern(PatternName.of(events), events, frequency, List.of(), Map.of(), Map.of());
  }

  /** All alike but for their last symbol, equally long, so each has the same share of all. */
  private List<Event> learnAlike(int length, long frequency) {
    List<Event> common = new ArrayList<>();
    for (int i = 0; i < length; i++) {
      common.add(Event.of("s" + i));
    }
    for (int i = 0; i < PATTERNS; i++) {
      List<Event> events = new ArrayList<>(common);
      events.add(Event.of("x" + (PATTERNS + i)));
      index.put(pattern(events, frequency));
    }
    return common;
  }

  @ParameterizedTest(name = "equal symbols: {0}")
  @ValueSource(booleans = {true, false})
  void frequencyTimesMatchesIsAddedExactly(boolean tokens) {
    // In character mode each comparison takes long, so the products are made of short texts.
    List<Event> common =
        learnAlike(tokens ? 1_000 : 100, Pattern.MAX_FREQUENCY * (tokens ? 1 : 10));
    SessionConfig config =
        SessionConfig.DEFAULTS
            .with(ConfigKey.MAX_PREDICTIONS, 1)
            .with(ConfigKey.MAX_FUTURE_POTENTIALS, PATTERNS)
            .with(ConfigKey.USE_TOKEN_MATCHING, tokens);

    Predictions predictions = index.recall(common, config);

    Prediction best = predictions.best().orElseThrow();
    double share = 1.0 / PATTERNS;
    assertThat(best.metric(Metric.BAYESIAN_PRIOR)).isEqualTo(share);
    assertThat(best.metric(Metric.BAYESIAN_POSTERIOR)).isCloseTo(share, offset(1e-9));
    assertThat(best.metric(Metric.PREDICTIVE_INFORMATION))
        .isCloseTo(best.metric(Metric.SIMILARITY), offset(1e-9));
    assertThat(predictions.futurePotentials()).hasSize(PATTERNS);
    assertThat(predictions.futurePotentials())
        .extracting(FuturePotential::aggregatePotential)
        .allSatisfy(potential -> assertThat(potential).isCloseTo(share, offset(1e-12)));
  }

  @Test
  void statisticsThatExceedALongAreTheGreatestLong() {
    List<Event> once = List.of(Event.of("a"), Event.of("b"));
    List<Event> thrice = List.of(Event.of("a", "a"), Event.of("a"));
    index.put(pattern(once, Long.MAX_VALUE));
    index.put(pattern(thrice, Long.MAX_VALUE));

    assertThat(index.statistics()).isEqualTo(new KnowledgeStatistics(2, Long.MAX_VALUE, 2));
    assertThat(index.symbol("a")).contains(new SymbolStatistics("a", Long.MAX_VALUE, 2));
    assertThat(index.symbol("b")).contains(new SymbolStatistics("b", Long.MAX_VALUE, 1));

    index.put(pattern(once, 5));
    index.put(pattern(thrice, 7));

    assertThat(index.statistics()).isEqualTo(new KnowledgeStatistics(2, 12, 2));
    assertThat(index.symbol("a")).contains(new SymbolStatistics("a", 26, 2));
  }

  @Test
  void thousandsOfTheMostFrequentPatternsHaveTheirShares() {
    List<Event> common = learnAlike(3, Long.MAX_VALUE);

    Predictions predictions = index.recall(common, SessionConfig.DEFAULTS);

    assertThat(predictions.predictions())
        .hasSize(100)
        .allSatisfy(
            each ->
                assertThat(each.metric(Metric.PATTERN_PROBABILITY))
                    .isCloseTo(1.0 / PATTERNS, offset(1e-15)));
  }
}
