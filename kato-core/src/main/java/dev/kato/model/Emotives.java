package dev.kato.model;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Arithmetic on named numbers. */
public final class Emotives {

  private Emotives() {}

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
