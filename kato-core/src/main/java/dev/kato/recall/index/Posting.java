package dev.kato.recall.index;

/**
 * One occurrence of a symbol in a block, in an int that is not negative: the number of the pattern
 * and the position in it. Ints compare as the patterns do, then the positions.
 */
public final class Posting {

  public static final int POSITION_BITS = 13;

  /** Longest pattern all of whose positions fit. */
  public static final int LONGEST = 1 << POSITION_BITS;

  /** Most patterns of a block. */
  public static final int MOST_PATTERNS = 1 << Integer.SIZE - 1 - POSITION_BITS;

  private Posting() {}

  public static int of(int pattern, int position) {
    assert pattern >= 0 && pattern < MOST_PATTERNS : pattern;
    assert position >= 0 && position < LONGEST : position;
    return pattern << POSITION_BITS | position;
  }

  public static int pattern(int posting) {
    return posting >>> POSITION_BITS;
  }

  public static int position(int posting) {
    return posting & LONGEST - 1;
  }
}
