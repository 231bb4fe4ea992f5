package dev.kato.recall;

import java.util.Arrays;

/**
 * The same search as {@link BlockMatcher} does, but over the pairs of equal symbols, of which there
 * are few: a position in the pattern and one in the state each. Not thread-safe.
 */
final class PairMatcher {

  private int[] inPattern = new int[64];
  private int[] inState = new int[64];
  private int[] runs = new int[64];
  private int count;
  private int matches;
  private int blocks;
  private int first;
  private int last;

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

  private boolean isAfter(int pair, int patternPosition, int statePosition) {
    return inPattern[pair] > patternPosition
        || (inPattern[pair] == patternPosition && inState[pair] > statePosition);
  }

  int count() {
    return count;
  }

  int patternPosition(int pair) {
    return inPattern[pair];
  }

  int statePosition(int pair) {
    return inState[pair];
  }

  /** Finds the blocks of the pairs added since {@link #clear}, of which there is one at least. */
  void match() {
    matches = 0;
    blocks = 0;
    first = Integer.MAX_VALUE;
    last = -1;
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
      while (inPattern[before] < inPattern[i] - 1) {
        before++;
      }
      int run = 1;
      for (int j = before; inPattern[j] < inPattern[i]; j++) {
        if (inState[j] == state - 1) {
          run = runs[j] + 1;
        }
      }
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
    matches += length;
    blocks++;
    first = Math.min(first, patternStart);
    last = Math.max(last, patternEnd);
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
    if (right < to && stateEnd + 1 < stateTo) {
      match(right, to, stateEnd + 1, stateTo);
    }
  }

  int matches() {
    return matches;
  }

  int blocks() {
    return blocks;
  }

  /** Position in the pattern of the first match. */
  int first() {
    return first;
  }

  /** Position in the pattern of the last match. */
  int last() {
    return last;
  }
}
