package dev.kato.recall.scan;

import dev.kato.recall.align.Pair;
import dev.kato.recall.index.Posting;
import java.util.Arrays;

/**
 * The matching pairs of some neighbouring patterns, collected from postings, and the patterns then
 * sorted by how many they have, so that each kind is decided in a loop of its own. Keeps its arrays
 * between questions; not thread-safe.
 *
 * <p>The pairs of a pattern are packed by {@link Pair} in the order in which they were collected.
 */
final class PairWindow {

  /** Most patterns of a window all of which are looked at: they fit a core's nearest cache. */
  static final int DENSE = 1 << 11;

  /** Most patterns of a window few of which have a pair. */
  static final int SPARSE = 1 << 13;

  /** Most pairs of a pattern that are kept; beyond that it just has many. */
  static final int MOST = Pair.MOST;

  /** The kind of the patterns that have more. */
  static final int MANY = MOST + 1;

  private static final long FULL = Pair.withCount(MOST);
  private static final long OVERFLOW = Long.MIN_VALUE;

  /** By number of leading zeros the number of pairs. */
  private static final byte[] KINDS = new byte[Long.SIZE];

  static {
    for (int zeros = 0; zeros < Long.SIZE; zeros++) {
      KINDS[zeros] = (byte) (zeros == 0 ? MANY : Pair.count(zeros));
    }
  }

  private final long[] pairs = new long[SPARSE];
  private final int[] touched = new int[SPARSE + 1];
  private final int[][] kinds = new int[MANY + 1][SPARSE + 1];
  private final int[] counts = new int[MANY + 1];
  private int touchedCount;
  private int first;

  PairWindow() {
    Arrays.fill(pairs, Pair.NONE);
  }

  /** Starts anew, with the patterns from {@code firstPattern}. */
  void begin(int firstPattern) {
    assert Arrays.stream(pairs).allMatch(own -> own == Pair.NONE) : firstPattern;
    first = firstPattern;
    touchedCount = 0;
    Arrays.fill(counts, 0);
  }

  /** Collects the pairs of some postings of one symbol. */
  void collect(int[] postings, int from, int to, int statePosition) {
    long[] found = pairs;
    int base = first;
    for (int i = from; i < to; i++) {
      int posting = postings[i];
      int slot = Posting.pattern(posting) - base;
      found[slot] = append(found[slot], posting, statePosition);
    }
  }

  /** The same where few patterns have a pair: notes which. */
  void collectFew(int[] postings, int from, int to, int statePosition) {
    long[] found = pairs;
    int[] noted = touched;
    int base = first;
    int count = touchedCount;
    for (int i = from; i < to; i++) {
      int posting = postings[i];
      int slot = Posting.pattern(posting) - base;
      long before = found[slot];
      noted[count] = slot;
      count += before == Pair.NONE ? 1 : 0;
      found[slot] = append(before, posting, statePosition);
    }
    touchedCount = count;
  }

  /** Positions that do not fit do not matter: then pairs are only counted. */
  private static long append(long before, int posting, int statePosition) {
    if (before < 0 || before >= FULL) {
      return OVERFLOW;
    }
    int inPattern = Posting.position(posting) & Pair.POSITIONS - 1;
    return Pair.append(before, Pair.of(inPattern, statePosition));
  }

  /** Sorts all {@code count} patterns by kind. */
  void sortAll(int count) {
    for (int slot = 0; slot < count; slot++) {
      sort(slot);
    }
  }

  /** Sorts those that {@link #collectFew} noted. */
  void sortFew() {
    for (int i = 0; i < touchedCount; i++) {
      sort(touched[i]);
    }
  }

  private void sort(int slot) {
    int kind = KINDS[Long.numberOfLeadingZeros(pairs[slot])];
    kinds[kind][counts[kind]++] = slot;
  }

  /**
   * Lists, of the first {@code count} patterns or of those that {@link #collectFew} noted, the ones
   * that have at least {@code least} pairs, as if they had many.
   */
  void choose(boolean dense, int count, int least) {
    long fewest = least < MANY ? Pair.withCount(least) : Long.MAX_VALUE;
    int[] chosen = kinds[MANY];
    int total = 0;
    int candidates = dense ? count : touchedCount;
    for (int i = 0; i < candidates; i++) {
      int slot = dense ? i : touched[i];
      long own = pairs[slot];
      chosen[total] = slot;
      total += own < 0 || own >= fewest ? 1 : 0;
    }
    counts[MANY] = total;
  }

  /** How many patterns have {@code kind} pairs. */
  int count(int kind) {
    return counts[kind];
  }

  /** The number of the {@code index}-th pattern of a kind. */
  int pattern(int kind, int index) {
    return first + kinds[kind][index];
  }

  /** Its pairs; without meaning if they are many. */
  long pairs(int kind, int index) {
    return pairs[kinds[kind][index]];
  }

  /** To be called before the next {@link #begin}, if all were sorted. */
  void clearAll(int count) {
    Arrays.fill(pairs, 0, count, Pair.NONE);
  }

  /** To be called before the next {@link #begin}, if few were sorted. */
  void clearFew() {
    for (int i = 0; i < touchedCount; i++) {
      pairs[touched[i]] = Pair.NONE;
    }
  }
}
