package dev.kato.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.util.Statistics;

/** Runs all benchmarks and writes the table of what was measured. */
public final class Report {

  private static final List<Long> TARGETS_100K = List.of(12L, 60L, 300L);
  private static final List<Long> TARGETS_1M = List.of(10L, 60L, 500L);

  private Report() {}

  /**
   * Writes the table.
   *
   * @param arguments the file to write, the commit that is measured, then what to measure: as in
   *     {@code ZIPF=10000,100000 DENSE=10000} vocabularies with numbers of patterns, of the first
   *     vocabulary the last number with two threads, too
   */
  public static void main(String[] arguments)
      throws RunnerException, IOException, InterruptedException {
    StringBuilder out = new StringBuilder();
    out.append(Machine.line(arguments[1]));
    recall(out, arguments[2].split(" "));
    ForecastReport.append(out, List.of(arguments[2].split(" ")));
    learning(out);
    building(out);
    WorstCases.append(out);
    HttpAnswers.append(out);
    ColdStart.append(out);
    Files.writeString(Path.of(arguments[0]), out.toString());
  }

  private static void recall(StringBuilder out, String[] sets) throws RunnerException {
    Map<String, List<RunResult>> rows = new TreeMap<>();
    for (String set : sets) {
      rows.putAll(run(set, "1"));
    }
    out.append(
        String.format(
            "%n## Recall, µs, one thread%n%n"
                + "| vocabulary | patterns | threshold | p50 | p95 | p99 | brute force p50 "
                + "| ratio | target | ratio to the oracle | bytes allocated per recall |%n"
                + "|---|---|---|---|---|---|---|---|---|---|---|%n"));
    for (List<RunResult> row : rows.values()) {
      append(out, row);
    }
    out.append(
        String.format(
            "%n## Recall by two threads, µs%n%n"
                + "| vocabulary | patterns | threshold | p50 | p95 | p99 |%n|---|---|---|---|---|---|%n"));
    String largest = sets[0].replaceAll("=.*,", "=");
    for (List<RunResult> row : run(largest, "2").values()) {
      Statistics ours = find(row, "index").getPrimaryResult().getStatistics();
      out.append(
          String.format(
              Locale.ROOT,
              "| %s | %.0f | %.0f | %.0f |%n",
              cells(row.get(0)),
              ours.getPercentile(50),
              ours.getPercentile(95),
              ours.getPercentile(99)));
    }
  }

  private static Map<String, List<RunResult>> run(String set, String parallelism)
      throws RunnerException {
    String[] vocabularyAndPatterns = set.split("=");
    Options options =
        new OptionsBuilder()
            .include(RecallBenchmark.class.getName() + (parallelism.equals("1") ? "" : "\\.index$"))
            .param("vocabulary", vocabularyAndPatterns[0])
            .param("patterns", vocabularyAndPatterns[1].split(","))
            .param("parallelism", parallelism)
            .addProfiler(GCProfiler.class)
            .build();
    Map<String, List<RunResult>> rows = new TreeMap<>();
    for (RunResult result : new Runner(options).run()) {
      rows.computeIfAbsent(key(result), unseen -> new ArrayList<>()).add(result);
    }
    return rows;
  }

  private static String cells(RunResult result) {
    return String.join(
        " | ",
        result.getParams().getParam("vocabulary"),
        result.getParams().getParam("patterns"),
        result.getParams().getParam("threshold"));
  }

  private static String key(RunResult result) {
    return String.format(
        Locale.ROOT,
        "%s %9d %s",
        result.getParams().getParam("vocabulary"),
        Integer.parseInt(result.getParams().getParam("patterns")),
        result.getParams().getParam("threshold"));
  }

  private static RunResult find(List<RunResult> results, String benchmark) {
    return results.stream()
        .filter(result -> result.getParams().getBenchmark().endsWith("." + benchmark))
        .findFirst()
        .orElseThrow();
  }

  private static void append(StringBuilder out, List<RunResult> row) {
    RunResult index = find(row, "index");
    Statistics ours = index.getPrimaryResult().getStatistics();
    double bruteForce = median(find(row, "bruteForce"));
    String patterns = index.getParams().getParam("patterns");
    String threshold = index.getParams().getParam("threshold");
    double oracle =
        Loaded.oracleMicros(
            DataSet.Vocabulary.valueOf(index.getParams().getParam("vocabulary")),
            Integer.parseInt(patterns),
            Double.parseDouble(threshold));
    out.append(
        String.format(
            Locale.ROOT,
            "| %s | %.0f | %.0f | %.0f | %.0f | %.1f | %s | %s | %.0f |%n",
            cells(index),
            ours.getPercentile(50),
            ours.getPercentile(95),
            ours.getPercentile(99),
            bruteForce,
            bruteForce / ours.getPercentile(50),
            target(patterns, threshold),
            Double.isNaN(oracle) ? "" : String.format("%.0f", oracle / ours.getPercentile(50)),
            allocated(index)));
  }

  private static double median(RunResult result) {
    return result.getPrimaryResult().getStatistics().getPercentile(50);
  }

  private static String target(String patterns, String threshold) {
    int index = List.of("0.1", "0.3", "0.6").indexOf(threshold);
    return switch (patterns) {
      case "100000" -> TARGETS_100K.get(index).toString();
      case "1000000" -> TARGETS_1M.get(index).toString();
      default -> "";
    };
  }

  static double allocated(RunResult run) {
    return run.getSecondaryResults().values().stream()
        .filter(result -> result.getLabel().contains("alloc.rate.norm"))
        .mapToDouble(result -> result.getScore())
        .findFirst()
        .orElse(Double.NaN);
  }

  private static void learning(StringBuilder out) throws RunnerException {
    Options options = new OptionsBuilder().include(LearnBenchmark.class.getName()).build();
    out.append(
        String.format(
            "%n## Learning, µs per pattern, 1,000,000 patterns%n%n"
                + "| readers | p50 | p99 | p99.9 | per second | target p99 |%n"
                + "|---|---|---|---|---|---|%n"));
    for (RunResult result : new Runner(options).run()) {
      Statistics learned = result.getPrimaryResult().getStatistics();
      out.append(
          String.format(
              Locale.ROOT,
              "| %s | %.2f | %.2f | %.2f | %.0f | 20 |%n",
              result.getParams().getParam("readers"),
              learned.getPercentile(50),
              learned.getPercentile(99),
              learned.getPercentile(99.9),
              1e6 / learned.getMean()));
    }
  }

  /** Once each: what matters is minutes or seconds, not percents. */
  private static void building(StringBuilder out) {
    out.append(
        String.format(
            "%n## Building%n%n| patterns | µs per pattern, generated and put "
                + "| heap bytes per pattern, counted |%n|---|---|---|%n"));
    for (int patterns : new int[] {10_000, 100_000, 1_000_000}) {
      long start = System.nanoTime();
      Loaded loaded = new Loaded(DataSet.Vocabulary.ZIPF, patterns, Runnable::run, 1, false);
      double micros = (System.nanoTime() - start) / 1e3 / patterns;
      out.append(
          String.format(
              Locale.ROOT,
              "| %d | %.1f | %d |%n",
              patterns,
              micros,
              loaded.index.weightBytes() / patterns));
    }
  }
}
