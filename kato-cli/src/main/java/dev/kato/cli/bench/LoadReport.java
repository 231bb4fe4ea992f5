package dev.kato.cli.bench;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.HdrHistogram.Histogram;

/**
 * What came out at one rate.
 *
 * @param rate requests per second, 0 for as many as get answered
 * @param latencies in microseconds, by operation in the order shown
 * @param failures answers other than 200, and none at all
 * @param nanos how long it took
 * @param footprint what the server took, if that was measured
 */
public record LoadReport(
    LoadPlan plan,
    int rate,
    Map<String, Histogram> latencies,
    long failures,
    long nanos,
    Optional<Footprint> footprint) {

  /** A table. */
  @Override
  public String toString() {
    StringBuilder table = new StringBuilder();
    line(
        table,
        "%-12s %10s %10s %9s %9s %9s %9s",
        "",
        "requests",
        "per s",
        "p50",
        "p95",
        "p99",
        "max");
    Histogram all = new Histogram(3);
    latencies.forEach(
        (operation, histogram) -> {
          row(table, operation, histogram);
          all.add(histogram);
        });
    row(table, "all", all);
    String load = rate == 0 ? "as many as get answered" : rate + " due each second";
    line(table, "failed: %d; milliseconds; %.1f s; %s", failures, nanos / 1e9, load);
    footprint.ifPresent(taken -> line(table, "%s", taken.line(plan)));
    return table.toString();
  }

  private void row(StringBuilder table, String name, Histogram latency) {
    line(
        table,
        "%-12s %10d %10.0f %9.2f %9.2f %9.2f %9.2f",
        name,
        latency.getTotalCount(),
        latency.getTotalCount() / (nanos / 1e9),
        latency.getValueAtPercentile(50) / 1000.0,
        latency.getValueAtPercentile(95) / 1000.0,
        latency.getValueAtPercentile(99) / 1000.0,
        latency.getMaxValue() / 1000.0);
  }

  private static void line(StringBuilder table, String format, Object... values) {
    table.append(String.format(Locale.ROOT, format, values)).append(System.lineSeparator());
  }
}
