package dev.kato.server.ops;

import com.sun.management.OperatingSystemMXBean;
import dev.kato.Kato;
import dev.kato.model.IndexStatistics;
import dev.kato.server.http.Fields;
import dev.kato.server.view.Views;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.distribution.ValueAtPercentile;
import java.io.File;
import java.lang.management.ManagementFactory;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The metrics as JSON objects. Thread-safe. */
public final class MetricsReport {

  private final Kato kato;
  private final Meters meters;
  private final Health health;

  /** Of this memory. */
  public MetricsReport(Kato kato, Meters meters, Health health) {
    this.kato = kato;
    this.meters = meters;
    this.health = health;
  }

  Map<String, @Nullable Object> all() {
    return Fields.of(
        "timestamp", Views.time(health.now()),
        "processor_id", health.processorId(),
        "uptime_seconds", health.uptimeSeconds(),
        "active_sessions", kato.sessionCount(),
        "observations_processed", (long) operations("observe"),
        "patterns_learned", (long) meters.patternsLearned(),
        "sessions", sessions(),
        "performance", performance(),
        "resources", resources(),
        "databases", databases(),
        "index", index(),
        "processor_manager", processors(),
        "rates", rates());
  }

  /** Requests and operations. */
  public Map<String, @Nullable Object> performance() {
    double requests = count(Meters.REQUESTS, timer -> true);
    double errors = count(Meters.REQUESTS, MetricsReport::failed);
    return Fields.of(
        "total_requests",
        (long) requests,
        "total_errors",
        (long) errors,
        "error_rate",
        requests == 0 ? 0.0 : errors / requests,
        "average_response_time",
        mean(Meters.REQUESTS, timer -> true),
        "requests_in_flight",
        meters.requestsInFlight(),
        "operations",
        Fields.of(
            "observe", operation("observe"),
            "learn", operation("learn"),
            "predict", operation("predict")));
  }

  /** Requests over the time since the start. */
  public Map<String, @Nullable Object> rates() {
    double uptime = Math.max(0.001, health.uptimeSeconds());
    double requests = count(Meters.REQUESTS, timer -> true);
    return Fields.of(
        "requests_per_second", requests / uptime,
        "requests_per_minute", requests / uptime * 60,
        "errors_per_minute", count(Meters.REQUESTS, MetricsReport::failed) / uptime * 60);
  }

  /** What the stores did, by the databases that may keep them; KATO 3 had another for patterns. */
  public Map<String, @Nullable Object> databases() {
    Map<String, @Nullable Object> patterns = store("patterns");
    return Fields.of(
        "mongodb",
        patterns,
        "clickhouse",
        patterns,
        "redis",
        store("sessions"),
        "qdrant",
        store("vectors"));
  }

  /** The knowledge bases in memory. */
  public Map<String, @Nullable Object> processors() {
    return Fields.of(
        "total_processors",
        kato.indexStatistics().users(),
        "max_processors",
        null,
        "eviction_ttl_seconds",
        null,
        "processors",
        List.of());
  }

  /** Sessions since the start, and those alive. */
  public Map<String, @Nullable Object> sessions() {
    return Fields.of(
        "total_created", (long) meters.sessionsCreated(),
        "total_deleted", (long) meters.sessionsDeleted(),
        "total_expired", (long) meters.sessionsExpired(),
        "active", kato.sessionCount(),
        "average_life_seconds", meters.averageLifeSeconds(),
        "operations_total", (long) count(Meters.OPERATIONS, timer -> true));
  }

  private double operations(String operation) {
    return count(Meters.OPERATIONS, timer -> operation.equals(timer.getId().getTag("operation")));
  }

  private Map<String, @Nullable Object> operation(String operation) {
    Map<String, @Nullable Object> fields =
        Fields.of(
            "count", (long) operations(operation),
            "errors",
                (long)
                    count(
                        Meters.OPERATIONS,
                        timer ->
                            operation.equals(timer.getId().getTag("operation")) && failed(timer)),
            "p50_ms", 0.0,
            "p95_ms", 0.0,
            "p99_ms", 0.0);
    for (Timer timer : timers(Meters.OPERATIONS)) {
      if (operation.equals(timer.getId().getTag("operation")) && !failed(timer)) {
        for (ValueAtPercentile value : timer.takeSnapshot().percentileValues()) {
          String name = "p" + Math.round(value.percentile() * 100) + "_ms";
          fields.put(name, value.value(TimeUnit.MILLISECONDS));
        }
      }
    }
    return fields;
  }

  private Map<String, @Nullable Object> store(String store) {
    Predicate<Timer> of = timer -> store.equals(timer.getId().getTag("store"));
    return Fields.of(
        "operations", (long) count(Meters.STORES, of),
        "errors", (long) count(Meters.STORES, of.and(MetricsReport::failed)),
        "avg_response_time", mean(Meters.STORES, of));
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
    double load =
        ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system
            ? system.getCpuLoad()
            : 0;
    return load >= 0 ? load * 100 : 0;
  }

  private static boolean failed(Timer timer) {
    String status = timer.getId().getTag("status");
    return "error".equals(timer.getId().getTag("outcome"))
        || (status != null && status.compareTo("500") >= 0);
  }

  private Collection<Timer> timers(String name) {
    return meters.registry().find(name).timers();
  }

  private double count(String name, Predicate<Timer> which) {
    return timers(name).stream().filter(which).mapToLong(Timer::count).sum();
  }

  /** In seconds. */
  private double mean(String name, Predicate<Timer> which) {
    double count = count(name, which);
    double total =
        timers(name).stream()
            .filter(which)
            .mapToDouble(timer -> timer.totalTime(TimeUnit.SECONDS))
            .sum();
    return count == 0 ? 0 : total / count;
  }
}
