package dev.kato.recall.scan;

import dev.kato.recall.index.Posting;

/**
 * A member of an ensemble in one long: the number of the pattern in its part, how many symbols
 * match, and how many come after the present. Of patterns that are {@linkplain #fits short enough},
 * as all are that are indexed.
 */
final class PackedMember {

  /** Lengths up to and including {@link Posting#LONGEST}. */
  private static final int LENGTH_BITS = Posting.POSITION_BITS + 1;

  private static final int LENGTH_MASK = (1 << LENGTH_BITS) - 1;

  private PackedMember() {}

  /** Whether members that have so many symbols can be packed. */
  static boolean fits(int length) {
    return length <= Posting.LONGEST;
  }

  static long of(int pattern, int matches, int future) {
    assert pattern >= 0 && fits(matches) && fits(future) : pattern + " " + matches + " " + future;
    return (long) pattern << 2 * LENGTH_BITS | (long) matches << LENGTH_BITS | future;
  }

  static int pattern(long member) {
    return (int) (member >>> 2 * LENGTH_BITS);
  }

  static int matches(long member) {
    return (int) (member >>> LENGTH_BITS) & LENGTH_MASK;
  }

  /** Symbols after the present. */
  static int future(long member) {
    return (int) member & LENGTH_MASK;
  }
}
