package dev.kato.recall.index;

import dev.kato.model.Event;
import dev.kato.model.PatternName;
import dev.kato.recall.symbols.SymbolTable;
import java.util.List;

/**
 * A pattern as the engine holds it.
 *
 * @param block that it was taken from
 * @param at where its symbols begin there
 * @param name of the pattern
 * @param symbols ids of all symbols, in order
 * @param ends for each event the position after its last symbol
 * @param frequency how often it was learned
 * @param feelings what else it carries
 */
@SuppressWarnings("ArrayRecordComponent")
public record PatternContent(
    Block block,
    int at,
    PatternName name,
    int[] symbols,
    int[] ends,
    long frequency,
    Feelings feelings) {

  /** Index of the event that holds {@code position}. */
  public int eventAt(int position) {
    int event = 0;
    while (ends[event] <= position) {
      event++;
    }
    return event;
  }

  /** Position of the first symbol of {@code event}. */
  public int start(int event) {
    return event == 0 ? 0 : ends[event - 1];
  }

  /** The events {@code from} (inclusive) to {@code to} (exclusive). */
  public List<Event> events(SymbolTable table, int from, int to) {
    Event[] events = new Event[to - from];
    for (int i = from; i < to; i++) {
      int start = start(i);
      events[i - from] =
          ends[i] - start == 1
              ? table.event(symbols[start])
              : new Event(table.symbols(symbols, start, ends[i]));
    }
    return List.of(events);
  }
}
