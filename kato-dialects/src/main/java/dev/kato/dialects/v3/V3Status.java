package dev.kato.dialects.v3;

import static dev.kato.server.http.Route.route;
import static dev.kato.server.http.Schema.BOOL;
import static dev.kato.server.http.Schema.NUMBER;
import static dev.kato.server.http.Schema.OBJECT;
import static dev.kato.server.http.Schema.TEXT;
import static dev.kato.server.http.Schema.WHOLE;
import static dev.kato.server.http.Schema.field;
import static dev.kato.server.http.Schema.list;
import static dev.kato.server.http.Schema.object;

import dev.kato.server.http.Fields;
import dev.kato.server.http.Gate;
import dev.kato.server.http.Request;
import dev.kato.server.http.Response;
import dev.kato.server.http.Route;
import dev.kato.server.ops.CallerState;
import dev.kato.server.ops.Health;
import dev.kato.server.ops.MetricsReport;
import dev.kato.server.view.Views;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What 3.x and older clients ask about the server itself. */
final class V3Status {

  private static final String GROUP = "3.x";
  private static final double WARNING = 0.8;
  private static final double CRITICAL = 0.95;

  private final Health health;
  private final MetricsReport metrics;
  private final Gate gate;
  private final Function<Request, CallerState> callers;
  private final String version;

  V3Status(
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

  List<Route> routes() {
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
        "timestamp", Views.time(health.now()));
  }

  private Map<String, @Nullable Object> use(int requests) {
    return Fields.of(
        "concurrent_requests", requests, "utilization_percent", 100.0 * requests / gate.limit());
  }
}
