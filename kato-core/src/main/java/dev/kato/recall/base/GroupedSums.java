package dev.kato.recall.base;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Many sums as {@link ExactSum} makes them, by a number from 0 each. One whose terms have a single
 * denominator, and a numerator that fits a long, as most have, takes no object. Not thread-safe.
 */
public final class GroupedSums {

  private static final int NUMERATOR = 1;
  private static final int STRIDE = 2;

  /** By sum, its denominator, 0 while there is no term, and its numerator. */
  private long[] plain = new long[STRIDE * 32];

  /** The whole sum, once it is no longer a plain one. Shorter than there are sums, or as long. */
  private @Nullable ExactSum[] exact = {};

  /** Makes room for sums of numbers below this. */
  public void makeRoom(int sums) {
    if (STRIDE * sums > plain.length) {
      plain = Arrays.copyOf(plain, STRIDE * sums);
    }
  }

  /**
   * Adds {@code factor} &middot; {@code times} / {@code denominator}, none of them negative, the
   * last not 0, to a sum there is room for.
   */
  public void add(int sum, long factor, long times, long denominator) {
    assert (factor | times) >= 0 && denominator > 0 : factor + " * " + times + " / " + denominator;
    int at = STRIDE * sum;
    long numerator = plain[at + NUMERATOR] + factor * times;
    boolean first = plain[at] == 0;
    if ((first || plain[at] == denominator)
        && numerator >= 0
        && Math.multiplyHigh(factor, times) == 0
        && factor * times >= 0
        && !isExact(sum)) {
      plain[at] = denominator;
      plain[at + NUMERATOR] = numerator;
    } else {
      exact(sum).add(factor, times, denominator);
    }
  }

  private boolean isExact(int sum) {
    return sum < exact.length && exact[sum] != null;
  }

  /** The sum as an object, which it is from now on. */
  private ExactSum exact(int sum) {
    if (sum >= exact.length) {
      exact = Arrays.copyOf(exact, plain.length / STRIDE);
    }
    ExactSum known = exact[sum];
    if (known == null) {
      known = new ExactSum();
      int at = STRIDE * sum;
      if (plain[at] != 0) {
        known.add(plain[at + NUMERATOR], 1, plain[at]);
      }
      plain[at] = 1;
      exact[sum] = known;
    }
    return known;
  }

  /** Adds to a sum what is the {@code other}-th of others, if anything was added to that. */
  public void add(int sum, GroupedSums others, int other) {
    if (others.isExact(other)) {
      exact(sum).add(others.exact(other));
    } else if (others.plain[STRIDE * other] != 0) {
      int at = STRIDE * other;
      add(sum, others.plain[at + NUMERATOR], 1, others.plain[at]);
    }
  }

  /** The sum, rounded as {@link ExactSum#value()} is. */
  public double value(int sum) {
    if (isExact(sum)) {
      return exact(sum).value();
    }
    int at = STRIDE * sum;
    return plain[at] == 0 ? 0 : (double) plain[at + NUMERATOR] / plain[at];
  }
}
