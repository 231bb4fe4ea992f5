package dev.kato.recall;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kato.config.ConfigKey;
import dev.kato.config.SessionConfig;
import dev.kato.model.EnsembleFilter;
import dev.kato.model.Event;
import dev.kato.model.Metric;
import dev.kato.model.Pattern;
import dev.kato.model.PatternName;
import dev.kato.model.Prediction;
import dev.kato.model.Predictions;
import dev.kato.model.SymbolStatistics;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Patterns of so many symbols that their positions fit none of the packed numbers. */
@Timeout(value = 2, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class GiantsTest {

  private static final SessionConfig ALL =
      SessionConfig.DEFAULTS.with(ConfigKey.RECALL_THRESHOLD, 1e-7);

  private static final List<Event> STM = List.of(Event.of("a"), Event.of("b"));

  /** These symbols and then, in events of a thousand, the same one so many times. */
  private static Pattern giant(int rest, String symbol, long frequency, String... first) {
    List<Event> events = new ArrayList<>();
    for (String each : first) {
      events.add(Event.of(each));
    }
    for (int left = rest; left > 0; left -= 1000) {
      events.add(new Event(Collections.nCopies(Math.min(1000, left), symbol)));
    }
    return new Pattern(PatternName.of(events), events, frequency, List.of(), Map.of(), Map.of());
  }

  @ParameterizedTest(name = "{0} symbols after the present")
  @ValueSource(ints = {8_191, 8_192, 1_048_576})
  void areRecalledWithTheirFutures(int rest) {
    List<Pattern> patterns =
        List.of(
            giant(rest, "c", 3, "a", "b"),
            giant(rest, "c", 4, "a", "x", "b"),
            giant(rest, "d", 5, "b"),
            giant(rest + 1, "c", 6, "a", "b"),
            giant(5, "c", 7, "a", "b"));
    try (KnowledgeIndex index = new KnowledgeIndex()) {
      patterns.forEach(index::put);

      SamePredictions.check(
          index.recall(STM, ALL),
          BruteForceOracle.recall(patterns, STM, ALL, EnsembleFilter.NONE),
          ALL);
    }
  }

  @Test
  void haveOneFutureThatIsCertain() {
    try (KnowledgeIndex index = new KnowledgeIndex()) {
      index.put(giant(1_048_576, "c", Long.MAX_VALUE, "a", "b"));

      Predictions predictions = index.recall(STM, ALL);

      Prediction only = predictions.best().orElseThrow();
      assertThat(only.metric(Metric.PREDICTIVE_INFORMATION))
          .isEqualTo(only.metric(Metric.SIMILARITY));
      assertThat(predictions.futurePotentials()).hasSize(1);
      assertThat(predictions.futurePotentials().get(0).aggregatePotential()).isOne();
    }
  }

  /** Were each symbol compared with all others, this would take hours. */
  @Test
  void mayHaveManyDistinctSymbols() {
    List<Event> events = new ArrayList<>();
    for (int i = 0; i < 1_000_000; i++) {
      events.add(Event.of("s" + i % 900_000));
    }
    PatternName name = PatternName.of(events);
    try (KnowledgeIndex index = new KnowledgeIndex()) {
      index.put(new Pattern(name, events, 5, List.of(), Map.of(), Map.of("joy", 0.5)));

      assertThat(index.symbol("s7")).contains(new SymbolStatistics("s7", 10, 1));
      assertThat(index.symbol("s899999")).contains(new SymbolStatistics("s899999", 5, 1));
      assertThat(index.affinity("s7")).isEqualTo(Map.of("joy", 0.5));
    }
  }
}
