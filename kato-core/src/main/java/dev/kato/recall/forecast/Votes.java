package dev.kato.recall.forecast;

import dev.kato.recall.base.Int128;
import java.util.Arrays;

/**
 * Sums of votes by number of an outcome. A vote is a whole number of 2<sup>-30</sup>, so that sums
 * are exact and do not depend on an order. A number is two: so many 2<sup>60</sup>, and the rest.
 */
final class Votes {

  /** A weight of 1. */
  private static final double ONE = 0x1p30;

  private static final int LOW_BITS = 60;
  private static final double HIGH_UNIT = 0x1p60;

  /** Before another rest could overflow it, a sum of rests is carried over. */
  private static final long FULL = 1L << 62;

  /** What {@link #rest} leaves of a number. */
  private static final long LOW_MASK = (1L << LOW_BITS) - 1;

  private long[] low;

  /** Empty until a sum needs it: most weights are small. */
  private long[] high = {};

  Votes(int capacity) {
    low = new long[capacity];
  }

  /** A weight, rounded to a whole number of votes. */
  static double whole(double weight) {
    return Math.rint(weight * ONE);
  }

  /** A whole number of votes as a weight. */
  static double weightOf(double whole) {
    return whole / ONE;
  }

  /** The nearest weight that is a whole number of votes. */
  static double rounded(double weight) {
    return whole(weight) / ONE;
  }

  /** The upper part of a whole number of votes. */
  static long high(double whole) {
    return whole < HIGH_UNIT ? 0 : (long) (whole / HIGH_UNIT);
  }

  /** The rest of it. */
  static long low(double whole) {
    return whole < HIGH_UNIT ? (long) whole : (long) (whole - high(whole) * HIGH_UNIT);
  }

  /** What is too much for a rest: how many upper units it is. */
  static long carried(long sum) {
    return sum >> LOW_BITS;
  }

  /** The rest of it then. */
  static long rest(long sum) {
    return sum & LOW_MASK;
  }

  /** A whole number of votes as a weight. */
  static double weight(long high, long low) {
    if (high == 0) {
      return low / ONE;
    }
    return new Int128(high >> Long.SIZE - LOW_BITS, high << LOW_BITS).plus(low).toDouble() / ONE;
  }

  /** Makes room for outcomes below this number. */
  void reserve(int outcomes) {
    if (outcomes > low.length) {
      low = Arrays.copyOf(low, Math.max(outcomes, 2 * low.length));
      if (high.length > 0) {
        high = Arrays.copyOf(high, low.length);
      }
    }
  }

  /** Adds votes, which may be negative as long as the sum in the end is not. */
  void add(int outcome, long moreHigh, long moreLow) {
    long sum = low[outcome] + moreLow;
    if (sum >= FULL || moreHigh != 0) {
      carry(outcome, moreHigh + carried(sum));
      sum = rest(sum);
    }
    low[outcome] = sum;
  }

  private void carry(int outcome, long more) {
    if (high.length == 0) {
      high = new long[low.length];
    }
    high[outcome] += more;
  }

  long high(int outcome) {
    return high.length == 0 ? 0 : high[outcome];
  }

  long low(int outcome) {
    return low[outcome];
  }

  /** The sum as a weight, rounded once. */
  double weight(int outcome) {
    return weight(high(outcome), low[outcome]);
  }

  boolean isZero(int outcome) {
    return low[outcome] == 0 && high(outcome) == 0;
  }

  /** The exact sum of all, rounded once. */
  double total(int outcomes) {
    long allHigh = 0;
    long allLow = 0;
    for (int outcome = 0; outcome < outcomes; outcome++) {
      allLow += rest(low[outcome]);
      allHigh += high(outcome) + carried(low[outcome]) + carried(allLow);
      allLow = rest(allLow);
    }
    return weight(allHigh, allLow);
  }

  /** Sets the sum of an outcome back. */
  void clear(int outcome) {
    low[outcome] = 0;
    if (high.length > 0) {
      high[outcome] = 0;
    }
  }

  /** Sets the sums of all outcomes below this number back. */
  void clearAll(int outcomes) {
    Arrays.fill(low, 0, Math.min(outcomes, low.length), 0);
    Arrays.fill(high, 0, Math.min(outcomes, high.length), 0);
  }

  int capacity() {
    return low.length + high.length;
  }
}
