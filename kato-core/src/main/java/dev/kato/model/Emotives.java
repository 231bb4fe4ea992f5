package dev.kato.model;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Arithmetic on named numbers. */
public final class Emotives {

  /** The most an emotive may be, above or below zero, so that no sum of them overflows. */
  public static final double MAX_MAGNITUDE = 1e100;

  /** The most a running sum of emotives can be, of as many learnings as can be counted. */
  static final double MAX_SUM = 0x1p63 * MAX_MAGNITUDE;

  private Emotives() {}

  /**
   * The value to count for {@code value}, which was kept before there was a bound: itself, the
   * nearest within {@link #MAX_MAGNITUDE}, or 0 for what is no number.
   */
  public static double clamped(double value) {
    return clamped(value, MAX_MAGNITUDE);
  }

  /** The same names with {@link #clamped(double)} values; this very map when all are right. */
  public static Map<String, Double> clamped(Map<String, Double> emotives) {
    return clamped(emotives, MAX_MAGNITUDE);
  }

  static Map<String, Double> clamped(Map<String, Double> emotives, double bound) {
    if (emotives.values().stream().allMatch(value -> Math.abs(value) <= bound)) {
      return emotives;
    }
    Map<String, Double> right = new HashMap<>();
    emotives.forEach((name, value) -> right.put(name, clamped(value, bound)));
    return CodePoints.sortedCopy(right);
  }

  private static double clamped(double value, double bound) {
    return Double.isNaN(value) ? 0 : Math.max(-bound, Math.min(bound, value));
  }

  /**
   * The key-wise mean: for each key, over the entries that have it, summed in the order given. Keys
   * in code point order; empty when there is no entry.
   */
  public static Map<String, Double> mean(List<Map<String, Double>> entries) {
    Map<String, double[]> sums = new TreeMap<>(CodePoints.ORDER);
    for (Map<String, Double> entry : entries) {
      entry.forEach(
          (key, value) -> {
            double[] sumAndCount = sums.computeIfAbsent(key, unused -> new double[2]);
            sumAndCount[0] += value;
            sumAndCount[1]++;
          });
    }
    Map<String, Double> means = new TreeMap<>(CodePoints.ORDER);
    sums.forEach((key, sumAndCount) -> means.put(key, mean(entries, key, sumAndCount)));
    return CodePoints.sortedCopy(means);
  }

  /** The sum may overflow where the mean does not. */
  private static double mean(List<Map<String, Double>> entries, String key, double[] sumAndCount) {
    double mean = sumAndCount[0] / sumAndCount[1];
    if (Double.isFinite(mean)) {
      return mean;
    }
    double scaled = 0;
    for (Map<String, Double> entry : entries) {
      scaled += entry.getOrDefault(key, 0.0) / sumAndCount[1];
    }
    return scaled;
  }
}
