package dev.kato.recall.align;

/**
 * A position in a pattern and one in the state that hold the same symbol, in {@value #BITS} bits.
 * Several follow a leading 1 in a long, in the order in which they were added.
 */
public final class Pair {

  private static final int POSITION_BITS = 5;

  /** Positions below this fit. */
  public static final int POSITIONS = 1 << POSITION_BITS;

  static final int BITS = 2 * POSITION_BITS;

  /** Most pairs of a long: the leading 1 is never its sign. */
  public static final int MOST = (Long.SIZE - 2) / BITS;

  /** A long without a pair. */
  public static final long NONE = 1;

  private Pair() {}

  public static int of(int inPattern, int inState) {
    assert inPattern >= 0 && inPattern < POSITIONS : inPattern;
    assert inState >= 0 && inState < POSITIONS : inState;
    return inPattern << POSITION_BITS | inState;
  }

  public static int inPattern(int pair) {
    return pair >>> POSITION_BITS & POSITIONS - 1;
  }

  public static int inState(int pair) {
    return pair & POSITIONS - 1;
  }

  /** These pairs, fewer than {@link #MOST}, and one more. */
  public static long append(long pairs, int pair) {
    assert pairs >= NONE && pairs < withCount(MOST) : pairs;
    return pairs << BITS | pair;
  }

  /** The pair that was added {@code index}-th, from 0, of {@code count} in all. */
  public static int get(long pairs, int count, int index) {
    return (int) (pairs >>> (count - 1 - index) * BITS);
  }

  /** The least long with so many pairs. */
  public static long withCount(int count) {
    assert count <= MOST : count;
    return NONE << BITS * count;
  }

  /** How many pairs there are in a long with so many leading zeros. */
  public static int count(int leadingZeros) {
    return (Long.SIZE - 1 - leadingZeros) / BITS;
  }
}
