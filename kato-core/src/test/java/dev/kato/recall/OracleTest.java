package dev.kato.recall;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kato.config.ConfigKey;
import dev.kato.config.SessionConfig;
import dev.kato.model.EnsembleFilter;
import dev.kato.model.Event;
import dev.kato.model.Metric;
import dev.kato.model.Pattern;
import dev.kato.model.Prediction;
import dev.kato.model.Predictions;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** The engine against the oracle on random knowledge bases, states and configurations. */
class OracleTest {

  private static final boolean EXTENDED = Boolean.getBoolean("kato.extended");
  private static final int KNOWLEDGE_BASES = EXTENDED ? 25_000 : 500;
  private static final int QUESTIONS = 5;

  /** Not the pool that asks the questions: what is merged there would wait for their end. */
  private static final Executor MERGES =
      Executors.newFixedThreadPool(
          2,
          task -> {
            Thread thread = new Thread(task, "merges");
            thread.setDaemon(true);
            return thread;
          });

  @Test
  void answersAsTheOracleDoes() {
    LongStream.range(0, KNOWLEDGE_BASES).parallel().forEach(OracleTest::checkSeed);
  }

  private static void checkSeed(long seed) {
    Seeded random = new Seeded(seed);
    List<Pattern> patterns = random.patterns(40);
    try (KnowledgeIndex index = index(random)) {
      putAll(index, patterns, random);
      for (int i = 0; i < QUESTIONS; i++) {
        List<Event> stm = random.stm(patterns);
        SessionConfig config = random.config();
        EnsembleFilter filter = random.filter();
        try {
          SamePredictions.check(
              index.recall(stm, config, filter),
              BruteForceOracle.recall(patterns, stm, unlimited(config), filter),
              config);
        } catch (AssertionError | RuntimeException e) {
          throw new AssertionError(
              "seed " + seed + ", question " + i + ": " + stm + " " + config + " " + filter, e);
        }
      }
    }
  }

  /** One by one, or as many that come before the first question, whether that is over or not. */
  private static void putAll(KnowledgeIndex index, List<Pattern> patterns, Seeded random) {
    int way = random.below(4);
    if (way > 1) {
      index.expectMany();
    }
    patterns.forEach(index::put);
    if (way == 3) {
      index.settle();
    }
  }

  /** Sizes small enough that parts are sealed, merged and shared among threads. */
  private static KnowledgeIndex index(Seeded random) {
    Executor executor = random.below(2) == 0 ? Runnable::run : MERGES;
    int tail = List.of(1, 2, 5, 16, 512).get(random.below(5));
    RecallResources resources =
        new RecallResources(executor, 1 + random.below(3), random.below(30));
    // Waste that is not put up with at all has the index begin anew after each change.
    int spare = List.of(4096, 0, -3, -1000).get(random.below(4));
    return new KnowledgeIndex(resources, tail, spare);
  }

  private static SessionConfig unlimited(SessionConfig config) {
    return config.with(ConfigKey.MAX_PREDICTIONS, 10_000);
  }

  /** Sums that exceed a long, emotives and affinities of every magnitude. */
  @Test
  void answersAsTheOracleDoesAtTheLimitsOfNumbers() {
    for (long seed = 0; seed < (EXTENDED ? 10_000 : 300); seed++) {
      Seeded random = new Seeded(seed);
      List<Pattern> patterns = random.patterns(40).stream().map(random::extreme).toList();
      List<Event> stm = random.stm(patterns);
      SessionConfig config = random.config();
      try (KnowledgeIndex index = index(random)) {
        patterns.forEach(index::put);
        Predictions actual = index.recall(stm, config);
        SamePredictions.check(
            actual,
            BruteForceOracle.recall(patterns, stm, unlimited(config), EnsembleFilter.NONE),
            config);
        assertThat(actual.predictions())
            .as("seed %s", seed)
            .allSatisfy(OracleTest::checkThatAllNumbersAreFinite);
      }
    }
  }

  private static void checkThatAllNumbersAreFinite(Prediction prediction) {
    for (Metric metric : Metric.values()) {
      assertThat(prediction.metric(metric)).as(metric.wireName()).isFinite();
    }
    assertThat(prediction.emotives().values()).allSatisfy(mean -> assertThat(mean).isFinite());
  }

  @Test
  void historyAndOrderOfLearningDoNotShow() {
    for (long seed = 0; seed < (EXTENDED ? 2_000 : 100); seed++) {
      Seeded random = new Seeded(seed);
      List<Pattern> patterns = random.patterns(30);
      List<Event> stm = random.stm(patterns);
      SessionConfig config = random.config();
      try (KnowledgeIndex straight = new KnowledgeIndex();
          KnowledgeIndex detour = index(random)) {
        patterns.forEach(straight::put);
        learnByDetours(detour, patterns, random, seed);
        Predictions expected = straight.recall(stm, config);

        assertThat(detour.recall(stm, config)).as("seed %s", seed).isEqualTo(expected);
        assertThat(detour.statistics()).isEqualTo(straight.statistics());
        assertThat(detour.symbols(null, 1000)).isEqualTo(straight.symbols(null, 1000));
      }
    }
  }

  /** Other symbols first, patterns removed and put again, old states overwritten. */
  private static void learnByDetours(
      KnowledgeIndex index, List<Pattern> patterns, Seeded random, long seed) {
    List<Pattern> shuffled = new ArrayList<>(patterns);
    Collections.shuffle(shuffled, new Random(seed));
    List<Pattern> strangers =
        random.patterns(20).stream()
            .filter(other -> patterns.stream().noneMatch(p -> p.name().equals(other.name())))
            .toList();
    strangers.forEach(index::put);
    for (Pattern pattern : shuffled) {
      index.put(random.pattern(pattern.events()));
      if (random.below(3) == 0) {
        index.remove(pattern.name());
      }
    }
    Collections.shuffle(shuffled, new Random(seed + 1));
    shuffled.forEach(index::put);
    strangers.forEach(stranger -> index.remove(stranger.name()));
  }
}
