package dev.kato.recall.align;

import dev.kato.recall.base.Budget;
import java.util.Arrays;

/**
 * The suffixes of a text of whole numbers in ascending order, and how many symbols neighbours in
 * that order have in common. Time and memory are linear whatever the text: sorting by induction
 * (Nong, Zhang and Chan, "Two efficient algorithms for linear time suffix array construction",
 * 2011) and the common prefixes by Kasai et al. (2001).
 */
final class SuffixArray {

  private final int[] text;
  private final int length;

  /** Of each suffix whether it comes before the one that begins a symbol later. */
  private final boolean[] ascends;

  /** Where in the order the suffixes begin that start with a symbol and do not ascend. */
  private final int[] descending;

  /** Where those that start with it and ascend begin. */
  private final int[] ascending;

  private final int[] suffixes;
  private final int[] next;
  private final Budget budget;

  private SuffixArray(int[] text, int largest, Budget budget) {
    this.text = text;
    this.budget = budget;
    length = text.length;
    ascends = new boolean[length];
    descending = new int[largest + 1];
    ascending = new int[largest + 1];
    next = new int[largest + 1];
    suffixes = new int[length];
  }

  /**
   * The positions at which the suffixes begin, in the order of the suffixes.
   *
   * @param largest the symbols are 0 to this
   */
  static int[] of(int[] text, int largest, Budget budget) {
    SuffixArray sorted = new SuffixArray(text, largest, budget);
    if (text.length > 0) {
      sorted.sort();
    }
    return sorted.suffixes;
  }

  private void sort() {
    count();
    int[] leftmost = leftmost();
    induce(leftmost, leftmost.length);
    if (leftmost.length > 1) {
      induce(sorted(leftmost), leftmost.length);
    }
  }

  private void count() {
    for (int i = length - 2; i >= 0; i--) {
      ascends[i] = text[i] == text[i + 1] ? ascends[i + 1] : text[i] < text[i + 1];
    }
    for (int i = 0; i < length; i++) {
      if (ascends[i]) {
        descending[text[i] + 1]++;
      } else {
        ascending[text[i]]++;
      }
    }
    for (int symbol = 0; symbol < ascending.length; symbol++) {
      ascending[symbol] += descending[symbol];
      if (symbol + 1 < ascending.length) {
        descending[symbol + 1] += ascending[symbol];
      }
    }
  }

  /** The suffixes that ascend and follow one that does not; at most every second does. */
  private int[] leftmost() {
    int[] found = new int[length / 2];
    int count = 0;
    for (int i = 1; i < length; i++) {
      if (isLeftmost(i)) {
        found[count++] = i;
      }
    }
    return Arrays.copyOf(found, count);
  }

  private boolean isLeftmost(int position) {
    return position > 0 && ascends[position] && !ascends[position - 1];
  }

  /** Puts all suffixes in the order that follows from that of the leftmost ones. */
  private void induce(int[] leftmost, int count) {
    Arrays.fill(suffixes, -1);
    System.arraycopy(ascending, 0, next, 0, next.length);
    for (int i = 0; i < count; i++) {
      suffixes[next[text[leftmost[i]]]++] = leftmost[i];
    }
    System.arraycopy(descending, 0, next, 0, next.length);
    suffixes[next[text[length - 1]]++] = length - 1;
    for (int i = 0; i < length; i++) {
      budget.spend(1);
      int before = suffixes[i] - 1;
      if (before >= 0 && !ascends[before]) {
        suffixes[next[text[before]]++] = before;
      }
    }
    System.arraycopy(descending, 0, next, 0, next.length);
    for (int i = length - 1; i >= 0; i--) {
      budget.spend(1);
      int before = suffixes[i] - 1;
      if (before >= 0 && ascends[before]) {
        suffixes[--next[text[before] + 1]] = before;
      }
    }
  }

  /**
   * The leftmost suffixes in order, from an order that is right up to the next leftmost one. What
   * lies between them becomes one symbol of a text of half the length at most: so calls nest no
   * deeper than the length has bits.
   */
  private int[] sorted(int[] leftmost) {
    int[] indexes = new int[length];
    for (int i = 0; i < leftmost.length; i++) {
      indexes[leftmost[i]] = i;
    }
    int[] names = new int[leftmost.length];
    int name = 0;
    int before = -1;
    for (int suffix : suffixes) {
      budget.spend(1);
      if (isLeftmost(suffix)) {
        int index = indexes[suffix];
        name += before >= 0 && !areAlike(leftmost, before, index) ? 1 : 0;
        names[index] = name;
        before = index;
      }
    }
    int[] order = of(names, name, budget);
    for (int i = 0; i < order.length; i++) {
      order[i] = leftmost[order[i]];
    }
    return order;
  }

  /** Whether the same lies between two of the leftmost and the next ones, these included. */
  private boolean areAlike(int[] leftmost, int a, int b) {
    int last = leftmost.length - 1;
    if (a == last || b == last) {
      return false;
    }
    int size = leftmost[a + 1] - leftmost[a] + 1;
    return size == leftmost[b + 1] - leftmost[b] + 1
        && Arrays.equals(
            text, leftmost[a], leftmost[a] + size, text, leftmost[b], leftmost[b] + size);
  }

  /** By index in the order: how many symbols the suffix has in common with the one before. */
  static int[] commonPrefixes(int[] text, int[] suffixes, Budget budget) {
    int[] places = new int[text.length];
    for (int i = 0; i < suffixes.length; i++) {
      places[suffixes[i]] = i;
    }
    int[] common = new int[text.length];
    int shared = 0;
    for (int i = 0; i < text.length; i++) {
      if (places[i] == 0) {
        shared = 0;
        continue;
      }
      budget.spend(1);
      int other = suffixes[places[i] - 1];
      int most = text.length - Math.max(i, other);
      while (shared < most && text[i + shared] == text[other + shared]) {
        shared++;
      }
      common[places[i]] = shared;
      shared = Math.max(0, shared - 1);
    }
    return common;
  }
}
