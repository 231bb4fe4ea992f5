package dev.kato.recall;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kato.config.ConfigKey;
import dev.kato.config.SessionConfig;
import dev.kato.model.Event;
import dev.kato.model.Pattern;
import dev.kato.model.Prediction;
import dev.kato.model.Predictions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Recall while another thread learns. The writer's operations are known and in order, so that every
 * state the knowledge base was ever in is known; a recall must answer from one of them, and from
 * none that is older than the last operation that was done when it began, nor newer than the last
 * that was begun when it ended.
 */
class ConcurrencyTest {

  private static final SessionConfig EVERYTHING =
      SessionConfig.DEFAULTS
          .with(ConfigKey.RECALL_THRESHOLD, 0.0)
          .with(ConfigKey.MAX_PREDICTIONS, 10_000)
          .with(ConfigKey.MIN_SYMBOLS, 1);

  /** A recall answers with all there is, so it is many short runs that see much, not a long one. */
  private static final int OPERATIONS = 600;

  private static final int RUNS = Boolean.getBoolean("kato.extended") ? 100 : 1;

  private final ExecutorService threads = Executors.newCachedThreadPool();

  @AfterEach
  void stop() {
    threads.shutdownNow();
  }

  /** What a recall saw, and the operations between which it must have taken place. */
  private record Seen(int doneBefore, int begunAfter, Map<String, Long> frequencies, long sum) {}

  @Test
  void aRecallSeesOneStateThatIsNotOutdated() throws Exception {
    for (int run = 0; run < RUNS; run++) {
      for (int tail : new int[] {1, 3, 32}) {
        check(tail, 4096, 100L * run + tail);
      }
    }
  }

  /** As if each change left behind more than there is. */
  @Test
  void aRecallSeesOneStateThatIsNotOutdatedWhileTheIndexBeginsAnew() throws Exception {
    for (int run = 0; run < RUNS; run++) {
      check(3, -1000, 100L * run);
      check(32, 0, 100L * run + 1);
    }
  }

  private void check(int tail, int spare, long seed) throws Exception {
    Seeded random = new Seeded(seed);
    List<Pattern> operations = operations(random);
    List<Map<String, Long>> states = states(operations);
    try (KnowledgeIndex index =
        new KnowledgeIndex(new RecallResources(threads, 2, 10), tail, spare)) {
      AtomicInteger begun = new AtomicInteger();
      AtomicInteger done = new AtomicInteger();
      List<Event> stm = random.stm(operations);
      List<Future<List<Seen>>> readers = new ArrayList<>();
      for (int i = 0; i < 2; i++) {
        readers.add(threads.submit(reader(index, stm, begun, done)));
      }
      for (Pattern operation : operations) {
        begun.incrementAndGet();
        if (operation.frequency() == REMOVED) {
          index.remove(operation.name());
        } else {
          index.put(operation);
        }
        done.incrementAndGet();
      }
      for (Future<List<Seen>> reader : readers) {
        reader.get().forEach(seen -> checkSeen(seen, states, seed));
      }
    }
  }

  private static final long REMOVED = Long.MAX_VALUE;

  private static List<Pattern> operations(Seeded random) {
    List<Pattern> known = new ArrayList<>();
    List<Pattern> operations = new ArrayList<>();
    for (int i = 0; i < OPERATIONS; i++) {
      if (known.isEmpty() || random.below(3) == 0) {
        Pattern pattern = random.pattern();
        known.add(pattern);
        operations.add(pattern);
      } else {
        Pattern old = known.get(random.below(known.size()));
        operations.add(
            random.below(4) == 0
                ? new Pattern(old.name(), old.events(), REMOVED, List.of(), Map.of(), Map.of())
                : random.pattern(old.events()));
      }
    }
    return operations;
  }

  private static List<Map<String, Long>> states(List<Pattern> operations) {
    List<Map<String, Long>> states = new ArrayList<>();
    Map<String, Long> state = new HashMap<>();
    states.add(Map.of());
    for (Pattern operation : operations) {
      if (operation.frequency() == REMOVED) {
        state.remove(operation.name().hash());
      } else {
        state.put(operation.name().hash(), operation.frequency());
      }
      states.add(new HashMap<>(state));
    }
    return states;
  }

  private static Callable<List<Seen>> reader(
      KnowledgeIndex index, List<Event> stm, AtomicInteger begun, AtomicInteger done) {
    return () -> {
      List<Seen> seen = new ArrayList<>();
      int before;
      do {
        before = done.get();
        Predictions predictions = index.recall(stm, EVERYTHING);
        int after = begun.get();
        Map<String, Long> frequencies = new HashMap<>();
        for (Prediction prediction : predictions.predictions()) {
          frequencies.put(prediction.name().hash(), prediction.frequency());
        }
        seen.add(new Seen(before, after, frequencies, ensembleFrequency(predictions)));
      } while (before < OPERATIONS);
      return seen;
    };
  }

  /** F, as the predictions themselves imply it. */
  private static long ensembleFrequency(Predictions predictions) {
    return predictions
        .best()
        .map(best -> Math.round(best.frequency() / best.metrics().patternProbability()))
        .orElse(0L);
  }

  private static void checkSeen(Seen seen, List<Map<String, Long>> states, long seed) {
    List<Map<String, Long>> possible = states.subList(seen.doneBefore(), seen.begunAfter() + 1);
    assertThat(possible)
        .as("seed %s, between operations %s and %s", seed, seen.doneBefore(), seen.begunAfter())
        .contains(seen.frequencies());
    assertThat(seen.sum())
        .isEqualTo(seen.frequencies().values().stream().mapToLong(frequency -> frequency).sum());
  }
}
