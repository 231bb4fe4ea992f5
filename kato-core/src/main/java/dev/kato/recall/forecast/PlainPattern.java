package dev.kato.recall.forecast;

import dev.kato.recall.index.Block;

/**
 * Looks at a pattern as it lies in its block: most have a symbol at one place only, and no event
 * with duplicates, and then nothing needs to be noted of them. Used by one thread.
 */
final class PlainPattern {

  /** Symbols of an event that are compared all with all. */
  private static final int FEW = 4;

  private int start;
  private int end;
  private int from;
  private int to;

  /** Whether the pattern is so simple; if it is, the rest tells where the symbol is. */
  boolean holds(Block block, int pattern, int symbol) {
    start = block.start(pattern);
    end = start + block.length(pattern);
    int[] symbols = block.symbols();
    int at = -1;
    for (int i = start; i < end; i++) {
      if (symbols[i] == symbol) {
        if (at >= 0) {
          return false;
        }
        at = i;
      }
    }
    if (at < 0 || hasDuplicates(block, symbols)) {
      return false;
    }
    from = block.eventStart(at);
    to = block.eventEnd(at);
    return true;
  }

  private boolean hasDuplicates(Block block, int[] symbols) {
    int first = start;
    while (first < end) {
      int next = block.eventEnd(first);
      if (next - first > FEW) {
        return true;
      }
      for (int i = first + 1; i < next; i++) {
        for (int j = first; j < i; j++) {
          if (symbols[i] == symbols[j]) {
            return true;
          }
        }
      }
      first = next;
    }
    return false;
  }

  /** Where its symbols begin. */
  int start() {
    return start;
  }

  /** Where the event with the symbol begins. */
  int from() {
    return from;
  }

  /** Where it ends. */
  int to() {
    return to;
  }

  /** Where the pattern's symbols end. */
  int end() {
    return end;
  }
}
