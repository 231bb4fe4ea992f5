package dev.kato.recall;

import java.util.Arrays;

/**
 * The large arrays a scan works in, kept from one question to the next so that none is made per
 * pattern. Used by one thread at a time.
 */
final class Buffers {

  /** Members beyond this many are not worth keeping memory for. */
  private static final int KEPT = 1 << 21;

  /** What {@link #pairs} holds for a pattern without pairs. */
  static final long NO_PAIR = 1;

  private final Contenders contenders = new Contenders();
  private final PairMemo memo = new PairMemo();
  private long[] members = new long[1024];
  private long[] pairs = {};
  private int[] touched = {};

  Contenders contenders() {
    return contenders;
  }

  PairMemo memo() {
    return memo;
  }

  long[] members() {
    return members;
  }

  void keep(long[] grown) {
    if (grown.length <= KEPT) {
      members = grown;
    }
  }

  /** One entry per pattern of a block, all {@link #NO_PAIR}; to be left so. */
  long[] pairs(int patterns) {
    if (pairs.length < patterns) {
      pairs = new long[Integer.highestOneBit(Math.max(1024, patterns) * 2 - 1)];
      Arrays.fill(pairs, NO_PAIR);
    }
    return pairs;
  }

  /** Room for the numbers of all patterns of a block. */
  int[] touched(int patterns) {
    if (touched.length < patterns) {
      touched = new int[patterns];
    }
    return touched;
  }
}
