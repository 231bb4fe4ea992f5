package dev.kato.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * The symbols observed at one moment, in their order; duplicates stay. May be empty only where a
 * prediction reports nothing (for instance no missing symbols).
 *
 * @param symbols well-formed Unicode strings, the empty string included
 */
public record Event(List<String> symbols) {

  /**
   * Copies {@code symbols}.
   *
   * @throws InvalidInputException if a symbol is not well-formed Unicode (a lone surrogate)
   */
  public Event {
    symbols = List.copyOf(symbols);
    for (int i = 0; i < symbols.size(); i++) {
      if (!CodePoints.isWellFormed(symbols.get(i))) {
        throw new InvalidInputException("strings[" + i + "]", "holds a lone surrogate");
      }
    }
  }

  /** An event of these symbols, in this order. */
  public static Event of(String... symbols) {
    return new Event(Arrays.asList(symbols));
  }

  /** Number of symbols, duplicates counted. */
  public int size() {
    return symbols.size();
  }

  /** Whether there is no symbol. */
  public boolean isEmpty() {
    return symbols.isEmpty();
  }

  /** The symbols of all events, in order. */
  public static List<String> flatten(List<Event> events) {
    List<String> all = new ArrayList<>(countSymbols(events));
    for (Event event : events) {
      all.addAll(event.symbols);
    }
    return Collections.unmodifiableList(all);
  }

  /** Number of symbols in all events. */
  public static int countSymbols(List<Event> events) {
    int count = 0;
    for (Event event : events) {
      count += event.size();
    }
    return count;
  }

  /** The symbols as a list prints: {@code [a, b]}. */
  @Override
  public String toString() {
    return symbols.toString();
  }
}
