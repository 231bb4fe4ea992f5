package dev.kato.server.ops;

import dev.kato.Kato;
import dev.kato.model.KatoException;
import dev.kato.server.http.Fields;
import dev.kato.server.http.Gate;
import dev.kato.server.view.Views;
import dev.kato.spi.Storage;
import java.lang.management.ManagementFactory;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** How the server and its stores are. Thread-safe. */
public final class Health {

  private final Kato kato;
  private final Storage storage;
  private final Meters meters;
  private final Gate gate;
  private final BooleanSupplier prepared;
  private final Clock clock;
  private final Instant start;
  private final String processorId;
  private final Map<String, String> kinds;

  /**
   * Of these parts.
   *
   * @param kinds what keeps the patterns, sessions and vectors, as {@code memory}
   * @param prepared whether what is to be done before it is ready is done
   */
  public Health(
      Kato kato,
      Storage storage,
      Map<String, String> kinds,
      Meters meters,
      Gate gate,
      BooleanSupplier prepared,
      Clock clock,
      String processorId) {
    this.kato = kato;
    this.storage = storage;
    this.kinds = kinds;
    this.meters = meters;
    this.gate = gate;
    this.prepared = prepared;
    this.clock = clock;
    this.start = clock.instant();
    this.processorId = processorId;
  }

  /** The name of this server. */
  public String processorId() {
    return processorId;
  }

  /** What keeps the sessions. */
  public @Nullable String sessionStore() {
    return kinds.get("sessions");
  }

  /** By the server's clock. */
  public Instant now() {
    return clock.instant();
  }

  /** Since the start. */
  public double uptimeSeconds() {
    return Duration.between(start, now()).toMillis() / 1000.0;
  }

  /** Each store's answer to a ping: null when it lives, what is wrong otherwise. */
  Map<String, @Nullable String> stores() {
    Map<String, @Nullable String> stores = new LinkedHashMap<>();
    stores.put("patterns", problem(storage.patterns()::ping));
    stores.put("sessions", problem(storage.sessions()::ping));
    stores.put("vectors", problem(storage.vectors()::ping));
    return stores;
  }

  private static @Nullable String problem(Runnable ping) {
    try {
      ping.run();
      return null;
    } catch (KatoException e) {
      return e.getMessage();
    }
  }

  /** Everything, for people and programs. */
  public Map<String, @Nullable Object> report() {
    Map<String, @Nullable String> stores = stores();
    List<String> issues = new ArrayList<>();
    stores.forEach(
        (store, problem) -> {
          if (problem != null) {
            issues.add(store + ": " + problem);
          }
        });
    boolean down = !issues.isEmpty();
    boolean crowded = heapShare() > 0.95;
    if (crowded) {
      issues.add("High memory usage");
    }
    if (!gate.isOpen()) {
      issues.add("The server is stopping");
    }
    return Fields.of(
        "status",
        down ? "unhealthy" : issues.isEmpty() ? "healthy" : "degraded",
        "processor_status",
        down ? "unhealthy" : "healthy",
        "base_processor_id",
        processorId,
        "processor_id",
        processorId,
        "service_name",
        processorId,
        "uptime_seconds",
        uptimeSeconds(),
        "uptime",
        uptimeSeconds(),
        "issues",
        issues,
        "metrics_collected",
        meters.registry().getMeters().size(),
        "last_collection",
        now().toEpochMilli() / 1000.0,
        "active_sessions",
        down ? null : (Long) kato.sessionCount(),
        "timestamp",
        Views.time(now()),
        "stores",
        describe(stores));
  }

  /** Whether requests can be served, with each store's state. */
  Map<String, @Nullable Object> readiness() {
    Map<String, @Nullable String> stores = stores();
    return Fields.of("status", readiness(stores), "stores", describe(stores));
  }

  private String readiness(Map<String, @Nullable String> stores) {
    if (!gate.isOpen()) {
      return "stopping";
    }
    if (!prepared.getAsBoolean()) {
      return "starting";
    }
    return stores.values().stream().allMatch(problem -> problem == null) ? "ready" : "unavailable";
  }

  private Map<String, @Nullable Object> describe(Map<String, @Nullable String> stores) {
    Map<String, @Nullable Object> described = Fields.of();
    stores.forEach(
        (store, problem) ->
            described.put(
                store,
                Fields.of(
                    "status",
                    problem == null ? "healthy" : "unhealthy",
                    "kind",
                    kinds.get(store),
                    "problem",
                    problem)));
    return described;
  }

  static double heapShare() {
    var heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage();
    return heap.getMax() <= 0 ? 0 : (double) heap.getUsed() / heap.getMax();
  }
}
