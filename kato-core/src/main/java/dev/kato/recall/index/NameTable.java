package dev.kato.recall.index;

import dev.kato.recall.base.NumberTable;
import java.util.Arrays;

/** Pattern numbers by name; names are hashes already. */
final class NameTable {

  private final NumberTable patterns;

  /** A table for at most {@code count} names. */
  NameTable(int count) {
    patterns = new NumberTable(count);
  }

  void insert(int pattern, byte[] names) {
    patterns.put(hash(names, pattern * Block.NAME_BYTES), pattern);
  }

  int find(byte[] name, byte[] names) {
    int slot = patterns.first(hash(name, 0));
    int pattern = patterns.number(slot);
    while (pattern >= 0 && !isName(name, names, pattern * Block.NAME_BYTES)) {
      slot = patterns.after(slot);
      pattern = patterns.number(slot);
    }
    return pattern;
  }

  private static boolean isName(byte[] name, byte[] names, int from) {
    return Arrays.equals(name, 0, Block.NAME_BYTES, names, from, from + Block.NAME_BYTES);
  }

  private static int hash(byte[] names, int at) {
    return (names[at] & 0xFF)
        | (names[at + 1] & 0xFF) << 8
        | (names[at + 2] & 0xFF) << 16
        | names[at + 3] << 24;
  }

  long heapBytes() {
    return patterns.heapBytes();
  }
}
