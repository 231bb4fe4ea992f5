package dev.kato.recall.index;

import dev.kato.recall.base.IntCounts;
import java.util.Arrays;

/**
 * Counts within one pattern: how its events repeat those before. Linear in its length; used again
 * and again, for one thread.
 */
final class Recurrences {

  private static final int NEVER = -1;

  /** By index of a symbol the event that had it last. */
  private int[] last = new int[16];

  /** By index of a symbol how often an event has it more than once. */
  private int[] duplicates = new int[16];

  private final int[] byAge = new int[RepeatCounts.AGES];
  private int outcomes;
  private int later;

  /**
   * Counts a pattern.
   *
   * @param symbols its distinct symbols
   * @param ids its symbols lie at {@code from} to {@code to}
   * @param ends a bit for each of {@code ids}: whether it is the last of its event
   */
  void count(IntCounts symbols, int[] ids, int from, int to, int[] ends) {
    makeRoom(symbols.size());
    Arrays.fill(last, 0, symbols.size(), NEVER);
    Arrays.fill(duplicates, 0, symbols.size(), 0);
    Arrays.fill(byAge, 0);
    outcomes = 0;
    later = 0;
    int event = 0;
    for (int i = from; i < to; i++) {
      count(symbols.indexOf(ids[i]), event);
      event += ends[i >>> 5] >>> i & 1;
    }
  }

  private void makeRoom(int symbols) {
    if (symbols > last.length) {
      last = new int[2 * symbols];
      duplicates = new int[2 * symbols];
    }
  }

  private void count(int symbol, int event) {
    int before = last[symbol];
    last[symbol] = event;
    if (before == event) {
      duplicates[symbol]++;
      return;
    }
    outcomes++;
    if (event > 0) {
      later++;
      int age = event - 1 - before;
      if (before != NEVER && age < RepeatCounts.AGES) {
        byAge[age]++;
      }
    }
  }

  /** The symbols of all events, each event's once. */
  int outcomes() {
    return outcomes;
  }

  /** The same without the first event. */
  int later() {
    return later;
  }

  /** How often a symbol comes again with {@code age} events between. */
  int repeats(int age) {
    return byAge[age];
  }

  /** How often the {@code index}-th symbol is there beside itself. */
  int duplicates(int index) {
    return duplicates[index];
  }

  /** Whether an event has a symbol more than once. */
  boolean hasDuplicates(int length) {
    return outcomes < length;
  }
}
