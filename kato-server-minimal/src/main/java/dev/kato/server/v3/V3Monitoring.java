package dev.kato.server.v3;

import static dev.kato.server.http.Route.route;
import static dev.kato.server.http.Schema.ANY;
import static dev.kato.server.http.Schema.BOOL;
import static dev.kato.server.http.Schema.NUMBER;
import static dev.kato.server.http.Schema.OBJECT;
import static dev.kato.server.http.Schema.TEXT;
import static dev.kato.server.http.Schema.WHOLE;
import static dev.kato.server.http.Schema.field;
import static dev.kato.server.http.Schema.list;
import static dev.kato.server.http.Schema.map;
import static dev.kato.server.http.Schema.object;
import static dev.kato.server.http.Schema.orNull;

import dev.kato.server.http.Fields;
import dev.kato.server.http.Gate;
import dev.kato.server.http.HttpFailure;
import dev.kato.server.http.Request;
import dev.kato.server.http.Response;
import dev.kato.server.http.Route;
import dev.kato.server.http.Schema;
import dev.kato.server.ops.CallerState;
import dev.kato.server.ops.Health;
import dev.kato.server.ops.History;
import dev.kato.server.ops.MetricsReport;
import dev.kato.server.view.Shapes;
import dev.kato.server.view.Views;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What 3.x and older clients ask about the server. What we have not, they are told we have not. */
public final class V3Monitoring {

  private static final String GROUP = "3.x";
  private static final double WARNING = 0.8;
  private static final double CRITICAL = 0.95;

  private static final Schema POINTS =
      list(object(field("timestamp", TEXT), field("value", NUMBER), field("labels", OBJECT)));

