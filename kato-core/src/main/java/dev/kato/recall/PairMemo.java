package dev.kato.recall;

/**
 * {@link PairMatcher} for up to six pairs packed in one number. The search sees only the order of
 * the positions in the state and which pairs are neighbours in the pattern, so the same few cases
 * come up again and again; their results are kept, whatever question they came up in. Only for
 * pairs whose symbols the state has once. Not thread-safe.
 */
final class PairMemo {

  private static final int SLOTS = 1 << 13;
  private static final int BITS = 5;
  private static final int MASK = (1 << BITS) - 1;

  private final long[] keys = new long[SLOTS];
  private final int[] results = new int[SLOTS];
  private final int[] pairs = new int[6];
  private final PairMatcher matcher = new PairMatcher();
  private int count;

  /**
   * Unpacks pairs, each a position in the pattern and one in the state of five bits, after a
   * leading 1, and sorts them by position in the pattern.
   *
   * @return one bit for each position in the state
   */
  int sort(long packed) {
    int states = 0;
    count = 0;
    for (long rest = packed; rest > 1; rest >>>= 2 * BITS) {
      int pair = (int) rest & ((1 << 2 * BITS) - 1);
      states |= 1 << (pair & MASK);
      int at = count++;
      while (at > 0 && pairs[at - 1] > pair) {
        pairs[at] = pairs[at - 1];
        at--;
      }
      pairs[at] = pair;
    }
    return states;
  }

  int count() {
    return count;
  }

  int patternPosition(int pair) {
    return pairs[pair] >>> BITS;
  }

  int statePosition(int pair) {
    return pairs[pair] & MASK;
  }

  /** The result for the pairs that were sorted last. */
  int match() {
    long key = 1;
    int before = Integer.MIN_VALUE;
    for (int i = 0; i < count; i++) {
      int position = pairs[i] >>> BITS;
      key = key << (BITS + 1) | (position == before + 1 ? 1 << BITS : 0) | (pairs[i] & MASK);
      before = position;
    }
    int slot = (int) ((key * 0x9E3779B97F4A7C15L) >>> 51);
    if (keys[slot] != key) {
      keys[slot] = key;
      results[slot] = compute();
    }
    return results[slot];
  }

  private int compute() {
    matcher.clear();
    for (int i = 0; i < count; i++) {
      matcher.add(patternPosition(i), statePosition(i));
    }
    matcher.match();
    int first = 0;
    while (patternPosition(first) != matcher.first()) {
      first++;
    }
    int last = count - 1;
    while (patternPosition(last) != matcher.last()) {
      last--;
    }
    return matcher.matches() << 12 | matcher.blocks() << 8 | first << 4 | last;
  }

  static int matches(int result) {
    return result >>> 12;
  }

  static int blocks(int result) {
    return result >>> 8 & 0xF;
  }

  /** Which of the sorted pairs is the first that matches. */
  static int first(int result) {
    return result >>> 4 & 0xF;
  }

  /** Which of the sorted pairs is the last that matches. */
  static int last(int result) {
    return result & 0xF;
  }
}
