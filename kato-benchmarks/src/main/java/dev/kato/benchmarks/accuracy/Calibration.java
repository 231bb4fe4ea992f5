package dev.kato.benchmarks.accuracy;

import java.util.Locale;

/** Whether what is said to be so likely comes so often: most likely outcomes, in ten bins. */
final class Calibration {

  private static final int BINS = 10;

  private final int[] counts = new int[BINS];
  private final int[] right = new int[BINS];
  private final double[] sums = new double[BINS];

  void add(double probability, boolean cameTrue) {
    int bin = Math.min(BINS - 1, (int) (probability * BINS));
    counts[bin]++;
    sums[bin] += probability;
    right[bin] += cameTrue ? 1 : 0;
  }

  /** The mean distance of what was said from what came, in percent. */
  double error() {
    double error = 0;
    long all = 0;
    for (int bin = 0; bin < BINS; bin++) {
      error += Math.abs(right[bin] - sums[bin]);
      all += counts[bin];
    }
    return 100 * error / all;
  }

  /** By bin: how many, what was said and what came, in percent. */
  String row() {
    StringBuilder row = new StringBuilder();
    for (int bin = 0; bin < BINS; bin++) {
      row.append(
          counts[bin] == 0
              ? " – |"
              : String.format(
                  Locale.ROOT,
                  " %.1f → %.1f (%d) |",
                  100 * sums[bin] / counts[bin],
                  100.0 * right[bin] / counts[bin],
                  counts[bin]));
    }
    return row.toString();
  }
}
