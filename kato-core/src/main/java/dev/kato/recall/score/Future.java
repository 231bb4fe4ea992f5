package dev.kato.recall.score;

import dev.kato.model.CodePoints;
import dev.kato.model.Event;
import dev.kato.recall.base.SeededHash;
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

  /**
   * A hash of the events: a sum over the symbols, each with the number of its event, so that their
   * order within an event does not matter.
   */
  static long hash(Block block, int from, int to, SeededHash seeded) {
    int[] symbols = block.symbols();
    int[] ends = block.eventEnds();
    long hash = 0;
    int event = 0;
    for (int at = from; at < to; at++) {
      hash += seeded.of(event, symbols[at]);
      event += ends[at >>> 5] >>> at & 1;
    }
    return hash;
  }

  /** Whether these are the same events as another's. */
  boolean isSame(Block other, int otherFrom, int otherTo) {
    int shift = otherFrom - from;
    if (to + shift != otherTo) {
      return false;
    }
    for (int at = from; at < to; at++) {
      if (block.endsEvent(at) != other.endsEvent(at + shift)) {
        return false;
      }
    }
    return Arrays.equals(block.symbols(), from, to, other.symbols(), otherFrom, otherTo)
        || isSameInAnyOrder(other, shift);
  }

  /** The same for events of the same sizes, which are put in order to be compared. */
  private boolean isSameInAnyOrder(Block other, int shift) {
    int at = from;
    while (at < to) {
      int end = block.eventEnd(at);
      int[] own = sorted(block.symbols(), at, end);
      if (!Arrays.equals(own, sorted(other.symbols(), at + shift, end + shift))) {
        return false;
      }
      at = end;
    }
    return true;
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
