package dev.kato.benchmarks;

import dev.kato.Kato;
import dev.kato.KnowledgeBase;
import dev.kato.config.SessionConfig;
import dev.kato.model.EnsembleFilter;
import dev.kato.model.Event;
import dev.kato.model.Pattern;
import dev.kato.spi.PatternStore;
import dev.kato.spi.Storage;
import dev.kato.storage.inmemory.InMemoryStorage;
import dev.kato.storage.mongo.MongoOptions;
import dev.kato.storage.mongo.MongoPatternStore;
import dev.kato.storage.mongo.testserver.MongoTestServer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;

/** Patterns that come in bulk: into a store, and from it into a memory that begins. */
final class ColdStart {

  private static final String USER = "large";
  private static final String OTHER = "other";
  private static final int BATCH = 1000;
  private static final int OTHERS_PATTERNS = 10_000;

  private ColdStart() {}

  /** Appends how long restoring and loading take, and what another user notices of the latter. */
  static void append(StringBuilder out) {
    out.append(
        String.format(
            "%n## Restoring and loading, ZIPF, once each%n%n"
                + "| store | patterns | restoring, µs per pattern | loading, s "
                + "| another user's recall, p50 µs before | meanwhile | p99 µs before | meanwhile |%n"
                + "|---|---|---|---|---|---|---|---|%n"));
    row(out, "of the same process", InMemoryStorage.create(), 1_000_000);
    try (MongoTestServer server = MongoTestServer.start()) {
      Storage others = InMemoryStorage.create();
      PatternStore patterns = MongoPatternStore.connect(MongoOptions.of(server.uri(), "bench"));
      Storage storage = new Storage(patterns, others.sessions(), others.vectors());
      row(out, "MongoDB's wire, test server in the process", storage, 100_000);
    }
  }

  private static void row(StringBuilder out, String name, Storage storage, int patterns) {
    DataSet data = new DataSet(DataSet.Vocabulary.ZIPF, 1);
    List<List<Event>> questions = new ArrayList<>();
    try (Kato kato = Kato.builder().storage(storage).build()) {
      restore(kato.knowledgeBase(OTHER), data, OTHERS_PATTERNS, questions);
      long restoring = restore(kato.knowledgeBase(USER), data, patterns, new ArrayList<>());
      KnowledgeBase other = kato.knowledgeBase(OTHER);
      // The first time the compiler is at work, too.
      recalls(other, questions, CompletableFuture.runAsync(ColdStart::pause));
      long[] before = recalls(other, questions, CompletableFuture.runAsync(ColdStart::pause));
      long start = System.nanoTime();
      CompletableFuture<Long> loading =
          CompletableFuture.supplyAsync(
              () -> {
                kato.knowledgeBase(USER).load();
                return System.nanoTime() - start;
              });
      long[] meanwhile = recalls(other, questions, loading);
      out.append(
          String.format(
              Locale.ROOT,
              "| %s | %d | %.1f | %.1f | %.0f | %.0f | %.0f | %.0f |%n",
              name,
              patterns,
              restoring / 1e3 / patterns,
              loading.join() / 1e9,
              micros(before, 0.5),
              micros(meanwhile, 0.5),
              micros(before, 0.99),
              micros(meanwhile, 0.99)));
    }
  }

  private static void pause() {
    try {
      Thread.sleep(3000);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static double micros(long[] sorted, double quantile) {
    return sorted[(int) (sorted.length * quantile)] / 1e3;
  }

  /** Until something else ends. */
  private static long[] recalls(
      KnowledgeBase knowledge, List<List<Event>> questions, CompletableFuture<?> until) {
    SessionConfig config = RecallBenchmark.config(0.3);
    List<Long> nanos = new ArrayList<>();
    for (int turn = 0; !until.isDone(); turn++) {
      long start = System.nanoTime();
      knowledge.recall(questions.get(turn % questions.size()), config, EnsembleFilter.NONE);
      nanos.add(System.nanoTime() - start);
    }
    long[] sorted = nanos.stream().mapToLong(Long::longValue).toArray();
    Arrays.sort(sorted);
    return sorted;
  }

  /** Nanoseconds that the store took. */
  private static long restore(
      KnowledgeBase knowledge, DataSet data, int patterns, List<List<Event>> questions) {
    long nanos = 0;
    List<Pattern> batch = new ArrayList<>();
    for (int i = 1; i <= patterns; i++) {
      batch.add(data.named());
      if (i % BATCH == 0) {
        questions.add(data.stm(batch));
        long start = System.nanoTime();
        knowledge.restoreAll(batch);
        nanos += System.nanoTime() - start;
        batch.clear();
      }
    }
    return nanos;
  }
}
