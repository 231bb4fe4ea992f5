package dev.kato.recall;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kato.config.ConfigKey;
import dev.kato.config.SessionConfig;
import dev.kato.model.Event;
import dev.kato.model.KnowledgeStatistics;
import dev.kato.model.Pattern;
import dev.kato.model.PatternName;
import dev.kato.model.Predictions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A change that fails leaves no trace, however often it is tried. */
class FailedPutTest {

  private static final List<Event> KNOWN = List.of(Event.of("a"), Event.of("b"), Event.of("c"));
  private static final List<Event> NEW = List.of(Event.of("a"), Event.of("b"), Event.of("new"));
  private static final SessionConfig CONFIG =
      SessionConfig.DEFAULTS.with(ConfigKey.AFFINITY_EMOTIVE, "joy");

  private final KnowledgeIndex index = new KnowledgeIndex();

  @BeforeEach
  void learn() {
    index.put(pattern(KNOWN, 3, 0.25));
  }

  private static Pattern pattern(List<Event> events, long frequency, double joy) {
    return new Pattern(
        PatternName.of(events),
        events,
        frequency,
        List.of(Map.of("joy", joy)),
        Map.of(),
        Map.of("fear", 1.0, "joy", joy));
  }

  private record All(
      Predictions predictions,
      KnowledgeStatistics statistics,
      List<?> symbols,
      Map<String, Double> affinity) {}

  private All all() {
    return new All(
        index.recall(KNOWN.subList(0, 2), CONFIG),
        index.statistics(),
        index.symbols(null, 100),
        index.affinity("a"));
  }

  @ParameterizedTest
  @ValueSource(doubles = {Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, Double.NaN})
  void ofANewPatternOrOfAKnownOneChangesNothing(double joy) {
    All before = all();
    for (int tries = 0; tries < 3; tries++) {
      assertThatThrownBy(() -> index.put(pattern(NEW, 1, joy)))
          .isInstanceOf(NumberFormatException.class);
      assertThatThrownBy(() -> index.put(pattern(KNOWN, 7, joy)))
          .isInstanceOf(NumberFormatException.class);
    }

    // Changes nothing, but has the index look at itself anew.
    index.put(pattern(KNOWN, 3, 0.25));
    assertThat(all()).isEqualTo(before);
  }

  @Test
  void doesNotStandInTheWayOfTheNext() {
    assertThatThrownBy(() -> index.put(pattern(NEW, 1, Double.NaN)))
        .isInstanceOf(NumberFormatException.class);

    index.put(pattern(NEW, 2, 0.5));

    assertThat(index.statistics()).isEqualTo(new KnowledgeStatistics(2, 5, 4));
    assertThat(index.affinity("a")).isEqualTo(Map.of("fear", 2.0, "joy", 0.75));
    index.remove(PatternName.of(NEW));
    index.remove(PatternName.of(KNOWN));
    assertThat(index.statistics()).isEqualTo(new KnowledgeStatistics(0, 0, 0));
    assertThat(index.affinity("a")).isEmpty();
  }
}
