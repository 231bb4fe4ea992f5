package dev.kato.recall;

/**
 * {@link BlockMatcher} for the case that every symbol is in the state only once: the block search
 * then sees nothing but pairs of a position in the pattern and the one in the state. Not
 * thread-safe.
 */
final class PairMatcher {

  /** Most pairs. */
  static final int MOST = 64;

  private final int[] inPattern = new int[MOST];
  private final int[] inState = new int[MOST];
  private int count;
  private int matches;
  private int blocks;
  private int first;
  private int last;

  void clear() {
    count = 0;
  }

  /** Adds a pair; pairs come by ascending position in the pattern. */
  void add(int patternPosition, int statePosition) {
    inPattern[count] = patternPosition;
    inState[count++] = statePosition;
  }

  /** Adds a pair in any order. */
  void insert(int patternPosition, int statePosition) {
    int at = count++;
    while (at > 0 && inPattern[at - 1] > patternPosition) {
      inPattern[at] = inPattern[at - 1];
      inState[at] = inState[at - 1];
      at--;
    }
    inPattern[at] = patternPosition;
    inState[at] = statePosition;
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

  /** Finds the blocks of the pairs added since {@link #clear}. */
  void match() {
    matches = 0;
    blocks = 0;
    first = Integer.MAX_VALUE;
    last = -1;
    match(0, count, 0, Integer.MAX_VALUE);
  }

  private void match(int from, int to, int stateFrom, int stateTo) {
    int best = 0;
    int bestEnd = 0;
    int run = 0;
    for (int i = from; i < to; i++) {
      int state = inState[i];
      if (state < stateFrom || state >= stateTo) {
        run = 0;
        continue;
      }
      boolean follows =
          run > 0 && inPattern[i] == inPattern[i - 1] + 1 && state == inState[i - 1] + 1;
      run = follows ? run + 1 : 1;
      if (run > best) {
        best = run;
        bestEnd = i + 1;
      }
    }
    if (best == 0) {
      return;
    }
    int start = bestEnd - best;
    matches += best;
    blocks++;
    first = Math.min(first, inPattern[start]);
    last = Math.max(last, inPattern[bestEnd - 1]);
    if (start > from && inState[start] > stateFrom) {
      match(from, start, stateFrom, inState[start]);
    }
    if (bestEnd < to) {
      match(bestEnd, to, inState[bestEnd - 1] + 1, stateTo);
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
