package dev.kato.recall.base;

import java.util.Arrays;

/** The best of many by rank, ties by name: a heap with the worst on top. Not thread-safe. */
public final class TopK {

  private final ByName byName;
  private final int wanted;
  private long[] places = new long[16];
  private double[] ranks = new double[16];
  private int count;

  /** Orders places by the names of the patterns there. */
  public interface ByName {
    int compare(long a, long b);
  }

  public TopK(int wanted, ByName byName) {
    this.wanted = wanted;
    this.byName = byName;
  }

  public void offer(long place, double rank) {
    if (count < wanted) {
      if (count == places.length) {
        places = Arrays.copyOf(places, 2 * count);
        ranks = Arrays.copyOf(ranks, 2 * count);
      }
      places[count] = place;
      ranks[count] = rank;
      rise(count++);
    } else if (isWorse(ranks[0], places[0], rank, place)) {
      places[0] = place;
      ranks[0] = rank;
      sink(count);
    }
  }

  /** The best first; ends the use of this. */
  public long[] places() {
    for (int end = count - 1; end > 0; end--) {
      swap(0, end);
      sink(end);
    }
    return Arrays.copyOf(places, count);
  }

  private boolean isWorse(double rank, long place, double otherRank, long other) {
    int byRank = Double.compare(rank, otherRank);
    return byRank < 0 || (byRank == 0 && byName.compare(place, other) > 0);
  }

  private boolean isWorse(int a, int b) {
    return isWorse(ranks[a], places[a], ranks[b], places[b]);
  }

  private void rise(int from) {
    int at = from;
    while (at > 0 && isWorse(at, (at - 1) / 2)) {
      swap(at, (at - 1) / 2);
      at = (at - 1) / 2;
    }
  }

  private void sink(int end) {
    int at = 0;
    int child = 1;
    while (child < end) {
      if (child + 1 < end && isWorse(child + 1, child)) {
        child++;
      }
      if (!isWorse(child, at)) {
        return;
      }
      swap(at, child);
      at = child;
      child = 2 * at + 1;
    }
  }

  private void swap(int a, int b) {
    long place = places[a];
    places[a] = places[b];
    places[b] = place;
    double rank = ranks[a];
    ranks[a] = ranks[b];
    ranks[b] = rank;
  }
}
