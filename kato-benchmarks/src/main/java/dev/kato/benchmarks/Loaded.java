package dev.kato.benchmarks;

import dev.kato.model.Event;
import dev.kato.model.Pattern;
import dev.kato.recall.KnowledgeIndex;
import java.util.ArrayList;
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

  Loaded(DataSet.Vocabulary vocabulary, int patterns, Executor executor, int parallelism, boolean baseline) {
    index = new KnowledgeIndex(executor, parallelism);
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

  /** The questions one after the other, over and over. */
  List<Event> question() {
    next = (next + 1) % questions.size();
    return questions.get(next);
  }
}
