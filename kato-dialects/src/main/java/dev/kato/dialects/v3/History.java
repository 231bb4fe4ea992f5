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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The metrics of the last hours, sampled when requests come, at most every few seconds. */
final class History {

  private static final Duration PERIOD = Duration.ofSeconds(5);
  private static final int SAMPLES = 2_880;

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

  /** Under the names of version 3, and those of version 2 where it had others. */
  private Map<String, Double> values() {
    Map<String, Double> values = new LinkedHashMap<>();
    Map<String, @Nullable Object> resources = MetricsReport.resources();
    double megabytes = number(resources, "memory_used_mb");
    put(values, number(resources, "cpu_percent"), "kato_cpu_usage_percent", "cpu_percent");
    put(values, number(resources, "memory_percent"), "kato_memory_usage_percent", "memory_percent");
    put(values, number(resources, "disk_percent"), "kato_disk_usage_percent", "disk_percent");
    put(values, megabytes, "memory_used_mb");
    put(values, megabytes * 1048576, "kato_memory_usage_bytes");
    double load = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    put(values, Math.max(0, load), "load_average_1m");
    Map<String, @Nullable Object> performance = metrics.performance();
    double time = number(performance, "average_response_time");
    double errors = number(performance, "total_errors");
    put(values, number(performance, "total_requests"), "kato_requests_total", "requests_total");
    put(values, time, "kato_request_duration_seconds", "response_time");
    put(values, errors, "kato_errors_total", "errors_total", "kato_requests_failed");
    Map<String, @Nullable Object> sessions = metrics.sessions();
    put(values, number(sessions, "total_created"), "sessions_created");
    put(values, number(sessions, "total_deleted"), "sessions_deleted");
    put(values, number(sessions, "operations_total"), "session_operations");
    metrics
        .databases()
        .forEach(
            (database, numbers) -> {
              if (numbers instanceof Map<?, ?> map) {
                put(values, number(map, "operations"), database + "_operations");
                put(values, number(map, "avg_response_time"), database + "_response_time");
                put(values, number(map, "errors"), database + "_errors");
              }
            });
    return values;
  }

  private static void put(Map<String, Double> values, double value, String... names) {
    for (String name : names) {
      values.put(name, value);
    }
  }

  static double number(Map<?, ?> map, String name) {
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
                    .add(Fields.of("timestamp", Views.time(sample.at), "value", value)));
      }
    }
    return series;
  }
}
