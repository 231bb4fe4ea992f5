package dev.kato.recall.index;

import org.jspecify.annotations.Nullable;

/**
 * New numbers for the symbols of patterns.
 *
 * @param ids by old number, or null if all stay the same
 */
@SuppressWarnings("ArrayRecordComponent")
record Renumbering(int @Nullable [] ids) {

  static final Renumbering NONE = new Renumbering(null);

  /** Renumbers the symbols at {@code from} to {@code to}. */
  void apply(int[] symbols, int from, int to) {
    if (ids != null) {
      for (int i = from; i < to; i++) {
        symbols[i] = ids[symbols[i]];
      }
    }
  }
}
