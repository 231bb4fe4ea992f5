package dev.kato.recall;

import dev.kato.config.ConfigKey;
import dev.kato.config.SessionConfig;
import dev.kato.model.EnsembleFilter;
import dev.kato.model.Event;
import dev.kato.model.Pattern;
import dev.kato.model.PatternName;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** States and patterns too long for the short ways through the engine. */
class LongInputsTest {

  @ParameterizedTest(name = "patterns of {0} symbols, a state of {1}, {2} distinct symbols")
  @CsvSource({
    "20, 40, 30",
    "12, 60, 300",
    "40, 20, 30",
    "60, 70, 500",
    "300, 100, 40",
    "1000, 130, 2000",
    "1000, 60, 3",
    "9000, 40, 5000",
    "200, 300, 2"
  })
  void areRecalledExactly(int length, int stateLength, int vocabulary) {
    SplittableRandom random = new SplittableRandom(length + stateLength);
    List<Pattern> patterns = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      List<Event> events = events(random, length + random.nextInt(3), vocabulary);
      patterns.add(
          new Pattern(
              PatternName.of(events),
              events,
              1 + random.nextInt(5),
              List.of(),
              Map.of(),
              Map.of()));
    }
    List<Event> source = patterns.get(0).events();
    List<Event> stm = new ArrayList<>(source.subList(0, Math.min(stateLength, source.size())));
    stm.addAll(events(random, Math.max(stateLength / 4, stateLength - stm.size()), vocabulary));
    try (KnowledgeIndex index = new KnowledgeIndex(new RecallResources(Runnable::run, 1, 1), 5)) {
      patterns.forEach(index::put);
      for (double threshold : new double[] {0, 0.01, 0.2, 0.6}) {
        SessionConfig config = SessionConfig.DEFAULTS.with(ConfigKey.RECALL_THRESHOLD, threshold);
        SamePredictions.check(
            index.recall(stm, config),
            BruteForceOracle.recall(patterns, stm, config, EnsembleFilter.NONE),
            config);
      }
    }
  }

  private static List<Event> events(SplittableRandom random, int symbols, int vocabulary) {
    List<Event> events = new ArrayList<>();
    for (int i = 0; i < symbols; i++) {
      events.add(Event.of("s" + random.nextInt(vocabulary)));
    }
    return events;
  }
}
