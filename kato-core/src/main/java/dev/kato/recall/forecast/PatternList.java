package dev.kato.recall.forecast;

import java.util.Arrays;

/** Numbers of patterns of one part. Used again and again, by one thread. */
final class PatternList {

  private int[] patterns = new int[256];
  private int count;

  void clear() {
    count = 0;
  }

  void add(int pattern) {
    if (count == patterns.length) {
      patterns = Arrays.copyOf(patterns, 2 * count);
    }
    patterns[count++] = pattern;
  }

  /** Sorts them, and drops repeats, if they come from several lists. */
  void unite(int lists) {
    if (lists > 1) {
      Arrays.sort(patterns, 0, count);
      int kept = 0;
      for (int i = 0; i < count; i++) {
        if (i == 0 || patterns[i] != patterns[i - 1]) {
          patterns[kept++] = patterns[i];
        }
      }
      count = kept;
    }
  }

  int count() {
    return count;
  }

  int get(int index) {
    return patterns[index];
  }

  int capacity() {
    return patterns.length;
  }
}
