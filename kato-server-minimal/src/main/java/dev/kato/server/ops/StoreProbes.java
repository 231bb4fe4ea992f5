package dev.kato.server.ops;

import dev.kato.spi.Storage;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What those who ask for health and metrics learn from the stores. However many ask, and whatever
 * the stores do, few threads wait for a store, and nobody waits longer than for one probe.
 * Thread-safe.
 */
public final class StoreProbes implements AutoCloseable {

  private static final int THREADS = 4;
  private static final int WAITING = 64;

  private final ExecutorService shared = pool();
  private final ExecutorService single = pool();
  private final LongSupplier nanoTime;
  private final Map<String, Probe<Boolean>> pings = new LinkedHashMap<>();
  private final Probe<Long> sessions;

  /**
   * Of these stores.
   *
   * @param sessions counts the live sessions
   */
  public StoreProbes(Storage storage, Supplier<Long> sessions, LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
    this.sessions = new Probe<>(sessions, shared, nanoTime);
    pings.put("patterns", ping(storage.patterns()::ping));
    pings.put("sessions", ping(storage.sessions()::ping));
    pings.put("vectors", ping(storage.vectors()::ping));
  }

  private Probe<Boolean> ping(Runnable ping) {
    Supplier<Boolean> answered =
        () -> {
          ping.run();
          return true;
        };
    return new Probe<>(answered, shared, nanoTime);
  }

  /** Threads that go when they are idle; what is too much, or too late, is never done. */
  private static ExecutorService pool() {
    ThreadPoolExecutor pool =
        new ThreadPoolExecutor(
            THREADS,
            THREADS,
            1,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(WAITING),
            task -> {
              Thread thread = new Thread(task, "kato-probe");
              thread.setDaemon(true);
              return thread;
            },
            new ThreadPoolExecutor.DiscardPolicy());
    pool.allowCoreThreadTimeOut(true);
    return pool;
  }

  /** All at once, so that whoever waits for each waits for the slowest only. */
  private void ask() {
    pings.values().forEach(Probe::ask);
    sessions.ask();
  }

  /** Each store with what is wrong with it, null when it answers. */
  Map<String, @Nullable String> problems() {
    ask();
    Map<String, @Nullable String> problems = new LinkedHashMap<>();
    pings.forEach((store, ping) -> problems.put(store, ping.heard().problem()));
    return problems;
  }

  /** Number of live sessions; null when the store does not tell. */
  @Nullable Long sessionCount() {
    ask();
    return sessions.heard().value();
  }

  /** What only one caller wants to know: to be asked before what all share, not to wait twice. */
  CallerState caller(Supplier<CallerState> question) {
    ask();
    CallerState state = new Probe<>(question, single, nanoTime).heard().value();
    return state == null ? CallerState.UNKNOWN : state;
  }

  /** Ends the threads, also those that wait for a store. */
  @Override
  public void close() {
    shared.shutdownNow();
    single.shutdownNow();
  }
}
