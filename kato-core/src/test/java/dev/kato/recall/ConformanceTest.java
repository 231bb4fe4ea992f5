package dev.kato.recall;

import dev.kato.config.ConfigKey;
import dev.kato.config.SessionConfig;
import dev.kato.model.Emotives;
import dev.kato.model.EnsembleFilter;
import dev.kato.model.Pattern;
import dev.kato.model.PatternName;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every case recorded from the reference implementation. */
class ConformanceTest {

  static Stream<ConformanceCase> cases() {
    return ConformanceCase.all();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void recallsWhatTheReferenceRecalls(ConformanceCase given) {
    Map<PatternName, Pattern> patterns = learn(given.learns());
    SessionConfig config =
        SessionConfig.DEFAULTS
            .with(ConfigKey.RECALL_THRESHOLD, given.recallThreshold())
            .with(ConfigKey.MAX_PREDICTIONS, 10_000)
            .with(ConfigKey.MIN_SYMBOLS, 1);

    try (KnowledgeIndex index = new KnowledgeIndex()) {
      patterns.values().forEach(index::put);
      given.check(index.recall(given.stm(), config));
    }
    given.check(
        BruteForceOracle.recall(patterns.values(), given.stm(), config, EnsembleFilter.NONE));
  }

  /** Learning in its plainest form: frequency and emotives window are all that recall reads. */
  private static Map<PatternName, Pattern> learn(List<ConformanceCase.Learn> learns) {
    Map<PatternName, Pattern> patterns = new LinkedHashMap<>();
    for (ConformanceCase.Learn learn : learns) {
      PatternName name = PatternName.of(learn.events());
      Pattern old = patterns.get(name);
      List<Map<String, Double>> window = new ArrayList<>();
      if (old != null) {
        window.addAll(old.emotives());
      }
      window.addAll(learn.emotives());
      List<Map<String, Double>> newest =
          window.subList(Math.max(0, window.size() - 5), window.size());
      long frequency = old == null ? 1 : old.frequency() + 1;
      patterns.put(
          name,
          new Pattern(name, learn.events(), frequency, newest, Map.of(), Emotives.mean(newest)));
    }
    return patterns;
  }
}
