package dev.kato.recall.scan;

import dev.kato.recall.index.FutureKey;
import java.util.Arrays;

/** Tells, of most futures, that they are none of some. */
public final class FutureFilter {

  private static final int BITS = 13;
  private static final int MASK = (1 << BITS) - 1;

  /** By the hash of the last event and the number of symbols. */
  private final long[] ends = new long[(1 << BITS) / Long.SIZE];

  /** By the hash of all symbols. */
  private final long[] futures = new long[(1 << BITS) / Long.SIZE];

  private boolean empty = true;

  /** A filter that all futures pass. */
  public static FutureFilter everything() {
    FutureFilter filter = new FutureFilter();
    Arrays.fill(filter.ends, -1);
    Arrays.fill(filter.futures, -1);
    filter.empty = false;
    return filter;
  }

  /**
   * Lets a future pass.
   *
   * @param endHash of its last event
   * @param symbols its symbols lie at {@code from} to {@code to}
   */
  public void add(char endHash, int[] symbols, int from, int to) {
    set(ends, mix(endHash, to - from));
    set(futures, hash(symbols, from, to));
    empty = false;
  }

  /** Whether none pass. */
  public boolean isEmpty() {
    return empty;
  }

  /** Whether there is a future that ends like this and has so many symbols. */
  boolean admits(char endHash, int symbols) {
    return has(ends, mix(endHash, symbols));
  }

  /** Whether there may be a future of these symbols. */
  boolean admits(int[] symbols, int from, int to) {
    return has(futures, hash(symbols, from, to));
  }

  private static int mix(char endHash, int symbols) {
    return (endHash ^ symbols * 0x9E37) & MASK;
  }

  private static int hash(int[] symbols, int from, int to) {
    return FutureKey.hashInAnyOrder(symbols, from, to) & MASK;
  }

  private static void set(long[] bits, int index) {
    bits[index >>> 6] |= 1L << index;
  }

  private static boolean has(long[] bits, int index) {
    return (bits[index >>> 6] >>> index & 1) != 0;
  }
}
