package dev.kato.benchmarks;

import dev.kato.config.SessionConfig;
import dev.kato.model.EnsembleFilter;
import dev.kato.model.Event;
import dev.kato.model.Pattern;
import dev.kato.recall.BruteForceOracle;
import dev.kato.recall.KnowledgeIndex;
import dev.kato.recall.RecallResources;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Executor;

/** A knowledge base of generated patterns in both engines, with questions to ask. */
final class Loaded {

  private static final int QUESTIONS = 256;
  private static final int SOURCES = 1000;
  private static final long SEED = 1;

  final KnowledgeIndex index;
  final BruteForce bruteForce = new BruteForce();
  final List<List<Event>> questions = new ArrayList<>();
  final DataSet data;
  private int next;

  Loaded(
      DataSet.Vocabulary vocabulary,
      int patterns,
      Executor executor,
      int parallelism,
      boolean baseline) {
    index = new KnowledgeIndex(new RecallResources(executor, parallelism));
    data = new DataSet(vocabulary, SEED);
    List<Pattern> sources = new ArrayList<>();
    for (int i = 0; i < patterns; i++) {
      Pattern pattern = data.pattern();
      index.put(pattern);
      if (baseline) {
        bruteForce.add(pattern);
      }
      if (i % Math.max(1, patterns / SOURCES) == 0) {
        sources.add(pattern);
      }
    }
    for (int i = 0; i < QUESTIONS; i++) {
      questions.add(data.stm(sources));
    }
  }

  /** Patterns beyond which the oracle takes too long. */
  private static final int ORACLE_PATTERNS = 10_000;

  private static final int ORACLE_QUESTIONS = 5;

  /**
   * The median time that the oracle of the tests takes for a question, in microseconds; not a
   * number if there are too many patterns for it.
   */
  static double oracleMicros(DataSet.Vocabulary vocabulary, int patterns, double threshold) {
    if (patterns > ORACLE_PATTERNS) {
      return Double.NaN;
    }
    DataSet data = new DataSet(vocabulary, SEED);
    List<Pattern> all = new ArrayList<>();
    for (int i = 0; i < patterns; i++) {
      all.add(data.pattern());
    }
    SessionConfig config = RecallBenchmark.config(threshold);
    double[] micros = new double[ORACLE_QUESTIONS];
    for (int i = 0; i < micros.length; i++) {
      List<Event> stm = data.stm(all);
      long start = System.nanoTime();
      BruteForceOracle.recall(all, stm, config, EnsembleFilter.NONE);
      micros[i] = (System.nanoTime() - start) / 1e3;
    }
    Arrays.sort(micros);
    return micros[micros.length / 2];
  }

  /** The questions one after the other, over and over. */
  List<Event> question() {
    next = (next + 1) % questions.size();
    return questions.get(next);
  }
}
