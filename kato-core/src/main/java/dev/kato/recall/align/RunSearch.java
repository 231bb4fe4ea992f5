package dev.kato.recall.align;

import dev.kato.recall.base.Budget;
import java.util.Arrays;

/**
 * Finds blocks by looking at each pair of positions, once per block: no other way is as fast for
 * small ranges. Keeps its arrays between calls; not thread-safe.
 */
final class RunSearch {

  /** Up to so many pairs of positions it is the better way. */
  private static final int FEW_CELLS = 1 << 12;

  /** The same if there are at most so many positions on one side. */
  private static final int FEW_SYMBOLS = 8;

  private final int fewCells;
  private final int fewSymbols;
  private int[] lengths = new int[32];
  private int[] pending = new int[64];
  private int pendingCount;
  private int bestLength;
  private int bestInPattern;
  private int bestInState;

  RunSearch() {
    this(FEW_CELLS, FEW_SYMBOLS);
  }

  /** With limits of its own, so that small tests get everywhere. */
  RunSearch(int fewCells, int fewSymbols) {
    this.fewCells = fewCells;
    this.fewSymbols = fewSymbols;
  }

  /** Whether this is the better way for so many symbols of a pattern and of a state. */
  boolean isFor(int inPattern, int inState) {
    return (long) inPattern * inState <= fewCells || Math.min(inPattern, inState) <= fewSymbols;
  }

  /**
   * Finds all blocks between a piece of a pattern and one of a state.
   *
   * @param offset where the pattern begins in its array
   * @param partners by position in the pattern the one in the state; set for matches
   */
  void match(
      int[] pattern,
      int offset,
      int patternFrom,
      int patternTo,
      int[] state,
      int stateFrom,
      int stateTo,
      int[] partners,
      Budget budget) {
    pendingCount = 0;
    push(patternFrom, patternTo, stateFrom, stateTo);
    while (pendingCount > 0) {
      int toInState = pending[--pendingCount];
      int fromInState = pending[--pendingCount];
      int toInPattern = pending[--pendingCount];
      int fromInPattern = pending[--pendingCount];
      budget.spend((long) (toInPattern - fromInPattern) * (toInState - fromInState));
      findLongest(pattern, offset, fromInPattern, toInPattern, state, fromInState, toInState);
      if (bestLength > 0) {
        for (int i = 0; i < bestLength; i++) {
          partners[bestInPattern + i] = bestInState + i;
        }
        push(fromInPattern, bestInPattern, fromInState, bestInState);
        push(bestInPattern + bestLength, toInPattern, bestInState + bestLength, toInState);
      }
    }
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

  /**
   * {@code lengths[j + 1 - stateFrom]} is the length of the run that ends before here, at state
   * position j.
   */
  private void findLongest(
      int[] pattern,
      int offset,
      int patternFrom,
      int patternTo,
      int[] state,
      int stateFrom,
      int stateTo) {
    int width = stateTo - stateFrom;
    if (lengths.length <= width) {
      lengths = new int[Math.max(width + 1, 2 * lengths.length)];
    }
    bestLength = 0;
    Arrays.fill(lengths, 0, width + 1, 0);
    for (int i = patternFrom; i < patternTo; i++) {
      int symbol = pattern[offset + i];
      for (int j = width - 1; j >= 0; j--) {
        int length = state[stateFrom + j] == symbol ? lengths[j] + 1 : 0;
        lengths[j + 1] = length;
        if (length > 0 && isBetter(length, i - length + 1, stateFrom + j - length + 1)) {
          bestLength = length;
          bestInPattern = i - length + 1;
          bestInState = stateFrom + j - length + 1;
        }
      }
    }
  }

  private boolean isBetter(int length, int inPattern, int inState) {
    return length > bestLength
        || (length == bestLength && inPattern == bestInPattern && inState < bestInState);
  }
}
