package dev.kato.dialects.v3;

import dev.kato.server.http.Fields;
import dev.kato.server.ops.Health;
import dev.kato.server.ops.MetricsReport;
import dev.kato.server.view.Views;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.DoubleSummaryStatistics;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The metrics of the last hours, sampled when requests come, at most every few seconds. */
final class History {

  private static final Duration PERIOD = Duration.ofSeconds(5);
  private static final int SAMPLES = 2_880;

  /** What version 2 called them. */
  private static final Map<String, String> OLDER_NAMES =
      Map.of(
          "cpu_percent", "kato_cpu_usage_percent",
          "memory_percent", "kato_memory_usage_percent",
          "disk_percent", "kato_disk_usage_percent",
          "requests_total", "kato_requests_total",
          "response_time", "kato_request_duration_seconds",
          "errors_total", "kato_errors_total",
          "kato_requests_failed", "kato_errors_total");

  private record Sample(Instant at, Map<String, Double> values) {}

  private final MetricsReport metrics;
  private final Health health;
  private final Deque<Sample> samples = new ArrayDeque<>();

  /** Nothing yet. */
  History(MetricsReport metrics, Health health) {
    this.metrics = metrics;
    this.health = health;
  }

  /** Takes a sample unless there is a fresh one. */
  private synchronized void sample() {
    Instant now = health.now();
    Sample last = samples.peekLast();
    if (last == null || !last.at.plus(PERIOD).isAfter(now)) {
      samples.addLast(new Sample(now, values()));
      if (samples.size() > SAMPLES) {
        samples.removeFirst();
      }
    }
  }

  private Map<String, Double> values() {
    Map<String, Double> values = new LinkedHashMap<>();
    Map<String, @Nullable Object> resources = MetricsReport.resources();
    values.put("kato_cpu_usage_percent", number(resources, "cpu_percent"));
    values.put("kato_memory_usage_percent", number(resources, "memory_percent"));
    values.put("kato_memory_usage_bytes", number(resources, "memory_used_mb") * 1048576);
    values.put("kato_disk_usage_percent", number(resources, "disk_percent"));
    values.put(
        "load_average_1m",
        Math.max(0, ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage()));
    Map<String, @Nullable Object> performance = metrics.performance();
    values.put("kato_requests_total", number(performance, "total_requests"));
    values.put("kato_request_duration_seconds", number(performance, "average_response_time"));
    values.put("kato_errors_total", number(performance, "total_errors"));
    Map<String, @Nullable Object> sessions = metrics.sessions();
    values.put("sessions_created", number(sessions, "total_created"));
    values.put("sessions_deleted", number(sessions, "total_deleted"));
    values.put("session_operations", number(sessions, "operations_total"));
    metrics
        .databases()
        .forEach(
            (database, numbers) -> {
              if (numbers instanceof Map<?, ?> map) {
                values.put(database + "_operations", number(map, "operations"));
                values.put(database + "_response_time", number(map, "avg_response_time"));
                values.put(database + "_errors", number(map, "errors"));
              }
            });
    OLDER_NAMES.forEach((older, name) -> values.put(older, values.getOrDefault(name, 0.0)));
    values.put("memory_used_mb", number(resources, "memory_used_mb"));
    return values;
  }

  private static double number(Map<?, ?> map, String name) {
    return map.get(name) instanceof Number number ? number.doubleValue() : 0;
  }

  /** Each metric's points of the last minutes, by name. */
  synchronized Map<String, List<Map<String, @Nullable Object>>> series(int minutes) {
    sample();
    Instant from = health.now().minus(Duration.ofMinutes(minutes));
    Map<String, List<Map<String, @Nullable Object>>> series = new LinkedHashMap<>();
    for (Sample sample : samples) {
      if (!sample.at.isBefore(from)) {
        sample.values.forEach(
            (name, value) ->
                series
                    .computeIfAbsent(name, key -> new ArrayList<>())
                    .add(
                        Fields.of(
                            "timestamp",
                            Views.time(sample.at),
                            "value",
                            value,
                            "labels",
                            Map.of())));
      }
    }
    return series;
  }

  /** One metric's points of the last minutes with their statistics; empty for an unknown name. */
  Optional<Map<String, @Nullable Object>> metric(String name, int minutes) {
    List<Map<String, @Nullable Object>> points = series(minutes).get(name);
    if (points == null) {
      return Optional.empty();
    }
    DoubleSummaryStatistics statistics =
        points.stream().mapToDouble(point -> number(point, "value")).summaryStatistics();
    return Optional.of(
        Fields.of(
            "metric_name", name,
            "time_range_minutes", minutes,
            "timestamp", Views.time(health.now()),
            "statistics",
                Fields.of(
                    "count", statistics.getCount(),
                    "min", statistics.getMin(),
                    "max", statistics.getMax(),
                    "avg", statistics.getAverage()),
            "data_points", points));
  }
}
