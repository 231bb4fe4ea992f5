package dev.kato.benchmarks.accuracy;

import dev.kato.benchmarks.Machine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Measures all data sets, writes the tables, and fails if an accuracy is not what it must be. */
public final class AccuracyReport {

  /** In percent of the questions, how far below its target an accuracy may be. */
  private static final double TOLERANCE = 0.5;

  private final StringBuilder out = new StringBuilder();

  private AccuracyReport() {}

  /**
   * Writes the tables; ends with 1 if an accuracy is too low.
   *
   * @param arguments the folder of the data sets, the file to write, and the commit
   */
  public static void main(String[] arguments) throws IOException {
    List<Measured> all = new ArrayList<>();
    for (Task task : Task.values()) {
      List<Trial> trials = task.trials(Path.of(arguments[0]));
      Measured.warmUp(trials.get(0));
      Measured measured = new Measured(task);
      for (Trial trial : trials) {
        measured.add(trial);
      }
      System.out.printf(Locale.ROOT, "%s: %.2f %%%n", measured.task, measured.forecast.accuracy());
      all.add(measured);
    }
    AccuracyReport report = new AccuracyReport();
    report.out.append(Machine.line(arguments[2]));
    all.forEach(report::ranks);
    report.bits(all);
    report.calibration(all);
    report.costs(all);
    Files.writeString(Path.of(arguments[1]), report.out);
    System.exit(check(all) ? 0 : 1);
  }

  private static boolean check(List<Measured> all) {
    boolean good = true;
    for (Measured measured : all) {
      double accuracy = measured.forecast.accuracy();
      if (accuracy < measured.task.target() - TOLERANCE) {
        good = false;
        System.err.printf(
            Locale.ROOT,
            "%s: the forecast is right in %.2f %%, more than %.1f points below the %.2f %% that it must reach%n",
            measured.task,
            accuracy,
            TOLERANCE,
            measured.task.target());
      }
    }
    return good;
  }

  private void ranks(Measured measured) {
    Task task = measured.task;
    append(
        "%n## %s: %d questions%n%n"
            + "| way | right, %% | among the first 20, %% | mean reciprocal rank at 20 |%n"
            + "|---|---|---|---|%n",
        task, measured.forecast.asked());
    append("| **forecast** (must reach %.2f %%) ", task.target());
    ranks(measured.forecast);
    append("| most frequent follower ");
    ranks(measured.followers);
    append("| PPM-C, up to 5 symbols ");
    ranks(measured.ppm);
    append("| `best().future()`, threshold %.1f ", task.recallThreshold());
    ranks(measured.bestFuture);
    if (task != Task.HELPDESK) {
      append("| first prediction that has a future, threshold %.1f ", task.recallThreshold());
      ranks(measured.anyFuture);
    }
    append("| CPT+, from the specification | %s | | |%n", task.predictionTree());
    append("| AKOM, from the specification | %s | | |%n", task.allOrders());
    append("| Mark1, from the specification | %s | | |%n", task.firstOrder());
  }

  private void ranks(Ranks ranks) {
    append("| %.2f | %.2f | %.3f |%n", ranks.accuracy(), ranks.hitRate(), ranks.reciprocalRank());
  }

  private void bits(List<Measured> all) {
    append(
        "%n## Bits per outcome, horizon 1%n%n"
            + "| data | outcomes | forecast | PPM-C | never learned | forecasts without outcomes |%n"
            + "|---|---|---|---|---|---|%n");
    for (Measured measured : all) {
      append(
          "| %s | %d | %.3f | %.3f | %d | %d |%n",
          measured.task,
          measured.forecastBits.count(),
          measured.forecastBits.mean(),
          measured.ppmBits.mean(),
          measured.neverLearned,
          measured.empty);
    }
  }

  private void calibration(List<Measured> all) {
    append("%n## Calibration of the most likely outcome, horizon 1%n%n| said, %% |");
    for (int bin = 0; bin < 10; bin++) {
      append(" %d to %d |", 10 * bin, 10 * bin + 10);
    }
    append(" mean distance, points |%n|---|---|---|---|---|---|---|---|---|---|---|---|%n");
    for (Measured measured : all) {
      append(
          "| %s |%s %.1f |%n",
          measured.task, measured.calibration.row(), measured.calibration.error());
    }
  }

  private void costs(List<Measured> all) {
    append(
        "%n## Costs%n%n"
            + "| data | forecast, µs p50 | p95 | learning, µs per sequence | index, KB |%n"
            + "|---|---|---|---|---|%n");
    for (Measured measured : all) {
      append(
          "| %s | %.0f | %.0f | %.0f | %.0f |%n",
          measured.task,
          measured.asking.quantile(0.5),
          measured.asking.quantile(0.95),
          measured.learningNanos / 1e3 / measured.learnings,
          measured.indexBytes / 1e3);
    }
  }

  private void append(String format, Object... values) {
    out.append(String.format(Locale.ROOT, format, values));
  }
}
