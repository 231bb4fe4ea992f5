package dev.kato.recall.base;

import java.util.Arrays;

/** Distinct numbers with their counts, in order of first occurrence. Not thread-safe. */
public final class IntCounts {

  /** So few that comparing all with all is faster than a table. */
  private static final int FEW = 12;

  private int[] table = new int[64];
  private int[] values = new int[32];
  private int[] counts = new int[32];
  private int size;

  public void clear() {
    Arrays.fill(table, 0);
    size = 0;
  }

  /** Makes this hold just these; only to be listed. */
  public void setAll(int[] set, int from, int to) {
    if (to - from <= FEW) {
      setFew(set, from, to);
    } else {
      clear();
      addAll(set, from, to);
    }
  }

  private void setFew(int[] set, int from, int to) {
    size = 0;
    for (int i = from; i < to; i++) {
      int value = set[i];
      int at = 0;
      while (at < size && values[at] != value) {
        at++;
      }
      counts[at] = at == size ? 1 : counts[at] + 1;
      values[at] = value;
      size = Math.max(size, at + 1);
    }
  }

  public void addAll(int[] added, int from, int to) {
    for (int i = from; i < to; i++) {
      add(added[i]);
    }
  }

  private void add(int value) {
    int slot = slot(value);
    if (table[slot] != 0) {
      counts[table[slot] - 1]++;
      return;
    }
    if (size == values.length) {
      grow();
      slot = slot(value);
    }
    values[size] = value;
    counts[size++] = 1;
    table[slot] = size;
  }

  private int slot(int value) {
    int mask = table.length - 1;
    int mixed = value * 0x9E3779B1;
    int slot = (mixed ^ (mixed >>> 16)) & mask;
    while (table[slot] != 0 && values[table[slot] - 1] != value) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  private void grow() {
    values = Arrays.copyOf(values, 2 * size);
    counts = Arrays.copyOf(counts, 2 * size);
    table = new int[4 * size];
    for (int i = 0; i < size; i++) {
      table[slot(values[i])] = i + 1;
    }
  }

  public int size() {
    return size;
  }

  public int value(int index) {
    return values[index];
  }

  public int count(int index) {
    return counts[index];
  }

  /** How often {@code value} was added. */
  public int countOf(int value) {
    int index = table[slot(value)];
    return index == 0 ? 0 : counts[index - 1];
  }
}
