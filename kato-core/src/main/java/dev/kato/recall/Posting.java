package dev.kato.recall;

/**
 * One occurrence of a symbol in a block, in an int that is not negative: the number of the pattern
 * and the position in it. Ints compare as the patterns do, then the positions.
 */
final class Posting {

  static final int POSITION_BITS = 13;

  /** Longest pattern all of whose positions fit. */
  static final int LONGEST = 1 << POSITION_BITS;

  /** Most patterns of a block. */
  static final int MOST_PATTERNS = 1 << Integer.SIZE - 1 - POSITION_BITS;

  private Posting() {}

  static int of(int pattern, int position) {
    assert pattern >= 0 && pattern < MOST_PATTERNS : pattern;
    assert position >= 0 && position < LONGEST : position;
    return pattern << POSITION_BITS | position;
  }

  static int pattern(int posting) {
    return posting >>> POSITION_BITS;
  }

  static int position(int posting) {
    return posting & LONGEST - 1;
  }
}
