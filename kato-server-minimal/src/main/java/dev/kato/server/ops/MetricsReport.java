package dev.kato.server.ops;

import com.sun.management.OperatingSystemMXBean;
import dev.kato.Kato;
import dev.kato.model.IndexStatistics;
import dev.kato.server.http.Fields;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.distribution.ValueAtPercentile;
import java.io.File;
import java.lang.management.ManagementFactory;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The metrics as JSON objects. Thread-safe. */
public final class MetricsReport {

  private final Kato kato;
  private final MeterRegistry registry;
  private final Health health;

  /** Of this memory. */
  public MetricsReport(Kato kato, Meters meters, Health health) {
    this.kato = kato;
    this.registry = meters.registry();
    this.health = health;
  }

  /** What some timers say together. */
  private record Totals(long count, long errors, double seconds) {
    double perCall(double sum) {
      return count == 0 ? 0 : sum / count;
    }
  }

  /** Requests and operations. */
  public Map<String, @Nullable Object> performance() {
    Totals requests = totals(Meters.REQUESTS);
    return Fields.of(
        "total_requests", requests.count(),
        "total_errors", requests.errors(),
        "error_rate", requests.perCall(requests.errors),
        "average_response_time", requests.perCall(requests.seconds),
        "requests_in_flight", (int) registry.get(Meters.IN_FLIGHT).gauge().value(),
        "operations",
            Fields.of(
                "observe", operation("observe"),
                "learn", operation("learn"),
                "predict", operation("predict")));
  }

  /** Requests over the time since the start. */
  public Map<String, @Nullable Object> rates() {
    double uptime = Math.max(0.001, health.uptimeSeconds());
    Totals requests = totals(Meters.REQUESTS);
    return Fields.of(
        "requests_per_second", requests.count / uptime,
        "requests_per_minute", requests.count / uptime * 60,
        "errors_per_minute", requests.errors / uptime * 60);
  }

  /** What the stores did, by the databases that may keep them; KATO 3 had another for patterns. */
  public Map<String, @Nullable Object> databases() {
    Map<String, @Nullable Object> databases =
        Fields.of(
            "mongodb", store("patterns"),
            "redis", store("sessions"),
            "qdrant", store("vectors"));
    databases.put("clickhouse", databases.get("mongodb"));
    return databases;
  }

  /** What was done with one of the stores. */
  public Map<String, @Nullable Object> store(String store) {
    Totals calls = totals(Meters.STORES, "store", store);
    return Fields.of(
        "operations", calls.count,
        "errors", calls.errors,
        "avg_response_time", calls.perCall(calls.seconds));
  }

  /** The knowledge bases in memory. */
  public Map<String, @Nullable Object> processors() {
    return Fields.of("total_processors", kato.indexStatistics().users());
  }

  /** Sessions since the start, and those alive. */
  public Map<String, @Nullable Object> sessions() {
    return Fields.of(
        "total_created", counted(Meters.SESSIONS + "created"),
        "total_deleted", counted(Meters.SESSIONS + "deleted"),
        "total_expired", counted(Meters.SESSIONS + "expired"),
        "active", health.activeSessions(),
        "average_life_seconds", registry.get(Meters.SESSIONS + "life").summary().mean(),
        "operations_total", totals(Meters.OPERATIONS).count);
  }

  /** Sessions as the pages called status tell of them. */
  public Map<String, @Nullable Object> sessionStatus() {
    Map<String, @Nullable Object> sessions = sessions();
    return Fields.of(
        "total_sessions", sessions.get("active"),
        "active_sessions", sessions.get("active"),
        "expired_sessions", sessions.get("total_expired"),
        "backend", health.sessionStore());
  }

  /** The index. */
  public Map<String, @Nullable Object> index() {
    IndexStatistics index = kato.indexStatistics();
    return Fields.of(
        "users", index.users(),
        "patterns", index.patterns(),
        "bytes", index.bytes(),
        "loads", index.loads(),
        "evictions", index.evictions());
  }

  /** What the process takes. */
  public static Map<String, @Nullable Object> resources() {
    Runtime runtime = Runtime.getRuntime();
    File disk = new File(".");
    double total = Math.max(1, disk.getTotalSpace());
    return Fields.of(
        "cpu_percent",
        cpuPercent(),
        "memory_percent",
        Health.heapShare() * 100,
        "memory_used_mb",
        (runtime.totalMemory() - runtime.freeMemory()) / 1048576.0,
        "disk_percent",
        (total - disk.getUsableSpace()) / total * 100,
        "threads",
        ManagementFactory.getThreadMXBean().getThreadCount());
  }

  private static double cpuPercent() {
    return ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system
        ? Math.max(0, system.getCpuLoad() * 100)
        : 0;
  }

  Map<String, @Nullable Object> operation(String operation) {
    Totals totals = totals(Meters.OPERATIONS, "operation", operation);
    Map<String, @Nullable Object> fields =
        Fields.of(
            "count", totals.count,
            "errors", totals.errors,
            "p50_ms", 0.0,
            "p95_ms", 0.0,
            "p99_ms", 0.0);
    Timer succeeded =
        registry.find(Meters.OPERATIONS).tags("operation", operation, "outcome", "ok").timer();
    if (succeeded != null) {
      for (ValueAtPercentile value : succeeded.takeSnapshot().percentileValues()) {
        String name = "p" + Math.round(value.percentile() * 100) + "_ms";
        fields.put(name, value.value(TimeUnit.MILLISECONDS));
      }
    }
    return fields;
  }

  long counted(String name) {
    return (long) registry.get(name).counter().count();
  }

  private Totals totals(String name, String... tags) {
    long count = 0;
    long errors = 0;
    double seconds = 0;
    for (Timer timer : registry.find(name).tags(tags).timers()) {
      count += timer.count();
      errors += failed(timer) ? timer.count() : 0;
      seconds += timer.totalTime(TimeUnit.SECONDS);
    }
    return new Totals(count, errors, seconds);
  }

  private static boolean failed(Timer timer) {
    String status = timer.getId().getTag("status");
    return "error".equals(timer.getId().getTag("outcome"))
        || (status != null && status.compareTo("500") >= 0);
  }
}
