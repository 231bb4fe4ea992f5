package dev.kato.recall;

import dev.kato.model.Metric;
import java.util.Arrays;

/**
 * The members that may be among the best. One is dropped when so many others are certainly better.
 * Keeps its arrays between questions; not thread-safe.
 */
final class Contenders {

  private static final int LEAST_CAPACITY = 1024;

  private RankBound bound = new RankBound(Metric.POTENTIAL, 1, false);
  private int wanted = 1;
  private int count;
  private int limit;
  private double threshold;
  private long[] places = new long[LEAST_CAPACITY];
  private double[] values = new double[LEAST_CAPACITY];
  private long[] frequencies = new long[LEAST_CAPACITY];
  private double[] lowers = new double[LEAST_CAPACITY];

  /** Starts anew: keeps at least the best {@code wanted} by {@code bound}. */
  void reset(RankBound newBound, int newWanted) {
    bound = newBound;
    wanted = newWanted;
    count = 0;
    limit = Math.max(LEAST_CAPACITY, 4 * newWanted);
    threshold = Double.NEGATIVE_INFINITY;
  }

  /** Whether a member with this upper bound still matters. */
  boolean admits(double value) {
    return value + bound.tolerance(value) >= threshold;
  }

  /**
   * Adds a member.
   *
   * @param total frequency of all members seen so far, this one included
   */
  void add(long place, double value, long frequency, long total) {
    if (count == limit) {
      prune(total);
      limit = Math.max(limit, 2 * count);
    }
    if (count == places.length) {
      int length = Math.min(2 * places.length, Math.max(limit, 2 * LEAST_CAPACITY));
      length = Math.max(length, count + 1);
      places = Arrays.copyOf(places, length);
      values = Arrays.copyOf(values, length);
      frequencies = Arrays.copyOf(frequencies, length);
    }
    places[count] = place;
    values[count] = value;
    frequencies[count++] = frequency;
  }

  void addAll(Contenders others, long total) {
    for (int i = 0; i < others.count; i++) {
      if (admits(others.values[i])) {
        add(others.places[i], others.values[i], others.frequencies[i], total);
      }
    }
  }

  /**
   * Drops those that cannot be among the best, given that the ensemble's frequency is at least
   * this.
   */
  void prune(long total) {
    if (count <= wanted) {
      return;
    }
    if (lowers.length < count) {
      lowers = new double[places.length];
    }
    for (int i = 0; i < count; i++) {
      lowers[i] = bound.lower(values[i], frequencies[i], total);
    }
    Arrays.sort(lowers, 0, count);
    threshold = Math.max(threshold, lowers[count - wanted]);
    int kept = 0;
    for (int i = 0; i < count; i++) {
      if (admits(values[i])) {
        places[kept] = places[i];
        values[kept] = values[i];
        frequencies[kept++] = frequencies[i];
      }
    }
    count = kept;
  }

  int count() {
    return count;
  }

  long place(int index) {
    return places[index];
  }
}
