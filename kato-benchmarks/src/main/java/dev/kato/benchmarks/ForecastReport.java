package dev.kato.benchmarks;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.util.Statistics;

/** The rows of forecasts in the table of what was measured. */
final class ForecastReport {

  /** Median goals of ZIPF in microseconds, by number of patterns. */
  private static final Map<String, Integer> GOALS =
      Map.of("10000", 500, "100000", 2_000, "1000000", 10_000);

  private ForecastReport() {}

  /**
   * Measures and appends.
   *
   * @param sets as {@link Report#main} has them
   */
  static void append(StringBuilder out, List<String> sets) throws RunnerException {
    out.append(
        String.format(
            "%n## Forecasts of the next event from five, µs, one thread, ten outcomes%n%n"
                + "| vocabulary | patterns | supports | p50 | p95 | p99 | goal p50 "
                + "| bytes allocated per forecast |%n|---|---|---|---|---|---|---|---|%n"));
    for (String set : sets) {
      String[] vocabularyAndPatterns = set.split("=");
      Collection<RunResult> results =
          new Runner(
                  new OptionsBuilder()
                      .include(ForecastBenchmark.class.getName())
                      .param("vocabulary", vocabularyAndPatterns[0])
                      .param("patterns", vocabularyAndPatterns[1].split(","))
                      .addProfiler(GCProfiler.class)
                      .build())
              .run();
      results.stream()
          .sorted(Comparator.comparingInt(result -> Integer.parseInt(param(result, "patterns"))))
          .forEach(result -> append(out, result));
    }
  }

  private static String param(RunResult result, String name) {
    return result.getParams().getParam(name);
  }

  private static void append(StringBuilder out, RunResult result) {
    Statistics times = result.getPrimaryResult().getStatistics();
    String vocabulary = param(result, "vocabulary");
    out.append(
        String.format(
            Locale.ROOT,
            "| %s | %s | %s | %.0f | %.0f | %.0f | %s | %.0f |%n",
            vocabulary,
            param(result, "patterns"),
            param(result, "supports"),
            times.getPercentile(50),
            times.getPercentile(95),
            times.getPercentile(99),
            vocabulary.equals("ZIPF") ? GOALS.getOrDefault(param(result, "patterns"), 0) : "",
            Report.allocated(result)));
  }
}
