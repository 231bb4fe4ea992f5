package dev.kato.server.ops;

import dev.kato.Kato;
import dev.kato.model.IndexStatistics;
import dev.kato.model.PatternName;
import dev.kato.model.SessionId;
import dev.kato.model.UserId;
import dev.kato.server.http.RequestListener;
import dev.kato.spi.KatoListener;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.jvm.ClassLoaderMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.ToDoubleFunction;
import java.util.stream.LongStream;

/** What is counted and timed. Thread-safe. */
public final class Meters implements KatoListener, RequestListener {

  static final String REQUESTS = "kato.http.requests";
  static final String OPERATIONS = "kato.operations";
  static final String IN_FLIGHT = "kato.http.requests.in.flight";
  static final String LEARNED = "kato.patterns.learned";
  static final String SESSIONS = "kato.sessions.";
  static final String STORES = "kato.store.operations";

  private static final Duration[] BUCKETS =
      LongStream.of(1, 2, 5, 10, 20, 50, 100, 500, 1000, 5000)
          .mapToObj(Duration::ofMillis)
          .toArray(Duration[]::new);

  /** What a client may name otherwise is counted as one. */
  private static final Set<String> METHODS =
      Set.of("GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "PATCH");

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final AtomicInteger inFlight = new AtomicInteger();
  private final Counter created = counter("created", "Sessions opened");
  private final Counter deleted = counter("deleted", "Sessions deleted by callers");
  private final Counter expired = counter("expired", "Sessions whose time was over");
  private final Counter learned =
      Counter.builder(LEARNED).description("Learnings").register(registry);
  private final DistributionSummary lives =
      DistributionSummary.builder(SESSIONS + "life")
          .baseUnit("seconds")
          .description("Time from opening to the end of a session")
          .register(registry);

  /** Counts from now on. */
  public Meters() {
    Gauge.builder(IN_FLIGHT, inFlight, AtomicInteger::get).register(registry);
    new JvmMemoryMetrics().bindTo(registry);
    new JvmThreadMetrics().bindTo(registry);
    new ClassLoaderMetrics().bindTo(registry);
    new ProcessorMetrics().bindTo(registry);
    new UptimeMetrics().bindTo(registry);
  }

  /** Measures also what this memory and its stores hold; what is not known is no number. */
  public void watch(Kato kato, StoreProbes probes) {
    Gauge.builder(SESSIONS + "active", probes, Meters::sessions).register(registry);
    index("users", kato, IndexStatistics::users);
    index("patterns", kato, IndexStatistics::patterns);
    index("bytes", kato, IndexStatistics::bytes);
    index("loads", kato, IndexStatistics::loads);
    index("evictions", kato, IndexStatistics::evictions);
    index("loading.users", kato, statistics -> statistics.loading().users());
    index("loading.done", kato, statistics -> statistics.loading().done());
    index("loading.expected", kato, statistics -> statistics.loading().expected());
  }

  private static double sessions(StoreProbes probes) {
    Long count = probes.sessionCount();
    return count == null ? Double.NaN : count;
  }

  private void index(String what, Kato kato, ToDoubleFunction<IndexStatistics> value) {
    Gauge.builder("kato.index." + what, kato, k -> value.applyAsDouble(k.indexStatistics()))
        .register(registry);
  }

  private Counter counter(String event, String description) {
    return Counter.builder(SESSIONS + event).description(description).register(registry);
  }

  PrometheusMeterRegistry registry() {
    return registry;
  }

  @Override
  public void started() {
    inFlight.incrementAndGet();
  }

  @Override
  public void finished(String method, String route, int status, long nanos) {
    inFlight.decrementAndGet();
    String known = METHODS.contains(method) ? method : "OTHER";
    Timer.Builder timer = Timer.builder(REQUESTS).description("Requests by route and status");
    timer.tags("method", known, "route", route, "status", Integer.toString(status));
    record(timer.serviceLevelObjectives(BUCKETS), nanos);
  }

  /** A call of a store took so long. */
  void storeCalled(String store, String call, boolean succeeded, long nanos) {
    Timer.Builder timer = Timer.builder(STORES).description("Calls of stores");
    timer.tags("store", store, "call", call, "outcome", outcome(succeeded));
    record(timer.serviceLevelObjectives(BUCKETS), nanos);
  }

  @Override
  public void operationDone(Operation operation, long nanos, boolean succeeded) {
    String name = operation.name().toLowerCase(Locale.ROOT);
    Timer.Builder timer = Timer.builder(OPERATIONS).description("Operations on sessions");
    timer.tags("operation", name, "outcome", outcome(succeeded));
    record(timer.publishPercentiles(0.5, 0.95, 0.99), nanos);
  }

  private void record(Timer.Builder timer, long nanos) {
    timer.register(registry).record(nanos, TimeUnit.NANOSECONDS);
  }

  private static String outcome(boolean succeeded) {
    return succeeded ? "ok" : "error";
  }

  @Override
  public void sessionCreated(SessionId session, UserId user, Instant at) {
    created.increment();
  }

  @Override
  public void sessionDeleted(SessionId session, Instant at) {
    deleted.increment();
    recordLife(session, at);
  }

  @Override
  public void sessionExpired(SessionId session, Instant at) {
    expired.increment();
    recordLife(session, at);
  }

  @Override
  public void patternLearned(UserId user, PatternName name, SessionId session, Instant at) {
    learned.increment();
  }

  /** A session's id ends with the time it was opened at, in milliseconds. */
  private void recordLife(SessionId session, Instant at) {
    String id = session.value();
    try {
      long opened = Long.parseLong(id.substring(id.lastIndexOf('-') + 1));
      lives.record(Math.max(0, at.toEpochMilli() - opened) / 1000.0);
    } catch (NumberFormatException e) {
      // Not an id of ours: its life counts for no average.
    }
  }
}
