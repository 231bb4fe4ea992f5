package dev.kato.recall.align;

import java.util.Arrays;

/**
 * The same search as {@link BlockMatcher} does, but over the pairs of equal symbols, of which there
 * are few: a position in the pattern and one in the state each. Not thread-safe.
 */
public final class PairMatcher {

  /** Pairs beyond which the search does not recurse. */
  private static final int MOST = 1000;

  private int[] inPattern = new int[64];
  private int[] inState = new int[64];
  private int[] runs = new int[64];
  private int count;

  /** The blocks in order: where each begins in the pattern and in the state, and its length. */
  private int[] found = new int[3 * 16];

  private int matches;
  private int blocks;

  void clear() {
    count = 0;
  }

  /** Adds a pair in any order. */
  void add(int patternPosition, int statePosition) {
    if (count == inPattern.length) {
      inPattern = Arrays.copyOf(inPattern, 2 * count);
      inState = Arrays.copyOf(inState, 2 * count);
      runs = Arrays.copyOf(runs, 2 * count);
    }
    int at = count++;
    while (at > 0 && isAfter(at - 1, patternPosition, statePosition)) {
      inPattern[at] = inPattern[at - 1];
      inState[at] = inState[at - 1];
      at--;
    }
    inPattern[at] = patternPosition;
    inState[at] = statePosition;
  }

  /**
   * Adds the pairs of a symbol of the pattern with all its occurrences in the state.
   *
   * @param first the first of them
   */
  void addAll(int patternPosition, int first, StateSymbols stateSymbols) {
    for (int position = first; position >= 0; position = stateSymbols.again(position)) {
      add(patternPosition, position);
    }
  }

  /**
   * Sets the pairs to those of a pattern with a state.
   *
   * @param symbols those of the pattern lie at {@code from} to {@code to}
   * @return whether they are few enough for a search
   */
  public boolean find(int[] symbols, int from, int to, StateSymbols stateSymbols) {
    clear();
    for (int i = from; i < to; i++) {
      int first = stateSymbols.position(symbols[i]);
      if (first >= 0) {
        if (count + stateSymbols.multiplicity(first) > MOST) {
          return false;
        }
        addAll(i - from, first, stateSymbols);
      }
    }
    return true;
  }

  private boolean isAfter(int pair, int patternPosition, int statePosition) {
    return inPattern[pair] > patternPosition
        || (inPattern[pair] == patternPosition && inState[pair] > statePosition);
  }

  public int count() {
    return count;
  }

  /** Finds the blocks of the pairs there are. */
  public void match() {
    matches = 0;
    blocks = 0;
    match(0, count, 0, Integer.MAX_VALUE);
  }

  /** Pairs are sorted, so the first of the longest runs is the one that starts first. */
  private void match(int from, int to, int stateFrom, int stateTo) {
    int best = 0;
    int bestEnd = 0;
    int before = from;
    for (int i = from; i < to; i++) {
      int state = inState[i];
      if (state < stateFrom || state >= stateTo) {
        runs[i] = 0;
        continue;
      }
      // The pair that this one may continue is the later the later this one is.
      while (!isAfter(before, inPattern[i] - 1, state - 2)) {
        before++;
      }
      boolean continues = inPattern[before] == inPattern[i] - 1 && inState[before] == state - 1;
      int run = continues ? runs[before] + 1 : 1;
      runs[i] = run;
      if (run > best) {
        best = run;
        bestEnd = i;
      }
    }
    if (best > 0) {
      take(from, to, stateFrom, stateTo, best, bestEnd);
    }
  }

  private void take(int from, int to, int stateFrom, int stateTo, int length, int end) {
    int patternEnd = inPattern[end];
    int patternStart = patternEnd - length + 1;
    int stateEnd = inState[end];
    int stateStart = stateEnd - length + 1;
    int left = end;
    while (left > from && inPattern[left - 1] >= patternStart) {
      left--;
    }
    int right = end + 1;
    while (right < to && inPattern[right] == patternEnd) {
      right++;
    }
    if (left > from && stateStart > stateFrom) {
      match(from, left, stateFrom, stateStart);
    }
    keep(patternStart, stateStart, length);
    if (right < to && stateEnd + 1 < stateTo) {
      match(right, to, stateEnd + 1, stateTo);
    }
  }

  private void keep(int patternStart, int stateStart, int length) {
    if (3 * blocks == found.length) {
      found = Arrays.copyOf(found, 2 * found.length);
    }
    found[3 * blocks] = patternStart;
    found[3 * blocks + 1] = stateStart;
    found[3 * blocks + 2] = length;
    blocks++;
    matches += length;
  }

  public int matches() {
    return matches;
  }

  public int blocks() {
    return blocks;
  }

  /** Position in the pattern of the first match. */
  public int first() {
    return found[0];
  }

  /** Position in the pattern of the last match. */
  public int last() {
    return found[3 * blocks - 3] + found[3 * blocks - 1] - 1;
  }

  /** All matches. */
  public Alignment result() {
    int[] patternPositions = new int[matches];
    int[] statePositions = new int[matches];
    int next = 0;
    for (int block = 0; block < blocks; block++) {
      for (int i = 0; i < found[3 * block + 2]; i++) {
        patternPositions[next] = found[3 * block] + i;
        statePositions[next++] = found[3 * block + 1] + i;
      }
    }
    return new Alignment(patternPositions, statePositions, blocks);
  }
}
