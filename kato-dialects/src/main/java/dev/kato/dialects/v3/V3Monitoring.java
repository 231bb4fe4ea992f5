package dev.kato.dialects.v3;

import static dev.kato.server.http.Page.page;
import static dev.kato.server.http.Route.route;
import static dev.kato.server.http.Schema.BOOL;
import static dev.kato.server.http.Schema.NUMBER;
import static dev.kato.server.http.Schema.OBJECT;
import static dev.kato.server.http.Schema.TEXT;
import static dev.kato.server.http.Schema.WHOLE;
import static dev.kato.server.http.Schema.list;
import static dev.kato.server.http.Schema.orNull;

import dev.kato.server.http.Fields;
import dev.kato.server.http.Gate;
import dev.kato.server.http.Request;
import dev.kato.server.http.Route;
import dev.kato.server.http.Subject;
import dev.kato.server.ops.CallerState;
import dev.kato.server.ops.Health;
import dev.kato.server.ops.Health.Report;
import dev.kato.server.ops.MetricsReport;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What 3.x and older clients ask about the server. A field that would never say anything is not
 * there.
 */
public final class V3Monitoring {

  static final String GROUP = "3.x";

  private static final double WARNING = 0.8;
  private static final double CRITICAL = 0.95;

  private final Health health;
  private final MetricsReport metrics;
  private final Gate gate;
  private final Function<Request, CallerState> callers;
  private final String version;

  /**
   * Routes that tell about this server.
   *
   * @param callers what the session of a caller holds
   */
  public V3Monitoring(
      Health health,
      MetricsReport metrics,
      Gate gate,
      Function<Request, CallerState> callers,
      String version) {
    this.health = health;
    this.metrics = metrics;
    this.gate = gate;
    this.callers = callers;
    this.version = version;
  }

  /** The rows. */
  public List<Route> routes() {
    List<Route> routes =
        new ArrayList<>(
            List.of(root(), status(), concurrency(), cache(), invalidation(), stms(), pools()));
    routes.addAll(new V3Statistics(health, metrics).routes());
    return routes;
  }

  private Route root() {
    return page(route("GET", "/", "What this is").about(Subject.NOBODY), request -> request)
        .with(TEXT, request -> "KATO API", "service")
        .with(TEXT, request -> version, "version")
        .with(TEXT, request -> "Knowledge Abstraction for Traceable Outcomes", "description")
        .with(TEXT, request -> "/docs", "docs")
        .with(TEXT, request -> "/health", "health")
        .with(TEXT, request -> "running", "status")
        .with(NUMBER, request -> health.uptimeSeconds(), "uptime_seconds")
        .with(BOOL, request -> true, "session_support")
        .by(GROUP);
  }

  private Route status() {
    record Status(CallerState caller, Report report) {}
    return page(
            route("GET", "/status", "What the server is doing"),
            request -> new Status(health.caller(() -> callers.apply(request)), health.report()))
        .with(TEXT, now -> now.report.status(), "status")
        .with(TEXT, now -> health.processorId(), "base_processor_id", "processor_id")
        .with(TEXT, now -> health.processorId(), "processor_name")
        .with(NUMBER, now -> health.uptimeSeconds(), "uptime_seconds", "uptime")
        .with(OBJECT, now -> metrics.sessionStatus(), "sessions")
        .with(OBJECT, now -> metrics.processors(), "processors")
        .with(orNull(WHOLE), now -> now.caller.stmLength(), "stm_length")
        .with(orNull(WHOLE), now -> now.caller.time(), "time")
        .with(TEXT, now -> version, "version")
        .by(GROUP);
  }

