package dev.kato.recall;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kato.config.ConfigKey;
import dev.kato.config.SessionConfig;
import dev.kato.model.EnsembleFilter;
import dev.kato.model.Event;
import dev.kato.model.Metric;
import dev.kato.model.Pattern;
import dev.kato.model.Predictions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.ForkJoinPool;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Knowledge bases in which windows, lists and buffers are filled more than once. The oracle checks
 * what few patterns answer; that the many are not lost or doubled on the way is seen by comparing
 * ways: patterns that are all read one by one must answer as those that are found by their symbols.
 */
class MediumSizeTest {

  private static final int TIMES = Boolean.getBoolean("kato.extended") ? 20 : 1;

  /** More than there are patterns: none is ever indexed. */
  private static final int ALL = 1 << 18;

  private boolean recalling;

  @ParameterizedTest(name = "{0} symbols, patterns of up to {1}, states of up to {2}")
  @CsvSource({"40, 12, 8, 0.6", "2000, 30, 20, 0.25", "2000, 60, 40, 0.3"})
  void answersAsTheOracleDoes(int vocabulary, int longest, int stateLength, double threshold) {
    for (int seed = 0; seed < TIMES; seed++) {
      Zipf zipf = new Zipf(seed, vocabulary, longest);
      List<Pattern> patterns = zipf.patterns(2_000);
      try (KnowledgeIndex index = index(patterns.size())) {
        patterns.forEach(index::put);
        for (int i = 0; i < 3; i++) {
          List<Event> stm = zipf.stm(patterns, stateLength);
          SessionConfig config = config(threshold, 100, Metric.POTENTIAL);
          SamePredictions.check(
              index.recall(stm, config),
              BruteForceOracle.recall(
                  patterns,
                  stm,
                  config.with(ConfigKey.MAX_PREDICTIONS, 10_000),
                  EnsembleFilter.NONE),
              config);
        }
      }
    }
  }

  @ParameterizedTest(name = "{0} patterns, {1} symbols, patterns of up to {2}, states of up to {3}")
  @CsvSource({
    "10000, 50000, 30, 20",
    "20000, 3000, 12, 10",
    "6000, 60, 30, 31",
    "5000, 2000, 60, 40",
    "8000, 300, 34, 12",
    "3000, 20, 6, 12"
  })
  void answersTheSameOnAllWays(int count, int vocabulary, int longest, int stateLength) {
    for (int seed = 0; seed < TIMES; seed++) {
      Zipf zipf = new Zipf(seed, vocabulary, longest);
      List<Pattern> patterns = zipf.patterns(count);
      try (KnowledgeIndex read = index(ALL);
          KnowledgeIndex indexed = index(count);
          KnowledgeIndex parts = index(count / 12)) {
        List<KnowledgeIndex> all = List.of(read, indexed, parts);
        all.forEach(index -> patterns.forEach(index::put));
        changeSome(patterns, all, zipf);
        for (int i = 0; i < 30; i++) {
          List<Event> stm = zipf.stm(patterns, 1 + zipf.below(stateLength));
          check(all, stm, question(zipf), i % 6 == 0);
        }
      }
    }
  }

  /** What pays in one part need not be right in another: each has its own frequent symbols. */
  @Test
  void answersTheSameWherePartsDiffer() {
    for (int seed = 0; seed < TIMES; seed++) {
      Zipf zipf = new Zipf(seed, 3_000, 10);
      List<Pattern> patterns = new ArrayList<>();
      for (int part = 0; part < 7; part++) {
        zipf.shift(40 * part);
        patterns.addAll(zipf.patterns(1_000));
      }
      try (KnowledgeIndex read = index(ALL);
          KnowledgeIndex parts = index(1_000)) {
        List<KnowledgeIndex> all = List.of(read, parts);
        all.forEach(index -> patterns.forEach(index::put));
        for (int i = 0; i < 200; i++) {
          List<Event> stm = new ArrayList<>(zipf.stm(patterns, 1 + zipf.below(3)));
          for (int times = 1 + zipf.below(6); times > 0; times--) {
            stm.add(zipf.below(stm.size()), Event.of("s" + 40 * zipf.below(3)));
          }
          check(all, stm, config(0.2 + zipf.below(4) / 10.0, 50, Metric.POTENTIAL), false);
        }
      }
    }
  }

  private void check(
      List<KnowledgeIndex> all, List<Event> stm, SessionConfig config, boolean futures) {
    recalling = true;
    Predictions expected = all.get(0).recall(stm, config);
    for (KnowledgeIndex other : all.subList(1, all.size())) {
      Predictions actual = other.recall(stm, config);
      assertThat(actual.predictions()).as("%s %s", stm, config).isEqualTo(expected.predictions());
      if (futures) {
        assertThat(actual.futurePotentials()).isEqualTo(expected.futurePotentials());
      }
    }
    recalling = false;
  }

  /** Patterns are removed, and others become more frequent, when all is indexed. */
  private static void changeSome(List<Pattern> patterns, List<KnowledgeIndex> all, Zipf zipf) {
    List<Pattern> changed = new ArrayList<>();
    for (int i = 0; i < patterns.size() / 10; i++) {
      changed.add(zipf.pattern(patterns.get(zipf.below(patterns.size())).events()));
    }
    for (KnowledgeIndex index : all) {
      changed.forEach(index::put);
      changed.subList(0, changed.size() / 3).forEach(pattern -> index.remove(pattern.name()));
    }
  }

  private static SessionConfig question(Zipf zipf) {
    double threshold = List.of(0.0, 0.1, 0.1, 0.2, 0.3, 0.6).get(zipf.below(6));
    int wanted = List.of(1, 10, 100, 300).get(zipf.below(4));
    Metric[] metrics = Metric.values();
    Metric metric =
        zipf.below(3) > 0 || threshold < 0.3
            ? Metric.POTENTIAL
            : metrics[zipf.below(metrics.length)];
    return config(threshold, wanted, metric);
  }

  private static SessionConfig config(double threshold, int wanted, Metric metric) {
    return SessionConfig.DEFAULTS
        .with(ConfigKey.RECALL_THRESHOLD, threshold)
        .with(ConfigKey.MAX_PREDICTIONS, wanted)
        .with(ConfigKey.MIN_SYMBOLS, 1)
        .with(ConfigKey.RANK_SORT_ALGO, metric.wireName());
  }

  /** Merges at once, in the thread that learns; other threads help only with recall. */
  private KnowledgeIndex index(int tail) {
    Executor executor =
        task -> {
          if (recalling) {
            ForkJoinPool.commonPool().execute(task);
          } else {
            task.run();
          }
        };
    return new KnowledgeIndex(new RecallResources(executor, 2, 1_000), tail);
  }
}
