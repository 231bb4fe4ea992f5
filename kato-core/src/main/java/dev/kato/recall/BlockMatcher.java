package dev.kato.recall;

import java.util.Arrays;

/**
 * The matching blocks of Ratcliff and Obershelp: the longest run of equal symbols, of several the
 * one that starts earliest in the pattern, then earliest in the state; then the same to the left
 * and to the right of it. Keeps its arrays between calls; not thread-safe.
 */
final class BlockMatcher {

  private static final int UNMATCHED = -1;

  /** Up to so many pairs of positions all are compared: no preparation pays. */
  private static final int FEW_CELLS = 1 << 12;

  /** The same if there are at most so many positions on one side. */
  private static final int FEW_SYMBOLS = 8;

  private int[] partners = new int[32];
  private int[] lengths = new int[32];
  private int[] pending = new int[64];
  private int pendingCount;
  private int offset;
  private int matches;
  private int blocks;
  private int first;
  private int last;

  private int bestLength;
  private int bestInPattern;
  private int bestInState;

  /** Aligns the two; the other methods tell the result until the next call. */
  void align(int[] pattern, int[] state) {
    align(pattern, 0, pattern.length, state);
  }

  /** Aligns the {@code length} symbols from index {@code from} of an array with the state. */
  void align(int[] symbols, int from, int length, int[] state) {
    offset = from;
    prepare(length, state.length);
    if (isSmall(length, state.length)) {
      push(0, length, 0, state.length);
      matchPending(symbols, state);
    } else {
      matchLong(symbols, from, length, state);
    }
    countBlocks(length);
  }

  /** Whether looking at each pair of positions, once per block, is as good a way as any. */
  private static boolean isSmall(int inPattern, int inState) {
    return (long) inPattern * inState <= FEW_CELLS || Math.min(inPattern, inState) <= FEW_SYMBOLS;
  }

  private void matchLong(int[] symbols, int from, int length, int[] state) {
    LevelMatcher.Rest small =
        new LevelMatcher.Rest() {
          @Override
          public boolean wants(int patternFrom, int patternTo, int stateFrom, int stateTo) {
            return isSmall(patternTo - patternFrom, stateTo - stateFrom);
          }

          @Override
          public void match(int patternFrom, int patternTo, int stateFrom, int stateTo) {
            push(patternFrom, patternTo, stateFrom, stateTo);
            matchPending(symbols, state);
          }
        };
    new LevelMatcher(symbols, from, length, state, partners, small).match();
  }

  private void matchPending(int[] symbols, int[] state) {
    while (pendingCount > 0) {
      int stateTo = pending[--pendingCount];
      int stateFrom = pending[--pendingCount];
      int patternTo = pending[--pendingCount];
      int patternFrom = pending[--pendingCount];
      findLongest(symbols, patternFrom, patternTo, state, stateFrom, stateTo);
      if (bestLength > 0) {
        for (int i = 0; i < bestLength; i++) {
          partners[bestInPattern + i] = bestInState + i;
        }
        int patternEnd = bestInPattern + bestLength;
        int stateEnd = bestInState + bestLength;
        push(patternFrom, bestInPattern, stateFrom, bestInState);
        push(patternEnd, patternTo, stateEnd, stateTo);
      }
    }
  }

  /** Number of matched symbols. */
  int matches() {
    return matches;
  }

  /** Number of blocks; blocks that touch in both count as one. */
  int blocks() {
    return blocks;
  }

  /** Position in the pattern of the first matched symbol; undefined without one. */
  int first() {
    return first;
  }

  /** Position in the pattern of the last matched symbol; undefined without one. */
  int last() {
    return last;
  }

  /** Positions in the pattern and in the state of the matched symbols, in order. */
  Alignment result(int patternLength) {
    int[] inPattern = new int[matches];
    int[] inState = new int[matches];
    int next = 0;
    for (int i = 0; i < patternLength; i++) {
      if (partners[i] != UNMATCHED) {
        inPattern[next] = i;
        inState[next++] = partners[i];
      }
    }
    return new Alignment(inPattern, inState, blocks);
  }

  private void prepare(int patternLength, int stateLength) {
    if (partners.length < patternLength) {
      partners = new int[Math.max(patternLength, 2 * partners.length)];
    }
    if (lengths.length <= stateLength) {
      lengths = new int[Math.max(stateLength + 1, 2 * lengths.length)];
    }
    Arrays.fill(partners, 0, patternLength, UNMATCHED);
    matches = 0;
    blocks = 0;
    pendingCount = 0;
  }

  private void push(int patternFrom, int patternTo, int stateFrom, int stateTo) {
    if (patternFrom == patternTo || stateFrom == stateTo) {
      return;
    }
    if (pendingCount + 4 > pending.length) {
      pending = Arrays.copyOf(pending, 2 * pending.length);
    }
    pending[pendingCount++] = patternFrom;
    pending[pendingCount++] = patternTo;
    pending[pendingCount++] = stateFrom;
    pending[pendingCount++] = stateTo;
  }

  /** {@code lengths[j + 1]} is the length of the run that ends before here, at state position j. */
  private void findLongest(
      int[] symbols, int patternFrom, int patternTo, int[] state, int stateFrom, int stateTo) {
    bestLength = 0;
    Arrays.fill(lengths, stateFrom, stateTo + 1, 0);
    for (int i = patternFrom; i < patternTo; i++) {
      int symbol = symbols[offset + i];
      for (int j = stateTo - 1; j >= stateFrom; j--) {
        int length = state[j] == symbol ? lengths[j] + 1 : 0;
        lengths[j + 1] = length;
        if (length > 0 && isBetter(length, i - length + 1, j - length + 1)) {
          bestLength = length;
          bestInPattern = i - length + 1;
          bestInState = j - length + 1;
        }
      }
    }
  }

  private boolean isBetter(int length, int inPattern, int inState) {
    return length > bestLength
        || (length == bestLength && inPattern == bestInPattern && inState < bestInState);
  }

  private void countBlocks(int patternLength) {
    int previous = UNMATCHED - 1;
    last = UNMATCHED;
    for (int i = 0; i < patternLength; i++) {
      if (partners[i] != UNMATCHED) {
        first = last < 0 ? i : first;
        last = i;
        matches++;
        blocks += partners[i] == previous + 1 ? 0 : 1;
      }
      previous = partners[i] == UNMATCHED ? UNMATCHED - 1 : partners[i];
    }
  }
}