  private Route concurrency() {
    int limit = gate.limit();
    Map<String, @Nullable Object> limits =
        Fields.of(
            "per_worker",
            limit,
            "warning_threshold",
            (int) (limit * WARNING),
            "critical_threshold",
            (int) (limit * CRITICAL),
            "total_capacity",
            limit);
    Route.Builder route = route("GET", "/concurrency", "Requests in flight and their limit");
    return page(route, request -> gate.inFlight())
        .with(TEXT, this::level, "status")
        .with(OBJECT, this::use, "current")
        .with(OBJECT, inFlight -> use(gate.peak()), "peak")
        .with(OBJECT, inFlight -> limits, "limits")
        .with(OBJECT, inFlight -> Fields.of("workers", 1, "backlog", 1024), "configuration")
        .with(list(OBJECT), this::recommendations, "recommendations")
        .with(TEXT, inFlight -> health.timestamp(), "timestamp")
        .by(GROUP);
  }

  private String level(int requests) {
    double used = (double) requests / gate.limit();
    return used >= CRITICAL ? "critical" : used >= WARNING ? "warning" : "healthy";
  }

  private Map<String, @Nullable Object> use(int requests) {
    return Fields.of(
        "concurrent_requests", requests, "utilization_percent", 100.0 * requests / gate.limit());
  }

  private List<Object> recommendations(int requests) {
    String level = level(requests);
    return level.equals("healthy")
        ? List.of()
        : List.of(Fields.of("level", level, "message", "Raise MAX_IN_FLIGHT or add an instance"));
  }

  private Route cache() {
    Route.Builder route = route("GET", "/cache/stats", "The knowledge bases in memory");
    return page(route, request -> metrics.index())
        .with(OBJECT, this::cachePerformance, "cache_performance")
        .with(OBJECT, index -> Fields.of("status", "healthy", "cache_stats", index), "cache_health")
        .with(TEXT, index -> health.timestamp(), "timestamp")
        .by(GROUP);
  }

  private Map<String, @Nullable Object> cachePerformance(Map<String, @Nullable Object> index) {
    return Fields.of(
        "cache_misses", index.get("loads"),
        "patterns_in_cache", index.get("patterns"),
        "patterns_cached_total", index.get("patterns"),
        "requests_per_second", metrics.rates().get("requests_per_second"),
        "uptime_seconds", health.uptimeSeconds());
  }

  private Route invalidation() {
    String reason = "What is in memory is brought up to date before each prediction";
    return page(
            route("POST", "/cache/invalidate", "Nothing is ever stale, so nothing is dropped")
                .query("session_id", TEXT, "a session"),
            request -> request.query("session_id"))
        .with(TEXT, session -> "success", "status")
        .with(WHOLE, session -> 0, "patterns_invalidated", "symbols_invalidated")
        .with(orNull(TEXT), session -> session.orElse(null), "session_id")
        .with(TEXT, session -> reason, "reason")
        .with(TEXT, session -> health.timestamp(), "timestamp")
        .by(GROUP);
  }

  private Route stms() {
    return page(
            route(
                "GET", "/distributed-stm/stats", "The short-term memory is kept with the session"),
            request -> request)
        .with(TEXT, request -> "active", "status")
        .with(BOOL, request -> true, "distributed_stm_enabled")
        .with(OBJECT, request -> metrics.sessions(), "performance_stats")
        .with(OBJECT, request -> metrics.processors(), "processor_info")
        .with(TEXT, request -> health.timestamp(), "timestamp")
        .by(GROUP);
  }

  private Route pools() {
    Route.Builder route = route("GET", "/connection-pools", "Whether the stores answer");
    return page(route, request -> health.report())
        .with(TEXT, report -> report.isServing() ? "healthy" : "degraded", "status")
        .with(OBJECT, this::pools, "health")
        .with(OBJECT, report -> metrics.databases(), "pool_statistics")
        .with(TEXT, report -> health.timestamp(), "timestamp")
        .by(GROUP);
  }

  private Map<String, @Nullable Object> pools(Report report) {
    Map<String, @Nullable Object> pools = Fields.of();
    report
        .problems()
        .forEach(
            (store, problem) ->
                pools.put(
                    store,
                    Fields.of(
                        "healthy",
                        problem == null,
                        "last_check",
                        health.timestamp(),
                        "error_count",
                        metrics.store(store).get("errors"),
                        "last_error",
                        problem)));
    return pools;
  }
}
