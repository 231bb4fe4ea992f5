package dev.kato.dialects.v3;

import static dev.kato.server.http.Route.route;
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
import dev.kato.server.http.HttpFailure;
import dev.kato.server.http.Request;
import dev.kato.server.http.Response;
import dev.kato.server.http.Route;
import dev.kato.server.http.Schema;
import dev.kato.server.ops.Health;
import dev.kato.server.ops.MetricsReport;
import dev.kato.server.view.Shapes;
import dev.kato.server.view.Views;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What 3.x and older clients ask about the metrics of the last minutes. */
final class V3Statistics {

  private static final String GROUP = "3.x";
  private static final Schema POINTS =
      list(object(field("timestamp", TEXT), field("value", NUMBER), field("labels", OBJECT)));

  private final Health health;
  private final MetricsReport metrics;
  private final History history;

  V3Statistics(Health health, MetricsReport metrics) {
    this.health = health;
    this.metrics = metrics;
    this.history = new History(metrics, health);
  }

  List<Route> routes() {
    List<Route> routes = new ArrayList<>();
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

  private String timestamp() {
    return Views.time(health.now());
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
