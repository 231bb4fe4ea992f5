package dev.kato.recall.base;

import java.util.Arrays;

/** Distinct numbers with their counts, in order of first occurrence. Not thread-safe. */
public final class IntCounts {

  /** So few that comparing all with all is faster than a table. */
  private static final int FEW = 12;

  /** By value its index. */
  private NumberTable table = new NumberTable(32);

  private int[] values = new int[32];
  private int[] counts = new int[32];
  private int size;

  /** Whether what is held is not in the table. */
  private boolean few;

  public void clear() {
    table.clear();
    size = 0;
    few = false;
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
    few = true;
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
    int known = find(value);
    if (known >= 0) {
      counts[known]++;
      return;
    }
    if (size == values.length) {
      grow();
    }
    values[size] = value;
    counts[size] = 1;
    table.put(hash(value), size++);
  }

  private static int hash(int value) {
    int mixed = value * 0x9E3779B1;
    return mixed ^ mixed >>> 16;
  }

  /** The index of a value, or {@link NumberTable#NONE}. */
  private int find(int value) {
    int slot = table.first(hash(value));
    int index = table.number(slot);
    while (index >= 0 && values[index] != value) {
      slot = table.after(slot);
      index = table.number(slot);
    }
    return index;
  }

  private void grow() {
    values = Arrays.copyOf(values, 2 * size);
    counts = Arrays.copyOf(counts, 2 * size);
    table = new NumberTable(2 * size);
    for (int i = 0; i < size; i++) {
      table.put(hash(values[i]), i);
    }
  }

  public int size() {
    return size;
  }

  /** The index of a value that is held. */
  public int indexOf(int value) {
    if (!few) {
      return find(value);
    }
    int index = 0;
    while (values[index] != value) {
      index++;
    }
    return index;
  }

  public int value(int index) {
    return values[index];
  }

  public int count(int index) {
    return counts[index];
  }

  /** How often {@code value} was added. */
  public int countOf(int value) {
    int index = find(value);
    return index < 0 ? 0 : counts[index];
  }
}
