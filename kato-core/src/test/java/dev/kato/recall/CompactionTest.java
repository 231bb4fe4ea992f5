package dev.kato.recall;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kato.config.ConfigKey;
import dev.kato.config.SessionConfig;
import dev.kato.model.EnsembleFilter;
import dev.kato.model.Event;
import dev.kato.model.FuturePotential;
import dev.kato.model.Pattern;
import dev.kato.model.PatternName;
import dev.kato.model.Predictions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ForkJoinPool;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What removed patterns leave behind is given back, and nobody sees when. */
class CompactionTest {

  private static final SessionConfig ALL =
      SessionConfig.DEFAULTS
          .with(ConfigKey.RECALL_THRESHOLD, 0.1)
          .with(ConfigKey.AFFINITY_EMOTIVE, "joy");

  private static Pattern pattern(List<Event> events) {
    return new Pattern(
        PatternName.of(events),
        events,
        1 + events.size() % 3,
        List.of(Map.of("joy", 0.5)),
        Map.of(),
        Map.of("joy", 0.25));
  }

  /** Five symbols that nothing else has. */
  private static Pattern strange(int number) {
    List<Event> events = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      events.add(Event.of("order-" + number + "-" + i));
    }
    return pattern(events);
  }

  private static void learnAndForget(KnowledgeIndex index, Pattern pattern) {
    index.put(pattern);
    index.remove(pattern.name());
  }

  @Test
  void anIndexThatForgetsAllItLearnsStaysSmall() {
    try (KnowledgeIndex index = new KnowledgeIndex()) {
      for (int i = 0; i < 50_000; i++) {
        learnAndForget(index, strange(i));
        assertThat(index.numberedSymbols()).isLessThan(5_000);
      }
      assertThat(index.weightBytes()).isLessThan(2_000_000);
      assertThat(index.statistics().uniquePatterns()).isZero();
    }
  }

  /** Weighed against one that never learned more than what is left. */
  @ParameterizedTest
  @ValueSource(ints = {100, 3_000, 20_000})
  void roomIsBoundedByWhatLives(int living) {
    try (KnowledgeIndex index = new KnowledgeIndex();
        KnowledgeIndex straight = new KnowledgeIndex()) {
      for (int i = 0; i < living; i++) {
        straight.put(strange(i));
        index.put(strange(i));
      }
      for (int i = living; i < living + 40_000; i++) {
        learnAndForget(index, strange(i));
      }

      assertThat(index.weightBytes()).isLessThan(3 * straight.weightBytes() + 2_000_000);
      assertThat(index.statistics()).isEqualTo(straight.statistics());
      assertThat(index.symbols(null, 1000)).isEqualTo(straight.symbols(null, 1000));
    }
  }

  /** Each time all there is has been read, as much was forgotten. */
  @Test
  void theIndexBeginsAnewSeldom() {
    try (KnowledgeIndex index = new KnowledgeIndex()) {
      for (int i = 0; i < 10_000; i++) {
        index.put(strange(i));
      }
      int begun = 0;
      int before = index.numberedSymbols();
      for (int i = 10_000; i < 40_000; i++) {
        learnAndForget(index, strange(i));
        int now = index.numberedSymbols();
        begun += now < before ? 1 : 0;
        before = now;
      }

      assertThat(begun).isBetween(1, 3);
    }
  }

  @Test
  void patternsTooLongToIndexAreForgottenToo() {
    try (KnowledgeIndex index = new KnowledgeIndex()) {
      List<Pattern> left = new ArrayList<>();
      for (int round = 0; round < 300; round++) {
        List<Event> events = new ArrayList<>();
        for (int i = 0; i < 9_000; i++) {
          events.add(Event.of("w" + (i * 7 + i / 50) % 50));
        }
        events.add(Event.of("end" + round));
        Pattern pattern = pattern(events);
        index.put(pattern);
        if (round % 100 == 0) {
          left.add(pattern);
        } else {
          index.remove(pattern.name());
        }
      }

      assertThat(index.weightBytes()).isLessThan(2_000_000);
      List<Event> stm = left.get(1).events().subList(0, 20);
      SessionConfig config = SessionConfig.DEFAULTS.with(ConfigKey.RECALL_THRESHOLD, 0.0001);
      SamePredictions.check(
          index.recall(stm, config),
          BruteForceOracle.recall(left, stm, config, EnsembleFilter.NONE),
          config);
    }
  }

  @Test
  void futuresThatAreReadLaterAreThoseOfTheTimeOfTheQuestion() {
    try (KnowledgeIndex index = new KnowledgeIndex(new RecallResources(), 4, 0);
        KnowledgeIndex other = new KnowledgeIndex()) {
      for (int i = 0; i < 50; i++) {
        index.put(strange(i));
        other.put(strange(i));
      }
      List<Event> stm = strange(7).events().subList(0, 3);
      List<FuturePotential> expected = other.recall(stm, ALL).futurePotentials();

      Predictions asked = index.recall(stm, ALL);
      for (int i = 0; i < 50; i++) {
        index.remove(strange(i).name());
      }
      index.put(strange(1000));

      assertThat(index.numberedSymbols()).isEqualTo(5);
      assertThat(asked.futurePotentials()).isEqualTo(expected).hasSize(1);
    }
  }

  /** Beside merges in other threads, at all sizes of parts. */
  @Test
  void answersAreThoseOfTheOracleAfterAnyHistory() {
    for (long seed = 0; seed < 150; seed++) {
      Seeded random = new Seeded(seed);
      RecallResources resources = new RecallResources(ForkJoinPool.commonPool(), 2, 10);
      List<Pattern> living = new ArrayList<>(random.patterns(30));
      try (KnowledgeIndex index = new KnowledgeIndex(resources, 1 + random.below(9), 0)) {
        living.forEach(index::put);
        for (int i = 0; i < 200; i++) {
          learnAndForget(index, strange(random.below(100_000)));
          if (random.below(20) == 0 && !living.isEmpty()) {
            index.remove(living.remove(random.below(living.size())).name());
          }
        }

        List<Event> stm = random.stm(living);
        SessionConfig config = random.config();
        SamePredictions.check(
            index.recall(stm, config),
            BruteForceOracle.recall(
                living, stm, config.with(ConfigKey.MAX_PREDICTIONS, 10_000), EnsembleFilter.NONE),
            config);
      }
    }
  }
}
