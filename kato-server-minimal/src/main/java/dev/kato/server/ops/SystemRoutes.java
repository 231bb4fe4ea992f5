package dev.kato.server.ops;

import static dev.kato.server.http.Route.route;
import static dev.kato.server.http.Schema.NUMBER;
import static dev.kato.server.http.Schema.OBJECT;
import static dev.kato.server.http.Schema.TEXT;
import static dev.kato.server.http.Schema.WHOLE;
import static dev.kato.server.http.Schema.field;
import static dev.kato.server.http.Schema.list;
import static dev.kato.server.http.Schema.object;
import static dev.kato.server.http.Schema.orNull;

import dev.kato.Kato;
import dev.kato.server.http.Fields;
import dev.kato.server.http.Request;
import dev.kato.server.http.Response;
import dev.kato.server.http.Route;
import dev.kato.server.http.Schema;
import dev.kato.server.http.Subject;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Health, status and metrics. */
public final class SystemRoutes {

  private static final String GROUP = "system";
  private static final String OPEN_METRICS = "application/openmetrics-text";

  private static final Schema REPORT =
      object(
          field("status", TEXT),
          field("processor_status", TEXT),
          field("base_processor_id", TEXT),
          field("processor_id", TEXT),
          field("service_name", TEXT),
          field("uptime_seconds", NUMBER),
          field("uptime", NUMBER),
          field("issues", list(TEXT)),
          field("metrics_collected", WHOLE),
          field("last_collection", NUMBER),
          field("active_sessions", orNull(WHOLE)),
          field("timestamp", TEXT),
          field("stores", OBJECT));

  private static final Schema METRICS =
      object(
          field("timestamp", TEXT),
          field("processor_id", TEXT),
          field("uptime_seconds", NUMBER),
          field("active_sessions", WHOLE),
          field("observations_processed", WHOLE),
          field("patterns_learned", WHOLE),
          field("stm_size", WHOLE),
          field("sessions", OBJECT),
          field("performance", OBJECT),
          field("resources", OBJECT),
          field("databases", OBJECT),
          field("index", OBJECT),
          field("processor_manager", OBJECT),
          field("rates", OBJECT));

  private final Kato kato;
  private final Health health;
  private final Meters meters;
  private final MetricsReport metrics;
  private final Function<Request, CallerState> callers;
  private final String version;

  /**
   * Routes that tell how this memory is.
   *
   * @param callers what the session of a caller holds
   */
  public SystemRoutes(
      Kato kato,
      Health health,
      Meters meters,
      MetricsReport metrics,
      Function<Request, CallerState> callers,
      String version) {
    this.kato = kato;
    this.health = health;
    this.meters = meters;
    this.metrics = metrics;
    this.callers = callers;
    this.version = version;
  }

  /** The rows. */
  public List<Route> routes() {
    return List.of(
        health("/health"),
        health("/v2/health"),
        route("GET", "/health/live", "The process runs")
            .about(Subject.NOBODY)
            .answers(object(field("status", TEXT)))
            .by(GROUP, request -> Response.ok("status", "alive")),
        route("GET", "/health/ready", "Every store answers; 503 otherwise")
            .about(Subject.NOBODY)
            .answers(object(field("status", TEXT), field("stores", OBJECT)))
            .by(GROUP, this::ready),
        route("GET", "/v2/status", "What the server is doing")
            .answers(
                object(
                    field("status", TEXT),
                    field("base_processor_id", TEXT),
                    field("uptime_seconds", NUMBER),
                    field("sessions", OBJECT),
                    field("processors", OBJECT),
                    field("version", TEXT)))
            .by(GROUP, this::status),
        route("GET", "/v2/test/{test_id}", "Whether requests get through to here")
            .about(Subject.NOBODY)
            .answers(object(field("test_id", TEXT), field("message", TEXT)))
            .by(GROUP, SystemRoutes::test),
        metrics("/metrics"),
        metrics("/v2/metrics"));
  }

  private static Response test(Request request) {
    return Response.ok("test_id", request.path("test_id"), "message", "endpoint works");
  }

  private Route health(String path) {
    return route("GET", path, "How the server and its stores are; always 200")
        .about(Subject.NOBODY)
        .answers(REPORT)
        .by(GROUP, request -> Response.json(200, health.report()));
  }

  private Route metrics(String path) {
    return route("GET", path, "Metrics as JSON, or as Prometheus text by Accept")
        .answers(METRICS)
        .by(GROUP, this::metrics);
  }

  private Response ready(Request request) {
    Map<String, @Nullable Object> readiness = health.readiness();
    boolean ready = "ready".equals(readiness.get("status"));
    Response response = Response.json(ready ? 200 : 503, readiness);
    return ready ? response : response.with("Retry-After", "1");
  }

  private Response status(Request request) {
    return Response.ok(
        "status", "healthy",
        "base_processor_id", health.processorId(),
        "uptime_seconds", health.uptimeSeconds(),
        "sessions",
            Fields.of(
                "total_sessions", kato.sessionCount(),
                "active_sessions", kato.sessionCount(),
                "expired_sessions", (long) meters.sessionsExpired()),
        "processors", Fields.of("total_processors", kato.indexStatistics().users()),
        "version", version);
  }

  private Response metrics(Request request) {
    String accept = request.header("Accept").orElse("");
    if (accept.contains(OPEN_METRICS)) {
      return text(OPEN_METRICS + "; version=1.0.0; charset=utf-8");
    }
    return accept.contains("text/plain")
        ? text("text/plain; version=0.0.4; charset=utf-8")
        : json(request);
  }

  private Response json(Request request) {
    Map<String, @Nullable Object> all = metrics.all();
    all.put("stm_size", callers.apply(request).stmLength());
    return Response.json(200, all);
  }

  private Response text(String type) {
    String scrape = meters.registry().scrape(type);
    return Response.content(type, scrape.getBytes(StandardCharsets.UTF_8));
  }
}
