package dev.kato.recall.base;

import java.util.Arrays;

/**
 * Small numbers by hash, by open addressing; whoever keeps them knows what they stand for. For one
 * thread that puts, while any may look: a number that is put meanwhile is found or not.
 *
 * <pre>
 *   for (int slot = table.first(hash); ; slot = table.after(slot)) {
 *     int number = table.number(slot);
 *     if (number == NumberTable.NONE || number stands for what is sought) {
 *       return number;
 *     }
 *   }
 * </pre>
 */
public final class NumberTable {

  /** What is in a slot without a number: what is sought is not there. */
  public static final int NONE = -1;

  private static final int LEAST_ROOM = 4;

  /** Numbers plus one, or 0. At most two thirds are taken; of a power of two, half. */
  private final int[] slots;

  /** An empty table with room for so many numbers. */
  public NumberTable(int most) {
    slots = new int[2 * Integer.highestOneBit(Math.max(LEAST_ROOM, most + most / 2))];
  }

  /** Where to look first for what has this hash, whose lower bits count. */
  public int first(int hash) {
    return hash & slots.length - 1;
  }

  /** Where to look next. */
  public int after(int slot) {
    return slot + 1 & slots.length - 1;
  }

  /** The number in a slot, or {@link #NONE}. */
  public int number(int slot) {
    return slots[slot] - 1;
  }

  /** Puts a number that is not there yet; there must be room. */
  public void put(int hash, int number) {
    assert number >= 0 : number;
    int slot = first(hash);
    while (slots[slot] != 0) {
      slot = after(slot);
    }
    slots[slot] = number + 1;
  }

  /** Takes all numbers out. */
  public void clear() {
    Arrays.fill(slots, 0);
  }

  public long heapBytes() {
    return HeapBytes.ints(slots);
  }
}
