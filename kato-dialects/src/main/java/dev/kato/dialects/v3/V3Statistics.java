package dev.kato.dialects.v3;

import static dev.kato.server.http.Page.page;
import static dev.kato.server.http.Route.route;
import static dev.kato.server.http.Schema.NUMBER;
import static dev.kato.server.http.Schema.OBJECT;
import static dev.kato.server.http.Schema.TEXT;
import static dev.kato.server.http.Schema.WHOLE;
import static dev.kato.server.http.Schema.field;
import static dev.kato.server.http.Schema.list;
import static dev.kato.server.http.Schema.map;
import static dev.kato.server.http.Schema.object;

import dev.kato.server.http.Fields;
import dev.kato.server.http.HttpFailure;
import dev.kato.server.http.Request;
import dev.kato.server.http.Route;
import dev.kato.server.http.Schema;
import dev.kato.server.ops.Health;
import dev.kato.server.ops.Health.Report;
import dev.kato.server.ops.MetricsReport;
import dev.kato.server.view.Shapes;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What 3.x and older clients ask about the metrics of the last minutes. */
final class V3Statistics {

  private static final Schema POINTS =
      list(object(field("timestamp", TEXT), field("value", NUMBER)));

  private final Health health;
  private final MetricsReport metrics;
  private final History history;

  V3Statistics(Health health, MetricsReport metrics) {
    this.health = health;
    this.metrics = metrics;
    this.history = new History(metrics, health);
  }

  List<Route> routes() {
    return List.of(
        stats("/stats"), metric("/metrics/"), stats("/v2/stats"), metric("/v2/metrics/"));
  }

  private Route stats(String path) {
    return page(minutes(path, "The metrics of the last minutes"), V3Statistics::minutes)
        .with(WHOLE, minutes -> minutes, "time_range_minutes")
        .with(TEXT, minutes -> health.timestamp(), "timestamp")
        .with(TEXT, minutes -> health.processorId(), "processor_id")
        .with(OBJECT, minutes -> metrics.processors(), "processor_manager")
        .with(OBJECT, minutes -> status(), "current_status")
        .with(map(POINTS), history::series, "time_series")
        .with(OBJECT, minutes -> summary(), "summary")
        .by(V3Monitoring.GROUP);
  }

  private Map<String, @Nullable Object> status() {
    Report report = health.report();
    return Fields.of(
        "status", report.status(),
        "issues", report.issues(),
        "metrics", MetricsReport.resources(),
        "timestamp", health.timestamp());
  }

  private Map<String, @Nullable Object> summary() {
    return Fields.of(
        "sessions", metrics.sessions(),
        "performance", metrics.performance(),
        "resources", MetricsReport.resources(),
        "databases", metrics.databases());
  }

  private Route metric(String path) {
    return page(minutes(path + "{metric}", "One metric of the last minutes"), this::points)
        .with(TEXT, Points::name, "metric_name")
        .with(WHOLE, Points::minutes, "time_range_minutes")
        .with(TEXT, points -> health.timestamp(), "timestamp")
        .with(OBJECT, Points::statistics, "statistics")
        .with(POINTS, Points::values, "data_points")
        .by(V3Monitoring.GROUP);
  }

  private static Route.Builder minutes(String path, String summary) {
    return route("GET", path, summary)
        .query("minutes", Shapes.whole(1, 1440), "1..1440, default 10");
  }

  private static int minutes(Request request) {
    return request.queryInt("minutes", 1, 1440).orElse(10);
  }

  /** One metric's points of the last minutes. */
  private record Points(String name, int minutes, List<Map<String, @Nullable Object>> values) {

    Map<String, @Nullable Object> statistics() {
      DoubleSummaryStatistics statistics =
          values.stream().mapToDouble(point -> History.number(point, "value")).summaryStatistics();
      return Fields.of(
          "count", statistics.getCount(),
          "min", statistics.getMin(),
          "max", statistics.getMax(),
          "avg", statistics.getAverage());
    }
  }

  private Points points(Request request) {
    int minutes = minutes(request);
    String name = request.path("metric");
    List<Map<String, @Nullable Object>> points = history.series(minutes).get(name);
    if (points == null) {
      throw HttpFailure.notFound(
          "No data available for metric '" + name + "' in the last " + minutes + " minutes");
    }
    return new Points(name, minutes, points);
  }
}
