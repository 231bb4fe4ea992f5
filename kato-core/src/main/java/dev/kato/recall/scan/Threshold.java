package dev.kato.recall.scan;

import java.util.Arrays;

/** The fewest matches with which a pattern of a given length reaches the recall threshold. */
public final class Threshold {

  private final double least;
  private final int stateLength;
  private int[] known = new int[64];

  public Threshold(double least, int stateLength) {
    this.least = least;
    this.stateLength = stateLength;
    Arrays.fill(known, -1);
  }

  /** By the same arithmetic as the similarity itself; 0 only for threshold 0. */
  int matches(int length) {
    if (length < known.length) {
      if (known[length] < 0) {
        known[length] = compute(length);
      }
      return known[length];
    }
    return compute(length);
  }

  private int compute(int length) {
    return (int) matches(least, length + (long) stateLength);
  }

  /**
   * The same for any lengths.
   *
   * @param least similarity that is to be reached
   * @param total of both lengths
   */
  public static long matches(double least, long total) {
    if (least == 0) {
      return 0;
    }
    long matches = Math.max(1, (long) (least * total / 2) - 1);
    while (2.0 * matches / total < least) {
      matches++;
    }
    assert matches == 1 || 2.0 * (matches - 1) / total < least : matches;
    return matches;
  }
}
