package dev.kato.recall;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kato.config.ConfigKey;
import dev.kato.config.SessionConfig;
import dev.kato.model.Event;
import dev.kato.model.Metric;
import dev.kato.model.Pattern;
import dev.kato.model.PatternName;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a recall needs while it runs is given back when it ends. */
class LargeAnswersTest {

  private static final int PATTERNS = 60_000;

  private final RecallResources resources = new RecallResources();

  private static Pattern pattern(int number) {
    List<Event> events = List.of(Event.of("a"), Event.of("b" + number), Event.of("c" + number % 7));
    return new Pattern(PatternName.of(events), events, 1, List.of(), Map.of(), Map.of());
  }

  /** By entropy, of which nothing is known beforehand, every member may be the best. */
  @Test
  void leaveLittleBehind() {
    try (KnowledgeIndex index = new KnowledgeIndex(resources)) {
      for (int number = 0; number < PATTERNS; number++) {
        index.put(pattern(number));
      }
      SessionConfig config =
          SessionConfig.DEFAULTS
              .with(ConfigKey.RECALL_THRESHOLD, 0)
              .with(ConfigKey.RANK_SORT_ALGO, Metric.ENTROPY);
      assertThat(resources.heapBytes()).isZero();

      int futures =
          index.recall(List.of(Event.of("a"), Event.of("x")), config).futurePotentialsTotal();

      assertThat(futures).isEqualTo(PATTERNS);
      assertThat(resources.heapBytes()).isBetween(1L << 20, 2L << 20);
    }
  }
}
