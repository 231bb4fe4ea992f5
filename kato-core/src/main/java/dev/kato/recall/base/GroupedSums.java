package dev.kato.recall.base;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Many sums as {@link ExactSum} makes them, by a number from 0 each. One whose terms have a single
 * denominator, as most have, takes no object. Not thread-safe.
 */
public final class GroupedSums {

  /** While all terms of a sum have one denominator: that, and the numerator of 128 bits. */
  private long[] denominators = new long[32];

  private long[] highs = new long[32];
  private long[] lows = new long[32];

  /** The whole sum, once its terms have several. */
  private @Nullable ExactSum[] several = new @Nullable ExactSum[32];

  /** Adds {@code factor} &middot; {@code times} / {@code denominator}, which is positive. */
  public void add(int sum, long factor, long times, long denominator) {
    addNumerator(sum, Math.multiplyHigh(factor, times), factor * times, denominator);
  }

  private void addNumerator(int sum, long high, long low, long denominator) {
    if (sum >= denominators.length) {
      grow(Math.max(sum + 1, 2 * denominators.length));
    }
    ExactSum exact = several[sum];
    if (exact == null && denominators[sum] != 0 && denominators[sum] != denominator) {
      exact = new ExactSum();
      exact.addNumerator(highs[sum], lows[sum], denominators[sum]);
      several[sum] = exact;
    }
    if (exact != null) {
      exact.addNumerator(high, low, denominator);
    } else {
      long total = lows[sum] + low;
      denominators[sum] = denominator;
      highs[sum] += high + Int128.carry(total, low);
      lows[sum] = total;
    }
  }

  private void grow(int capacity) {
    denominators = Arrays.copyOf(denominators, capacity);
    highs = Arrays.copyOf(highs, capacity);
    lows = Arrays.copyOf(lows, capacity);
    several = Arrays.copyOf(several, capacity);
  }

  /** Adds to a sum what is the {@code other}-th of others. */
  public void add(int sum, GroupedSums others, int other) {
    ExactSum exact = others.several[other];
    if (exact == null) {
      addNumerator(sum, others.highs[other], others.lows[other], others.denominators[other]);
    } else {
      exact.forEach((high, low, denominator) -> addNumerator(sum, high, low, denominator));
    }
  }

  /** The sum, rounded as {@link ExactSum#value()} is; something must have been added to it. */
  public double value(int sum) {
    ExactSum exact = several[sum];
    return exact == null
        ? Int128.toDouble(highs[sum], lows[sum]) / denominators[sum]
        : exact.value();
  }
}