  private final Health health;
  private final MetricsReport metrics;
  private final History history;
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
    this.history = new History(metrics, health);
    this.gate = gate;
    this.callers = callers;
    this.version = version;
  }

  /** The rows. */
  public List<Route> routes() {
    List<Route> routes = new ArrayList<>(serverRoutes());
    routes.addAll(storeRoutes());
    for (String prefix : List.of("", "/v2")) {
      routes.add(
          minutes(prefix + "/stats", "The metrics of the last minutes")
              .answers(
                  object(
                      field("time_range_minutes", WHOLE),
                      field("timestamp", TEXT),
                      field("processor_id", TEXT),
                      field("processor_manager", OBJECT),
                      field("current_status", OBJECT),
                      field("time_series", map(POINTS)),
                      field("summary", OBJECT),
                      field("error", orNull(TEXT))))
              .by(GROUP, this::stats));
      routes.add(
          minutes(prefix + "/metrics/{metric}", "One metric of the last minutes")
              .answers(
                  object(
                      field("metric_name", TEXT),
                      field("time_range_minutes", WHOLE),
                      field("timestamp", TEXT),
                      field("statistics", OBJECT),
                      field("data_points", POINTS)))
              .by(GROUP, this::metric));
    }
    return routes;
  }

  private static Route.Builder minutes(String path, String summary) {
    return route("GET", path, summary)
        .query("minutes", Shapes.whole(1, 1440), "1..1440, default 10");
  }

  private List<Route> serverRoutes() {
    return List.of(
        route("GET", "/", "What this is")
            .answers(
                object(
                    field("service", TEXT),
                    field("version", TEXT),
                    field("description", TEXT),
                    field("docs", TEXT),
                    field("health", TEXT),
                    field("status", TEXT),
                    field("uptime_seconds", NUMBER),
                    field("architecture", TEXT),
                    field("session_support", BOOL)))
            .by(GROUP, this::root),
        route("GET", "/status", "What the server is doing")
            .answers(
                object(
                    field("status", TEXT),
                    field("base_processor_id", TEXT),
                    field("processor_id", TEXT),
                    field("processor_name", TEXT),
                    field("uptime_seconds", NUMBER),
                    field("uptime", NUMBER),
                    field("sessions", OBJECT),
                    field("processors", OBJECT),
                    field("stm_length", WHOLE),
                    field("time", WHOLE),
                    field("version", TEXT)))
            .by(GROUP, this::status),
        route("GET", "/concurrency", "Requests in flight and their limit")
            .answers(
                object(
                    field("status", TEXT),
                    field("current", OBJECT),
                    field("peak", OBJECT),
                    field("limits", OBJECT),
                    field("configuration", OBJECT),
                    field("recommendations", list(OBJECT)),
                    field("timestamp", TEXT)))
            .by(GROUP, this::concurrency));
  }

  private List<Route> storeRoutes() {
    return List.of(
        route("GET", "/cache/stats", "The knowledge bases in memory")
            .answers(
                object(
                    field("cache_performance", OBJECT),
                    field("cache_health", OBJECT),
                    field("timestamp", TEXT)))
            .by(GROUP, this::cache),
        route("POST", "/cache/invalidate", "Nothing is ever stale, so nothing is dropped")
            .query("session_id", TEXT, "a session")
            .answers(
                object(
                    field("status", TEXT),
                    field("patterns_invalidated", WHOLE),
                    field("symbols_invalidated", WHOLE),
                    field("session_id", orNull(TEXT)),
                    field("reason", orNull(TEXT)),
                    field("timestamp", TEXT)))
            .by(GROUP, this::invalidate),
        route("GET", "/distributed-stm/stats", "The short-term memory is kept with the session")
            .answers(
                object(
                    field("status", TEXT),
                    field("distributed_stm_enabled", BOOL),
                    field("performance_stats", OBJECT),
                    field("processor_info", OBJECT),
                    field("expected_improvements", ANY),
                    field("reason", orNull(TEXT)),
                    field("error", orNull(TEXT)),
                    field("timestamp", TEXT)))
            .by(GROUP, this::distributedStm),
        route("GET", "/connection-pools", "Whether the stores answer")
            .answers(
                object(
                    field("status", TEXT),
                    field("health", OBJECT),
                    field("pool_statistics", OBJECT),
                    field("connection_optimization", ANY),
                    field("performance_improvements", ANY),
                    field("error", orNull(TEXT)),
                    field("timestamp", TEXT)))
            .by(GROUP, this::pools));
  }

  private String timestamp() {
    return Views.time(health.now());
  }

  private Response root(Request request) {
    return Response.ok(
        "service", "KATO API",
        "version", version,
        "description", "Knowledge Abstraction for Traceable Outcomes",
        "docs", "/docs",
        "health", "/health",
        "status", "running",
        "uptime_seconds", health.uptimeSeconds(),
        "architecture", "modular",
        "session_support", true);
  }

  private Response status(Request request) {
    Map<String, @Nullable Object> sessions = metrics.sessions();
    CallerState caller = callers.apply(request);
    return Response.ok(
        "status", "healthy",
        "base_processor_id", health.processorId(),
        "processor_id", health.processorId(),
        "processor_name", health.processorId(),
        "uptime_seconds", health.uptimeSeconds(),
        "uptime", health.uptimeSeconds(),
        "sessions",
            Fields.of(
                "total_sessions", sessions.get("active"),
                "active_sessions", sessions.get("active"),
                "expired_sessions", sessions.get("total_expired"),
                "backend", health.sessionStore(),
                "redis_url", null),
        "processors", metrics.processors(),
        "stm_length", caller.stmLength(),
        "time", caller.time(),
        "version", version);
  }

  private Response concurrency(Request request) {
    double used = (double) gate.inFlight() / gate.limit();
    String status = used >= CRITICAL ? "critical" : used >= WARNING ? "warning" : "healthy";
    return Response.ok(
        "status", status,
        "current", use(gate.inFlight()),
        "peak", use(gate.peak()),
        "limits",
            Fields.of(
                "per_worker",
                gate.limit(),
                "warning_threshold",
                (int) (gate.limit() * WARNING),
                "critical_threshold",
                (int) (gate.limit() * CRITICAL),
                "total_capacity",
                gate.limit()),
        "configuration", Fields.of("workers", 1, "backlog", 1024, "max_requests", null),
        "recommendations",
            status.equals("healthy")
                ? List.of()
                : List.of(
                    Fields.of(
                        "level", status, "message", "Raise MAX_IN_FLIGHT or add an instance")),
        "timestamp", timestamp());
  }

  private Map<String, @Nullable Object> use(int requests) {
    return Fields.of(
        "concurrent_requests", requests, "utilization_percent", 100.0 * requests / gate.limit());
  }

  private Response cache(Request request) {
    Map<String, @Nullable Object> index = metrics.index();
    Map<String, @Nullable Object> performance = new LinkedHashMap<>(index);
    performance.put("hit_rate_percent", null);
    performance.put("cache_hits", null);
    performance.put("cache_misses", index.get("loads"));
    performance.put("symbols_in_cache", null);
    performance.put("symbols_cached_total", null);
    performance.put("redis_memory_used_mb", null);
    performance.put("requests_per_second", metrics.rates().get("requests_per_second"));
    performance.put("patterns_in_cache", index.get("patterns"));
    performance.put("patterns_cached_total", index.get("patterns"));
    performance.put("uptime_seconds", health.uptimeSeconds());
    return Response.ok(
        "cache_performance", performance,
        "cache_health",
            Fields.of("status", "healthy", "redis_connected", null, "cache_stats", index),
        "timestamp", timestamp());
  }

  private Response invalidate(Request request) {
    return Response.ok(
        "status",
        "success",
        "patterns_invalidated",
        0,
        "symbols_invalidated",
        0,
        "session_id",
        request.query("session_id").orElse(null),
        "reason",
        "What is in memory is brought up to date before each prediction",
        "timestamp",
        timestamp());
  }

  private Response distributedStm(Request request) {
    return Response.ok(
        "status",
        "active",
        "distributed_stm_enabled",
        true,
        "performance_stats",
        metrics.sessions(),
        "processor_info",
        metrics.processors(),
        "expected_improvements",
        null,
        "reason",
        null,
        "error",
        null,
        "timestamp",
        timestamp());
  }

  private Response pools(Request request) {
    Map<String, @Nullable Object> report = health.report();
    return Response.ok(
        "status",
        "healthy".equals(report.get("processor_status")) ? "healthy" : "degraded",
        "health",
        pools(report),
        "pool_statistics",
        metrics.databases(),
        "connection_optimization",
        null,
        "performance_improvements",
        null,
        "error",
        null,
        "timestamp",
        timestamp());
  }

  private Map<String, @Nullable Object> pools(Map<String, @Nullable Object> report) {
    Map<String, @Nullable Object> pools = Fields.of();
    if (report.get("stores") instanceof Map<?, ?> stores) {
      stores.forEach(
          (name, store) -> {
            Object problem = store instanceof Map<?, ?> map ? map.get("problem") : null;
            pools.put(
                String.valueOf(name),
                Fields.of(
                    "healthy",
                    problem == null,
                    "last_check",
                    timestamp(),
                    "error_count",
                    problem == null ? 0 : 1,
                    "last_error",
                    problem,
                    "response_time_ms",
                    null));
          });
    }
    return pools;
  }

  private static int minutes(Request request) {
    return request.queryInt("minutes", 1, 1440).orElse(10);
  }

  private Response stats(Request request) {
    int minutes = minutes(request);
    Map<String, @Nullable Object> report = health.report();
    return Response.ok(
        "time_range_minutes", minutes,
        "timestamp", timestamp(),
        "processor_id", health.processorId(),
        "processor_manager", metrics.processors(),
        "current_status",
            Fields.of(
                "status", report.get("status"),
                "issues", report.get("issues"),
                "metrics", MetricsReport.resources(),
                "timestamp", timestamp()),
        "time_series", history.series(minutes),
        "summary",
            Fields.of(
                "sessions", metrics.sessions(),
                "performance", metrics.performance(),
                "resources", MetricsReport.resources(),
                "databases", metrics.databases()),
        "error", null);
  }

  private Response metric(Request request) {
    int minutes = minutes(request);
    String name = request.path("metric");
    return Response.json(
        200,
        history
            .metric(name, minutes)
            .orElseThrow(
                () ->
                    HttpFailure.notFound(
                        "No data available for metric '"
                            + name
                            + "' in the last "
                            + minutes
                            + " minutes")));
  }
}
