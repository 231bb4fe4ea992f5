package dev.kato.cli.bench;

import java.util.Locale;

/**
 * What a server takes.
 *
 * @param cores processors that were busy with it while it was measured, 1.5 for one and a half
 * @param heapAtFirst bytes in use before the load test
 * @param heapWithSessions bytes in use when the sessions were open
 * @param heapWithPatterns bytes in use when the users knew their patterns
 */
public record Footprint(
    double cores, long heapAtFirst, long heapWithSessions, long heapWithPatterns) {

  /** A line. */
  String line(LoadPlan plan) {
    String line =
        String.format(
            Locale.ROOT,
            "server: %.2f cores; heap: %.1f MB at first, %.0f bytes for each session",
            cores,
            heapAtFirst / 1e6,
            (double) (heapWithSessions - heapAtFirst) / plan.sessions());
    long patterns = (long) plan.users() * plan.patterns();
    return patterns == 0
        ? line
        : line
            + String.format(
                Locale.ROOT,
                ", %.0f bytes for each pattern",
                (double) (heapWithPatterns - heapWithSessions) / patterns);
  }
}
