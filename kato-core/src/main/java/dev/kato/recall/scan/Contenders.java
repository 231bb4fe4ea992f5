package dev.kato.recall.scan;

import dev.kato.model.Metric;
import dev.kato.recall.base.HeapBytes;
import dev.kato.recall.base.IntPair;
import java.util.Arrays;

/**
 * The members that may be among the best. One is dropped when so many others are certainly better.
 * Keeps its arrays between questions; not thread-safe.
 */
public final class Contenders {

  private static final int LEAST_CAPACITY = 256;

  /** Arrays for more than this many are not worth keeping. */
  private static final int MOST_KEPT = 1 << 12;

  private RankBound bound = new RankBound(Metric.POTENTIAL, 1, false);
  private int wanted = 1;
  private int count;
  private int limit;
  private double threshold;

  /** The threshold, less what rounding may blur. */
  private double least;

  private long[] places = new long[LEAST_CAPACITY];
  private long[] matches = new long[LEAST_CAPACITY];
  private long[] presents = new long[LEAST_CAPACITY];
  private double[] values = new double[LEAST_CAPACITY];
  private long[] frequencies = new long[LEAST_CAPACITY];
  private double[] lowers = new double[LEAST_CAPACITY];

  /** Starts anew: keeps at least the best {@code wanted} by {@code bound}. */
  void reset(RankBound newBound, int newWanted) {
    bound = newBound;
    wanted = newWanted;
    count = 0;
    limit = Math.max(LEAST_CAPACITY, 2 * newWanted);
    threshold = Double.NEGATIVE_INFINITY;
    least = Double.NEGATIVE_INFINITY;
  }

  /** Lets go of what was found, and of arrays that have become large. */
  void giveBack() {
    count = 0;
    if (places.length > MOST_KEPT) {
      places = new long[LEAST_CAPACITY];
      matches = new long[LEAST_CAPACITY];
      presents = new long[LEAST_CAPACITY];
      values = new double[LEAST_CAPACITY];
      frequencies = new long[LEAST_CAPACITY];
      lowers = new double[LEAST_CAPACITY];
    }
  }

  long heapBytes() {
    return 5 * HeapBytes.longs(places.length) + HeapBytes.longs(lowers.length);
  }

  /** Whether a member with this upper bound still matters. */
  boolean admits(double value) {
    return value >= least;
  }

  /**
   * Adds a member.
   *
   * @param place the index of its part and its number there, an {@link IntPair}
   * @param match its matches and its blocks, likewise
   * @param present where its present begins and ends, likewise
   * @param total frequency of all members seen so far, this one included, or less
   */
  void add(long place, long match, long present, double value, long frequency, long total) {
    assert admits(value) && frequency > 0 && frequency <= total : value;
    if (count == limit) {
      prune(total);
      limit = Math.max(limit, 2 * count);
    }
    if (count == places.length) {
      int length = Math.min(2 * places.length, Math.max(limit, 2 * LEAST_CAPACITY));
      length = Math.max(length, count + 1);
      places = Arrays.copyOf(places, length);
      matches = Arrays.copyOf(matches, length);
      presents = Arrays.copyOf(presents, length);
      values = Arrays.copyOf(values, length);
      frequencies = Arrays.copyOf(frequencies, length);
    }
    places[count] = place;
    matches[count] = match;
    presents[count] = present;
    values[count] = value;
    frequencies[count++] = frequency;
  }

  void addAll(Contenders others, long total) {
    for (int i = 0; i < others.count; i++) {
      if (admits(others.values[i])) {
        add(
            others.places[i],
            others.matches[i],
            others.presents[i],
            others.values[i],
            others.frequencies[i],
            total);
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
    least = threshold - 2 * bound.tolerance(threshold);
    int kept = 0;
    for (int i = 0; i < count; i++) {
      if (admits(values[i])) {
        places[kept] = places[i];
        matches[kept] = matches[i];
        presents[kept] = presents[i];
        values[kept] = values[i];
        frequencies[kept++] = frequencies[i];
      }
    }
    assert kept >= wanted : kept;
    count = kept;
  }

  /**
   * Whether a member may have this rank, given what is known of it. For assertions.
   *
   * @param total frequency of the ensemble
   */
  public boolean allows(int index, double rank, long total) {
    double value = values[index];
    return rank <= value + bound.tolerance(value)
        && rank >= bound.lower(value, frequencies[index], total);
  }

  public int count() {
    return count;
  }

  public long place(int index) {
    return places[index];
  }

  public long frequency(int index) {
    return frequencies[index];
  }

  public int matches(int index) {
    return IntPair.first(matches[index]);
  }

  public int blocks(int index) {
    return IntPair.second(matches[index]);
  }

  public int presentFrom(int index) {
    return IntPair.first(presents[index]);
  }

  public int presentTo(int index) {
    return IntPair.second(presents[index]);
  }
}
