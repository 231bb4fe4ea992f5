package dev.kato.recall.symbols;

import dev.kato.recall.base.HeapBytes;
import java.util.Arrays;

/**
 * Numbers the distinct symbols of a block, in ascending order of id. Where they are many among all
 * ids a bitmap with counts finds one in a step; else they are searched in a sorted array.
 */
public final class SymbolDirectory {

  /** A bitmap and its counts take 6 bytes for 32 ids, a sorted array 4 bytes for each symbol. */
  private static final int IDS_PER_SYMBOL = 16;

  /** Sorted, or empty where the bitmap is used. */
  private final int[] sorted;

  private final int[] bitmap;

  /** For each word of the bitmap the bits in all words before it. */
  private final int[] before;

  private SymbolDirectory(int[] sorted, int[] bitmap, int[] before) {
    this.sorted = sorted;
    this.bitmap = bitmap;
    this.before = before;
  }

  /**
   * A directory.
   *
   * @param symbols ascending ids
   */
  public static SymbolDirectory of(int[] symbols) {
    int ids = symbols.length == 0 ? 0 : symbols[symbols.length - 1] + 1;
    if (symbols.length < ids / IDS_PER_SYMBOL) {
      return new SymbolDirectory(symbols, new int[0], new int[0]);
    }
    int[] bitmap = new int[(ids + 31) >>> 5];
    for (int symbol : symbols) {
      bitmap[symbol >>> 5] |= 1 << symbol;
    }
    int[] before = new int[bitmap.length];
    for (int word = 1; word < bitmap.length; word++) {
      before[word] = before[word - 1] + Integer.bitCount(bitmap[word - 1]);
    }
    return new SymbolDirectory(new int[0], bitmap, before);
  }

  /** The number of a symbol, negative if it does not occur. */
  public int indexOf(int symbol) {
    if (sorted.length > 0) {
      return Arrays.binarySearch(sorted, symbol);
    }
    int word = symbol >>> 5;
    if (word >= bitmap.length || (bitmap[word] >>> symbol & 1) == 0) {
      return -1;
    }
    return before[word] + Integer.bitCount(bitmap[word] & ~(-1 << symbol));
  }

  public long heapBytes() {
    return HeapBytes.ints(sorted) + HeapBytes.ints(bitmap) + HeapBytes.ints(before);
  }
}
