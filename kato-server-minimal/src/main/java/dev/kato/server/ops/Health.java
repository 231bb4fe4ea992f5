package dev.kato.server.ops;

import dev.kato.server.http.Fields;
import dev.kato.server.http.Gate;
import dev.kato.server.view.Views;
import java.lang.management.ManagementFactory;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** How the server and its stores are. Thread-safe. */
public final class Health {

  private static final double CROWDED = 0.95;

  private final StoreProbes probes;
  private final Map<String, String> kinds;
  private final Gate gate;
  private final BooleanSupplier prepared;
  private final Clock clock;
  private final Instant start;
  private final String processorId;

  /**
   * Of these parts.
   *
   * @param kinds what keeps the patterns, sessions and vectors, as {@code memory}
   * @param prepared whether what is to be done before it is ready is done
   */
  public Health(
      StoreProbes probes,
      Map<String, String> kinds,
      Gate gate,
      BooleanSupplier prepared,
      Clock clock,
      String processorId) {
    this.probes = probes;
    this.kinds = kinds;
    this.gate = gate;
    this.prepared = prepared;
    this.clock = clock;
    this.start = clock.instant();
    this.processorId = processorId;
  }

  /**
   * How things are at one moment.
   *
   * @param readiness {@code ready}, or why not
   * @param problems each store's; null when it lives
   * @param issues what is wrong with the stores and with the server
   */
  public record Report(
      String readiness, Map<String, @Nullable String> problems, List<String> issues) {

    /** Whether all stores live. */
    public boolean isServing() {
      return problems.values().stream().allMatch(problem -> problem == null);
    }

    /** In one word. */
    public String status() {
      return !isServing() ? "unhealthy" : issues.isEmpty() ? "healthy" : "degraded";
    }
  }

  /** The name of this server. */
  public String processorId() {
    return processorId;
  }

  /** By the server's clock. */
  public Instant now() {
    return clock.instant();
  }

  /** The same as clients read it. */
  public String timestamp() {
    return Views.time(now());
  }

  /** Since the start. */
  public double uptimeSeconds() {
    return Duration.between(start, now()).toMillis() / 1000.0;
  }

  /** What keeps the sessions. */
  @Nullable String sessionStore() {
    return kinds.get("sessions");
  }

  /** Number of live sessions; null when their store does not tell. */
  @Nullable Long activeSessions() {
    return probes.sessionCount();
  }

  /** What one caller's session holds: to be asked before the rest, not to wait for both. */
  public CallerState caller(Supplier<CallerState> question) {
    return probes.caller(question);
  }

  /** How things are now. */
  public Report report() {
    Map<String, @Nullable String> problems = probes.problems();
    List<String> issues = new ArrayList<>();
    problems.forEach(
        (store, problem) -> {
          if (problem != null) {
            issues.add(store + ": " + problem);
          }
        });
    String readiness = issues.isEmpty() ? "ready" : "unavailable";
    if (heapShare() > CROWDED) {
      issues.add("High memory usage");
    }
    if (!gate.isOpen()) {
      issues.add("The server is stopping");
      readiness = "stopping";
    } else if (!prepared.getAsBoolean()) {
      readiness = "starting";
    }
    return new Report(readiness, problems, issues);
  }

  /** Each store of a report, with what keeps it. */
  Map<String, @Nullable Object> stores(Report report) {
    Map<String, @Nullable Object> stores = Fields.of();
    report.problems.forEach(
        (store, problem) ->
            stores.put(
                store,
                Fields.of(
                    "status",
                    problem == null ? "healthy" : "unhealthy",
                    "kind",
                    kinds.get(store),
                    "problem",
                    problem)));
    return stores;
  }

  static double heapShare() {
    var heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage();
    return heap.getMax() <= 0 ? 0 : (double) heap.getUsed() / heap.getMax();
  }
}
