package dev.kato.cli.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.HdrHistogram.Histogram;

/**
 * Mixed traffic: of ten requests eight observe, one learns and one predicts; each connection works
 * through its own share of the sessions, so the same plan makes the same requests.
 */
public final class LoadTest {

  private static final String OBSERVE = "observe";
  private static final String LEARN = "learn";
  private static final String PREDICT = "predict";
  private static final int EVENTS_BETWEEN_LEARNS = 8;
  private static final int SYMBOLS = 200;

  private final LoadPlan plan;
  private final Target target;
  private final int connections;
  private final AtomicLong left;
  private final AtomicLong failures = new AtomicLong();

  private LoadTest(LoadPlan plan) {
    this.plan = plan;
    this.target = new Target(plan);
    this.connections = Math.min(plan.connections(), plan.sessions());
    this.left = new AtomicLong(plan.requests());
  }

  /** Runs it and waits for its end. */
  public static LoadReport run(LoadPlan plan) throws InterruptedException {
    return new LoadTest(plan).run();
  }

  private LoadReport run() throws InterruptedException {
    ExecutorService workers = Executors.newFixedThreadPool(connections);
    try {
      List<List<String>> sessions = all(workers, this::openShare);
      long start = System.nanoTime();
      long end = start + plan.duration().toNanos();
      List<Map<String, Histogram>> parts =
          all(workers, connection -> work(connection, sessions.get(connection), end));
      long nanos = System.nanoTime() - start;
      if (!plan.keep()) {
        all(workers, this::eraseShare);
      }
      return new LoadReport(sum(parts), failures.get(), nanos);
    } finally {
      workers.shutdownNow();
    }
  }

  @FunctionalInterface
  private interface Share<T> {
    T of(int connection) throws InterruptedException;
  }

  private <T> List<T> all(ExecutorService workers, Share<T> share) throws InterruptedException {
    List<Future<T>> futures = new ArrayList<>();
    for (int i = 0; i < connections; i++) {
      int connection = i;
      futures.add(workers.submit(() -> share.of(connection)));
    }
    List<T> results = new ArrayList<>();
    for (Future<T> future : futures) {
      try {
        results.add(future.get());
      } catch (ExecutionException e) {
        throw e.getCause() instanceof RuntimeException cause
            ? cause
            : new IllegalStateException(e.getCause());
      }
    }
    return results;
  }

  private List<String> openShare(int connection) throws InterruptedException {
    List<String> ids = new ArrayList<>();
    for (int i = connection; i < plan.sessions(); i += connections) {
      ids.add(target.open(user(i % plan.users())));
    }
    return ids;
  }

  private boolean eraseShare(int connection) throws InterruptedException {
    boolean erased = true;
    for (int i = connection; i < plan.users(); i += connections) {
      erased &= target.call("DELETE", "/v2/users/" + user(i), Map.of());
    }
    return erased;
  }

  private Map<String, Histogram> work(int connection, List<String> sessions, long end)
      throws InterruptedException {
    Map<String, Histogram> latencies = empty();
    SplittableRandom random = new SplittableRandom(connection);
    int next = 0;
    long step = 0;
    while (left.getAndDecrement() > 0 && System.nanoTime() < end) {
      String path = "/v2/sessions/" + sessions.get(next);
      long turn = step++ % (EVENTS_BETWEEN_LEARNS + 2);
      if (turn < EVENTS_BETWEEN_LEARNS) {
        Map<String, List<String>> event =
            Map.of("strings", List.of("s" + random.nextInt(SYMBOLS), "t" + turn));
        timed(latencies, OBSERVE, "POST", path + "/observe", event);
      } else if (turn == EVENTS_BETWEEN_LEARNS) {
        timed(latencies, PREDICT, "GET", path + "/predictions", Map.of());
      } else {
        timed(latencies, LEARN, "POST", path + "/learn", Map.of());
        next = (next + 1) % sessions.size();
      }
    }
    return latencies;
  }

  private void timed(
      Map<String, Histogram> latencies,
      String operation,
      String method,
      String path,
      Map<String, ?> body)
      throws InterruptedException {
    long start = System.nanoTime();
    boolean good = target.call(method, path, body);
    long micros = (System.nanoTime() - start) / 1000;
    latencies.computeIfAbsent(operation, any -> new Histogram(3)).recordValue(micros);
    if (!good) {
      failures.incrementAndGet();
    }
  }

  private static Map<String, Histogram> empty() {
    Map<String, Histogram> latencies = new LinkedHashMap<>();
    for (String operation : List.of(OBSERVE, PREDICT, LEARN)) {
      latencies.put(operation, new Histogram(3));
    }
    return latencies;
  }

  private static Map<String, Histogram> sum(List<Map<String, Histogram>> parts) {
    Map<String, Histogram> sum = empty();
    for (Map<String, Histogram> part : parts) {
      part.forEach(
          (operation, histogram) ->
              sum.computeIfAbsent(operation, any -> new Histogram(3)).add(histogram));
    }
    return sum;
  }

  private static String user(int number) {
    return "bench-" + number;
  }
}
