package dev.kato.recall.index;

import dev.kato.recall.base.Heap;
import java.util.Arrays;

/** Pattern numbers by name, by open addressing; names are hashes already. */
final class NameTable {

  private final int[] slots;

  /** A table for at most {@code count} names. */
  NameTable(int count) {
    slots = new int[Integer.highestOneBit(Math.max(4, count + count / 2)) * 2];
  }

  void insert(int pattern, byte[] names) {
    int slot = hash(names, pattern * Block.NAME_BYTES) & (slots.length - 1);
    while (slots[slot] != 0) {
      slot = (slot + 1) & (slots.length - 1);
    }
    slots[slot] = pattern + 1;
  }

  int find(byte[] name, byte[] names) {
    int slot = hash(name, 0) & (slots.length - 1);
    while (slots[slot] != 0) {
      int from = (slots[slot] - 1) * Block.NAME_BYTES;
      if (Arrays.equals(name, 0, Block.NAME_BYTES, names, from, from + Block.NAME_BYTES)) {
        return slots[slot] - 1;
      }
      slot = (slot + 1) & (slots.length - 1);
    }
    return -1;
  }

  private static int hash(byte[] names, int at) {
    return (names[at] & 0xFF)
        | (names[at + 1] & 0xFF) << 8
        | (names[at + 2] & 0xFF) << 16
        | names[at + 3] << 24;
  }

  long heapBytes() {
    return Heap.ints(slots);
  }
}
