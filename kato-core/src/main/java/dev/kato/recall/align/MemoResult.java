package dev.kato.recall.align;

/**
 * What {@link PairMemo} finds, in an int that is not negative: how many pairs match, in how many
 * blocks, and which of the pairs that were given, counted from 0, are the first and the last in the
 * pattern that match.
 */
public final class MemoResult {

  private static final int FIELD_BITS = 4;
  private static final int MASK = (1 << FIELD_BITS) - 1;

  /** For pairs of which there are too many. */
  static final int UNKNOWN = -1;

  private MemoResult() {}

  static int of(int matches, int blocks, int first, int last) {
    assert (matches | blocks | first | last) >>> FIELD_BITS == 0
        : matches + " " + blocks + " " + first + " " + last;
    return ((matches << FIELD_BITS | blocks) << FIELD_BITS | first) << FIELD_BITS | last;
  }

  public static int matches(int result) {
    return result >>> 3 * FIELD_BITS & MASK;
  }

  public static int blocks(int result) {
    return result >>> 2 * FIELD_BITS & MASK;
  }

  public static int first(int result) {
    return result >>> FIELD_BITS & MASK;
  }

  public static int last(int result) {
    return result & MASK;
  }
}
