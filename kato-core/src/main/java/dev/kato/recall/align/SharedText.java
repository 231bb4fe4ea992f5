package dev.kato.recall.align;

import dev.kato.recall.base.Budget;
import java.util.Arrays;

/**
 * A pattern, an end mark and a state as one text of small numbers. Symbols that only one of the two
 * has are alike, but others in the pattern than in the state, and neighbours of these become one:
 * the text is no longer than what can match makes it.
 */
final class SharedText {

  private static final int END_OF_PATTERN = 0;
  private static final int ONLY_IN_PATTERN = 1;
  private static final int ONLY_IN_STATE = 2;
  private static final int FIRST_SHARED = 3;

  private final int[] symbols;

  /** By position in the text the one in the pattern or in the state. */
  private final int[] origins;

  private final int patternLength;
  private final int largest;

  private SharedText(int[] symbols, int[] origins, int patternLength, int largest) {
    this.symbols = symbols;
    this.origins = origins;
    this.patternLength = patternLength;
    this.largest = largest;
  }

  /**
   * The text of a pattern and a state.
   *
   * @param from where the pattern's {@code length} symbols lie
   */
  static SharedText of(int[] pattern, int from, int length, int[] state, Budget budget) {
    budget.spend(4L * (length + (long) state.length));
    int to = from + length;
    boolean byPattern = length < state.length;
    int[] known = byPattern ? distinct(pattern, from, to) : distinct(state, 0, state.length);
    boolean[] shared =
        byPattern ? areIn(known, state, 0, state.length) : areIn(known, pattern, from, to);
    int[] text = new int[length + 1 + state.length];
    int[] origins = new int[text.length];
    int end = append(text, origins, 0, known, shared, ONLY_IN_PATTERN, pattern, from, to);
    text[end] = END_OF_PATTERN;
    int all = append(text, origins, end + 1, known, shared, ONLY_IN_STATE, state, 0, state.length);
    return new SharedText(
        Arrays.copyOf(text, all), Arrays.copyOf(origins, all), end, FIRST_SHARED + known.length);
  }

  private static int[] distinct(int[] symbols, int from, int to) {
    int[] sorted = Arrays.copyOfRange(symbols, from, to);
    Arrays.sort(sorted);
    int count = 0;
    for (int i = 0; i < sorted.length; i++) {
      if (i == 0 || sorted[i] != sorted[i - 1]) {
        sorted[count++] = sorted[i];
      }
    }
    return Arrays.copyOf(sorted, count);
  }

  private static boolean[] areIn(int[] known, int[] symbols, int from, int to) {
    boolean[] found = new boolean[known.length];
    for (int i = from; i < to; i++) {
      int index = Arrays.binarySearch(known, symbols[i]);
      if (index >= 0) {
        found[index] = true;
      }
    }
    return found;
  }

  /** Returns where what was appended ends. */
  private static int append(
      int[] text,
      int[] origins,
      int at,
      int[] known,
      boolean[] shared,
      int only,
      int[] symbols,
      int from,
      int to) {
    int next = at;
    for (int i = from; i < to; i++) {
      int index = Arrays.binarySearch(known, symbols[i]);
      boolean isShared = index >= 0 && shared[index];
      if (isShared || next == at || text[next - 1] != only) {
        text[next] = isShared ? FIRST_SHARED + index : only;
        origins[next++] = i - from;
      }
    }
    return next;
  }

  int[] symbols() {
    return symbols;
  }

  /** Symbols are 0 to this. */
  int largest() {
    return largest;
  }

  /** Where the pattern ends. */
  int patternEnd() {
    return patternLength;
  }

  /** Where the state begins. */
  int stateStart() {
    return patternLength + 1;
  }

  int length() {
    return symbols.length;
  }

  /** Whether both have the symbol at this position. */
  boolean isShared(int position) {
    return symbols[position] >= FIRST_SHARED;
  }

  /** The position in the pattern or in the state. */
  int origin(int position) {
    return origins[position];
  }
}
