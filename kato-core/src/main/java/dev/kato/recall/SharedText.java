package dev.kato.recall;

import java.util.Arrays;

/**
 * A pattern, an end mark and a state as one text of small numbers, in which all symbols that only
 * one of the two has are alike, but others in the pattern than in the state.
 *
 * @param symbols the text
 * @param largest its symbols are 0 to this
 */
@SuppressWarnings("ArrayRecordComponent")
record SharedText(int[] symbols, int largest) {

  private static final int END_OF_PATTERN = 0;
  private static final int ONLY_IN_PATTERN = 1;
  private static final int ONLY_IN_STATE = 2;
  private static final int FIRST_SHARED = 3;

  /**
   * The text of a pattern and a state.
   *
   * @param from where the pattern's symbols lie
   */
  static SharedText of(int[] pattern, int from, int length, int[] state) {
    int[] known = distinct(state);
    boolean[] shared = new boolean[known.length];
    int[] text = new int[length + 1 + state.length];
    for (int i = 0; i < length; i++) {
      int index = Arrays.binarySearch(known, pattern[from + i]);
      text[i] = index < 0 ? ONLY_IN_PATTERN : FIRST_SHARED + index;
      if (index >= 0) {
        shared[index] = true;
      }
    }
    text[length] = END_OF_PATTERN;
    for (int i = 0; i < state.length; i++) {
      int index = Arrays.binarySearch(known, state[i]);
      text[length + 1 + i] = shared[index] ? FIRST_SHARED + index : ONLY_IN_STATE;
    }
    return new SharedText(text, FIRST_SHARED + known.length);
  }

  private static int[] distinct(int[] symbols) {
    int[] sorted = symbols.clone();
    Arrays.sort(sorted);
    int count = 0;
    for (int i = 0; i < sorted.length; i++) {
      if (i == 0 || sorted[i] != sorted[i - 1]) {
        sorted[count++] = sorted[i];
      }
    }
    return Arrays.copyOf(sorted, count);
  }

  /** Whether both have the symbol at this position. */
  boolean isShared(int position) {
    return symbols[position] >= FIRST_SHARED;
  }
}
