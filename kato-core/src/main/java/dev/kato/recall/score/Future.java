package dev.kato.recall.score;

import dev.kato.model.CodePoints;
import dev.kato.model.Event;
import dev.kato.recall.index.Block;
import dev.kato.recall.symbols.SymbolTable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What follows in a pattern: the events at {@code from} to {@code to} of a block's symbols. The
 * order of an event's symbols does not count.
 */
record Future(Block block, int from, int to) {

  private static final long ODD = 0x9E3779B97F4A7C15L;

  /**
   * A hash of the events.
   *
   * @param seed what nobody outside knows, so that nobody can choose events that collide
   */
  static long hash(Block block, int from, int to, long seed) {
    int[] symbols = block.symbols();
    long hash = seed;
    int at = from;
    while (at < to) {
      int end = block.eventEnd(at);
      long event = end;
      event -= at;
      for (; at < end; at++) {
        event += mixed(symbols[at] + seed);
      }
      hash = mixed(hash + event);
    }
    return hash;
  }

  /** The finalizer of SplitMix64 (Steele, Lea and Flood, 2014). */
  private static long mixed(long value) {
    long mixed = (value + ODD) * 0xBF58476D1CE4E5B9L;
    mixed = (mixed ^ mixed >>> 27) * 0x94D049BB133111EBL;
    return mixed ^ mixed >>> 31;
  }

  /** Whether these are the same events as another's. */
  boolean isSame(Block other, int otherFrom, int otherTo) {
    if (to - from != otherTo - otherFrom) {
      return false;
    }
    int shift = otherFrom - from;
    int at = from;
    while (at < to) {
      int end = block.eventEnd(at);
      if (other.eventEnd(at + shift) != end + shift
          || !areSame(block.symbols(), at, end, other.symbols(), at + shift)) {
        return false;
      }
      at = end;
    }
    return true;
  }

  /** Whether two events of one length hold the same symbols. */
  private static boolean areSame(int[] a, int from, int to, int[] b, int fromB) {
    int toB = fromB + to - from;
    if (Arrays.equals(a, from, to, b, fromB, toB)) {
      return true;
    }
    return to - from > 1 && Arrays.equals(sorted(a, from, to), sorted(b, fromB, toB));
  }

  private static int[] sorted(int[] symbols, int from, int to) {
    int[] sorted = Arrays.copyOfRange(symbols, from, to);
    Arrays.sort(sorted);
    return sorted;
  }

  /** Event by event, symbol by symbol; what is a beginning of the other comes first. */
  static int compare(Future a, Future b, SymbolTable table) {
    int atA = a.from;
    int atB = b.from;
    while (atA < a.to && atB < b.to) {
      int endA = a.block.eventEnd(atA);
      int endB = b.block.eventEnd(atB);
      int order = compareEvents(a.event(atA, endA, table), b.event(atB, endB, table));
      if (order != 0) {
        return order;
      }
      atA = endA;
      atB = endB;
    }
    return Boolean.compare(atA < a.to, atB < b.to);
  }

  private static int compareEvents(Event a, Event b) {
    int common = a == b ? 0 : Math.min(a.size(), b.size());
    for (int i = 0; i < common; i++) {
      int order = CodePoints.compare(a.symbols().get(i), b.symbols().get(i));
      if (order != 0) {
        return order;
      }
    }
    return Integer.compare(a.size(), b.size());
  }

  /** The events, each sorted by code point. */
  List<Event> events(SymbolTable table) {
    List<Event> events = new ArrayList<>();
    int at = from;
    while (at < to) {
      int end = block.eventEnd(at);
      events.add(event(at, end, table));
      at = end;
    }
    return events;
  }

  private Event event(int start, int end, SymbolTable table) {
    return end - start == 1
        ? table.event(block.symbols()[start])
        : new Event(CodePoints.sorted(table.symbols(block.symbols(), start, end)));
  }
}
