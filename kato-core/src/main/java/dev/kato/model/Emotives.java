package dev.kato.model;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Arithmetic on named numbers. */
public final class Emotives {

  /** The most an emotive may be, above or below zero, so that no sum of them overflows. */
  public static final double MAX_MAGNITUDE = 1e100;

  /** The most a running sum of emotives can be, of as many learnings as can be counted. */
  static final double MAX_SUM = 0x1p63 * MAX_MAGNITUDE;

  private Emotives() {}

  /**
   * Passes on emotives that come from outside.
   *
   * @param field path of the map, for errors
   * @throws InvalidInputException naming the emotive that is not from &minus;1e100 to 1e100, or
   *     whose name is not well-formed Unicode
   */
  public static Map<String, Double> check(String field, Map<String, Double> emotives) {
    return check(field, emotives, MAX_MAGNITUDE, "must be a number from -1e100 to 1e100");
  }

  /**
   * Passes on running sums that come from outside: see {@link Pattern#affinity()}.
   *
   * @param field path of the map, for errors
   * @throws InvalidInputException naming the emotive whose sum is not one of at most 2^63 emotives,
   *     or whose name is not well-formed Unicode
   */
  public static Map<String, Double> checkSums(String field, Map<String, Double> sums) {
    return check(field, sums, MAX_SUM, "must be a number of at most 2^63 times 1e100");
  }

  private static Map<String, Double> check(
      String field, Map<String, Double> emotives, double bound, String rule) {
    emotives.forEach(
        (name, value) -> {
          if (!CodePoints.isWellFormed(name)) {
            throw new InvalidInputException(field, "has a name with a lone surrogate");
          }
          if (!isWithin(value, bound)) {
            throw new InvalidInputException(field + "." + name, rule);
          }
        });
    return emotives;
  }

  /** What was read from elsewhere may hold nothing under a name, whatever its type says. */
  private static boolean isWithin(@Nullable Double value, double bound) {
    return value != null && Math.abs(value) <= bound;
  }

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
    if (emotives.values().stream().allMatch(value -> isWithin(value, bound))) {
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
    sums.forEach((key, sumAndCount) -> means.put(key, sumAndCount[0] / sumAndCount[1]));
    return CodePoints.sortedCopy(means);
  }
}
