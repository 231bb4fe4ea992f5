package dev.kato.server.ops;

import static dev.kato.server.http.Page.page;
import static dev.kato.server.http.Route.route;
import static dev.kato.server.http.Schema.NUMBER;
import static dev.kato.server.http.Schema.OBJECT;
import static dev.kato.server.http.Schema.TEXT;
import static dev.kato.server.http.Schema.WHOLE;
import static dev.kato.server.http.Schema.field;
import static dev.kato.server.http.Schema.list;
import static dev.kato.server.http.Schema.object;
import static dev.kato.server.http.Schema.orNull;

import dev.kato.server.http.Fields;
import dev.kato.server.http.Handler;
import dev.kato.server.http.Request;
import dev.kato.server.http.Response;
import dev.kato.server.http.Route;
import dev.kato.server.http.Subject;
import dev.kato.server.ops.Health.Report;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Health, status and metrics. */
public final class SystemRoutes {

  private static final String GROUP = "system";
  private static final String OPEN_METRICS = "application/openmetrics-text";

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
      Health health,
      Meters meters,
      MetricsReport metrics,
      Function<Request, CallerState> callers,
      String version) {
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
        status(),
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

  private Response ready(Request request) {
    Report report = health.report();
    Map<String, @Nullable Object> fields =
        Fields.of("status", report.readiness(), "stores", health.stores(report));
    return report.readiness().equals("ready")
        ? Response.json(200, fields)
        : Response.json(503, fields).with("Retry-After", "1");
  }

  private Route health(String path) {
    Route.Builder route =
        route("GET", path, "How the server and its stores are; always 200").about(Subject.NOBODY);
    return page(route, request -> health.report())
        .with(TEXT, Report::status, "status")
        .with(TEXT, report -> report.isServing() ? "healthy" : "unhealthy", "processor_status")
        .with(TEXT, report -> health.processorId(), "base_processor_id", "processor_id")
        .with(TEXT, report -> health.processorId(), "service_name")
        .with(NUMBER, report -> health.uptimeSeconds(), "uptime_seconds", "uptime")
        .with(list(TEXT), Report::issues, "issues")
        .with(WHOLE, report -> meters.registry().getMeters().size(), "metrics_collected")
        .with(NUMBER, report -> health.now().toEpochMilli() / 1000.0, "last_collection")
        .with(orNull(WHOLE), report -> health.activeSessions(), "active_sessions")
        .with(TEXT, report -> health.timestamp(), "timestamp")
        .with(OBJECT, health::stores, "stores")
        .by(GROUP);
  }

  private Route status() {
    return page(route("GET", "/v2/status", "What the server is doing"), request -> health.report())
        .with(TEXT, Report::status, "status")
        .with(TEXT, report -> health.processorId(), "base_processor_id")
        .with(NUMBER, report -> health.uptimeSeconds(), "uptime_seconds")
        .with(OBJECT, report -> metrics.sessionStatus(), "sessions")
        .with(OBJECT, report -> metrics.processors(), "processors")
        .with(TEXT, report -> version, "version")
        .by(GROUP);
  }

  private Route metrics(String path) {
    Route.Builder route = route("GET", path, "Metrics as JSON, or as Prometheus text by Accept");
    Handler json =
        page(route, request -> health.caller(() -> callers.apply(request)))
            .with(TEXT, caller -> health.timestamp(), "timestamp")
            .with(TEXT, caller -> health.processorId(), "processor_id")
            .with(NUMBER, caller -> health.uptimeSeconds(), "uptime_seconds")
            .with(orNull(WHOLE), caller -> health.activeSessions(), "active_sessions")
            .with(
                WHOLE,
                caller -> metrics.operation("observe").get("count"),
                "observations_processed")
            .with(WHOLE, caller -> metrics.counted(Meters.LEARNED), "patterns_learned")
            .with(orNull(WHOLE), CallerState::stmLength, "stm_size")
            .with(OBJECT, caller -> metrics.sessions(), "sessions")
            .with(OBJECT, caller -> metrics.performance(), "performance")
            .with(OBJECT, caller -> MetricsReport.resources(), "resources")
            .with(OBJECT, caller -> metrics.databases(), "databases")
            .with(OBJECT, caller -> metrics.index(), "index")
            .with(OBJECT, caller -> metrics.processors(), "processor_manager")
            .with(OBJECT, caller -> metrics.rates(), "rates")
            .by(GROUP)
            .handler();
    return route.by(
        GROUP,
        request -> {
          String accept = request.header("Accept").orElse("");
          if (accept.contains(OPEN_METRICS)) {
            return text(OPEN_METRICS + "; version=1.0.0; charset=utf-8");
          }
          return accept.contains("text/plain")
              ? text("text/plain; version=0.0.4; charset=utf-8")
              : json.handle(request);
        });
  }

  private Response text(String type) {
    return Response.content(type, meters.registry().scrape(type).getBytes(StandardCharsets.UTF_8));
  }
}
