package dev.kato.recall.align;

import java.util.Arrays;
import java.util.Objects;

/**
 * {@link PairMatcher} for few pairs of positions below 32, which keeps its results. The search sees
 * only in which order pairs lie and which of them touch, so the same few cases come up again and
 * again, whatever the question. Not thread-safe.
 *
 * <p>A case is a number: a {@link MemoEntry} for each pair, in the order of one of the two
 * sequences; positions in the other are counted so that gaps are one wide. A result is a {@link
 * MemoResult}.
 */
public final class PairMemo {

  /** Most pairs of a case. */
  public static final int MOST = MemoEntry.MOST;

  private static final int TABLE_BITS = 12;

  private final Table byState = new Table();
  private final Table byPattern = new Table();

  /**
   * Good for one state only: positions there stand for themselves. Brings 25 % (ZIPF, 0.1) over
   * reading the patterns that have a symbol which the state repeats.
   */
  private final Table ofState = new Table();

  private boolean ofStateUsed;
  private final PairMatcher matcher = new PairMatcher();
  private final int[] spread = new int[MOST];

  private static final class Table {
    final long[] cases = new long[1 << TABLE_BITS];
    final int[] results = new int[1 << TABLE_BITS];

    int slot(long pairs) {
      return (int) (pairs * 0x9E3779B97F4A7C15L >>> Long.SIZE - TABLE_BITS);
    }
  }

  /**
   * The result for pairs as {@link Pair} packs them, ordered by position in the state; the state
   * has each of the symbols once.
   *
   * @param patterns the positions in the pattern, one bit each
   */
  public int matchByState(long packed, int count, int patterns) {
    int runs = patterns & ~(patterns << 1);
    long pairs = 1;
    int before = -MemoEntry.FARTHER;
    for (int i = 0; i < count; i++) {
      int pair = Pair.get(packed, count, i);
      int place = place(patterns, runs, Pair.inPattern(pair));
      int position = Pair.inState(pair);
      int step = Math.min(MemoEntry.FARTHER, position - before);
      pairs = MemoEntry.append(pairs, step, place);
      before = position;
    }
    int slot = byState.slot(pairs);
    if (byState.cases[slot] != pairs) {
      byState.results[slot] = computeByState(pairs, count);
      byState.cases[slot] = pairs;
    }
    return byState.results[slot];
  }

  /**
   * A position among others, counted so that gaps are one wide.
   *
   * @param positions one bit each
   * @param runs those of them that have no neighbour below
   */
  private static int place(int positions, int runs, int position) {
    int below = (1 << position) - 1;
    return Integer.bitCount(positions & below) + Integer.bitCount(runs & (below << 1 | 1));
  }

  private int computeByState(long pairs, int count) {
    matcher.clear();
    int position = 0;
    for (int i = 0; i < count; i++) {
      int entry = MemoEntry.get(pairs, count, i);
      position += MemoEntry.step(entry);
      spread[i] = MemoEntry.place(entry);
      matcher.add(spread[i], position);
    }
    return result(count);
  }

  /** Forgets what is good for one state only. */
  public void begin() {
    if (ofStateUsed) {
      Arrays.fill(ofState.cases, 0);
      ofStateUsed = false;
    }
  }

  /** As {@link #matchByState}, of a state that has symbols of the pairs again. */
  public int matchOfState(long packed, int count, int patterns, StateSymbols stateSymbols) {
    int runs = patterns & ~(patterns << 1);
    long pairs = Pair.NONE;
    for (int i = 0; i < count; i++) {
      int pair = Pair.get(packed, count, i);
      int place = place(patterns, runs, Pair.inPattern(pair));
      pairs = Pair.append(pairs, Pair.of(place, Pair.inState(pair)));
    }
    int slot = ofState.slot(pairs);
    if (ofState.cases[slot] != pairs) {
      ofState.results[slot] = computeOfState(pairs, count, stateSymbols);
      ofState.cases[slot] = pairs;
      ofStateUsed = true;
    }
    return ofState.results[slot];
  }

  private int computeOfState(long pairs, int count, StateSymbols stateSymbols) {
    matcher.clear();
    for (int i = 0; i < count; i++) {
      int pair = Pair.get(pairs, count, i);
      spread[i] = Pair.inPattern(pair);
      matcher.addAll(spread[i], Pair.inState(pair), stateSymbols);
    }
    return result(count);
  }

  /**
   * The result for the pairs of a pattern with the state, in the order of the pattern.
   *
   * @param inPattern positions in the pattern, ascending
   * @param inState the first positions in the state of the symbols there
   * @return {@link MemoResult#UNKNOWN} if there are more than {@link #MOST} pairs
   */
  public int match(int[] inPattern, int[] inState, int count, StateSymbols stateSymbols) {
    int states = 0;
    int total = 0;
    for (int i = 0; i < count; i++) {
      for (int at = inState[i]; at >= 0; at = stateSymbols.again(at)) {
        states |= 1 << at;
        total++;
      }
    }
    return total > MOST
        ? MemoResult.UNKNOWN
        : find(inPattern, inState, count, states, stateSymbols);
  }

  private int find(
      int[] inPattern, int[] inState, int count, int states, StateSymbols stateSymbols) {
    int runs = states & ~(states << 1);
    long pairs = 1;
    int before = -MemoEntry.FARTHER;
    for (int i = 0; i < count; i++) {
      int step = Math.min(MemoEntry.FARTHER, inPattern[i] - before);
      before = inPattern[i];
      for (int at = inState[i]; at >= 0; at = stateSymbols.again(at)) {
        pairs = MemoEntry.append(pairs, step, place(states, runs, at));
        step = 0;
      }
    }
    int slot = byPattern.slot(pairs);
    if (byPattern.cases[slot] != pairs) {
      byPattern.results[slot] = computeByPattern(pairs);
      byPattern.cases[slot] = pairs;
    }
    return byPattern.results[slot];
  }

  private int computeByPattern(long pairs) {
    int total = MemoEntry.count(pairs);
    matcher.clear();
    int position = 0;
    int count = 0;
    for (int i = 0; i < total; i++) {
      int entry = MemoEntry.get(pairs, total, i);
      int step = MemoEntry.step(entry);
      position += step;
      if (step > 0) {
        spread[count++] = position;
      }
      matcher.add(position, MemoEntry.place(entry));
    }
    return result(count);
  }

  private int result(int count) {
    matcher.match();
    int first = indexOf(matcher.first(), count);
    int last = indexOf(matcher.last(), count);
    return MemoResult.of(matcher.matches(), matcher.blocks(), first, last);
  }

  private int indexOf(int position, int count) {
    int index = 0;
    while (spread[index] != position) {
      index = Objects.checkIndex(index + 1, count);
    }
    return index;
  }
}
