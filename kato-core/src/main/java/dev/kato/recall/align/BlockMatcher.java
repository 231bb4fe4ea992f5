package dev.kato.recall.align;

import dev.kato.recall.base.Budget;
import java.util.Arrays;

/**
 * The matching blocks of Ratcliff and Obershelp: the longest run of equal symbols, of several the
 * one that starts earliest in the pattern, then earliest in the state; then the same to the left
 * and to the right of it. Keeps its arrays between calls; not thread-safe.
 */
public final class BlockMatcher {

  private static final int UNMATCHED = -1;

  private final RunSearch search;
  private final Budget budget;
  private int[] partners = new int[32];
  private int matches;
  private int blocks;
  private int first;
  private int last;

  public BlockMatcher(Budget budget) {
    this(new RunSearch(), budget);
  }

  /** With a search of its own, so that small tests get everywhere. */
  BlockMatcher(RunSearch search, Budget budget) {
    this.search = search;
    this.budget = budget;
  }

  /** Aligns the two; the other methods tell the result until the next call. */
  public void align(int[] pattern, int[] state) {
    align(pattern, 0, pattern.length, state);
  }

  /** Aligns the {@code length} symbols from index {@code from} of an array with the state. */
  public void align(int[] symbols, int from, int length, int[] state) {
    budget.spend(length);
    prepare(length);
    if (search.isFor(length, state.length)) {
      search.match(symbols, from, 0, length, state, 0, state.length, partners, budget);
    } else {
      SharedText text = SharedText.of(symbols, from, length, state, budget);
      new LevelMatcher(text, search, budget).match(partners);
    }
    countBlocks(length);
  }

  /** Number of matched symbols. */
  public int matches() {
    return matches;
  }

  /** Number of blocks; blocks that touch in both count as one. */
  public int blocks() {
    return blocks;
  }

  /** Position in the pattern of the first matched symbol; undefined without one. */
  public int first() {
    return first;
  }

  /** Position in the pattern of the last matched symbol; undefined without one. */
  public int last() {
    return last;
  }

  /** Positions in the pattern and in the state of the matched symbols, in order. */
  public Alignment result(int patternLength) {
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

  private void prepare(int patternLength) {
    if (partners.length < patternLength) {
      partners = new int[Math.max(patternLength, 2 * partners.length)];
    }
    Arrays.fill(partners, 0, patternLength, UNMATCHED);
    matches = 0;
    blocks = 0;
  }

  private void countBlocks(int patternLength) {
    int previous = UNMATCHED - 1;
    last = UNMATCHED;
    for (int i = 0; i < patternLength; i++) {
      if (partners[i] != UNMATCHED) {
        assert last < 0 || partners[i] > partners[last] : i;
        first = last < 0 ? i : first;
        last = i;
        matches++;
        blocks += partners[i] == previous + 1 ? 0 : 1;
      }
      previous = partners[i] == UNMATCHED ? UNMATCHED - 1 : partners[i];
    }
  }
}
