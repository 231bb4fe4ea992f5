package dev.kato.cli.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/** Opens sessions, lets their users learn, makes mixed traffic and measures it. */
public final class LoadTest {

  private final LoadPlan plan;
  private final List<Share> shares;
  private final ExecutorService threads;

  private LoadTest(LoadPlan plan, ExecutorService threads, int connections) {
    this.plan = plan;
    this.threads = threads;
    this.shares =
        IntStream.range(0, connections)
            .mapToObj(number -> new Share(plan, number, connections))
            .toList();
  }

  /**
   * Runs it and waits for its end.
   *
   * @throws IOException if the server's process was to be measured and cannot be
   */
  public static List<LoadReport> run(LoadPlan plan) throws IOException, InterruptedException {
    int connections = Math.min(plan.connections(), plan.sessions());
    ExecutorService threads = Executors.newFixedThreadPool(connections);
    LoadTest test = new LoadTest(plan, threads, connections);
    if (plan.process().isEmpty()) {
      return test.measure(null);
    }
    try (ServerProcess server = ServerProcess.attach(plan.process().getAsLong())) {
      return test.measure(server);
    }
  }

  private List<LoadReport> measure(@Nullable ServerProcess server) throws InterruptedException {
    try {
      long heapAtFirst = server == null ? 0 : server.liveHeap();
      all(Share::open);
      long heapWithSessions = server == null ? 0 : server.liveHeap();
      all(Share::teach);
      long heapWithPatterns = server == null ? 0 : server.liveHeap();
      if (!plan.warmUp().isZero()) {
        work(0, plan.warmUp(), Long.MAX_VALUE);
      }
      List<LoadReport> reports = new ArrayList<>();
      for (int rate : plan.rates()) {
        long cpu = server == null ? 0 : server.cpuNanos();
        long nanos = work(rate, plan.duration(), plan.requests());
        Optional<Footprint> footprint = Optional.empty();
        if (server != null) {
          double cores = (double) (server.cpuNanos() - cpu) / nanos;
          footprint =
              Optional.of(new Footprint(cores, heapAtFirst, heapWithSessions, heapWithPatterns));
        }
        long failures = shares.stream().mapToLong(Share::failures).sum();
        reports.add(new LoadReport(plan, rate, latencies(), failures, nanos, footprint));
      }
      if (!plan.keep()) {
        all(Share::erase);
      }
      return reports;
    } finally {
      threads.shutdownNow();
      shares.forEach(Share::close);
    }
  }

  /** How long it took. */
  private long work(int rate, Duration duration, long requests) throws InterruptedException {
    AtomicLong left = new AtomicLong(requests);
    long start = System.nanoTime();
    all(share -> share.work(rate, start, start + duration.toNanos(), left));
    return System.nanoTime() - start;
  }

  private void all(Consumer<Share> action) throws InterruptedException {
    List<Future<?>> futures = new ArrayList<>();
    for (Share share : shares) {
      futures.add(threads.submit(() -> action.accept(share)));
    }
    for (Future<?> future : futures) {
      try {
        future.get();
      } catch (ExecutionException e) {
        throw e.getCause() instanceof RuntimeException cause
            ? cause
            : new IllegalStateException(e.getCause());
      }
    }
  }

  private Map<String, Histogram> latencies() {
    Map<String, Histogram> sum = new LinkedHashMap<>();
    for (Traffic.Kind kind : Traffic.Kind.values()) {
      Histogram histogram = new Histogram(3);
      for (Share share : shares) {
        Histogram part = share.latencies().get(kind);
        if (part != null) {
          histogram.add(part);
        }
      }
      sum.put(kind.name().toLowerCase(Locale.ROOT), histogram);
    }
    return sum;
  }
}
