package dev.kato.storage.inmemory;

import dev.kato.model.Event;
import java.util.List;

/**
 * Keeps one string of each symbol, however many patterns contain it, for as long as one does. For
 * one thread at a time.
 */
final class SymbolPool {

  /** The string kept of a symbol, and how often it is used. */
  private static final class Shared {
    final String symbol;
    int uses;

    Shared(String symbol) {
      this.symbol = symbol;
    }
  }

  private final Table<String, Shared> symbols = new Table<>();

  /** Equal events, made of the strings kept here; to be given back by {@link #release}. */
  List<Event> pooled(List<Event> events) {
    return events.stream()
        .map(event -> new Event(event.symbols().stream().map(this::use).toList()))
        .toList();
  }

  /** Gives back events that were {@link #pooled}. */
  void release(List<Event> events) {
    events.forEach(event -> event.symbols().forEach(this::release));
  }

  void clear() {
    symbols.clear();
  }

  /** How many symbols are kept. */
  int size() {
    return symbols.size();
  }

  private String use(String symbol) {
    Shared shared = symbols.get(symbol);
    if (shared == null) {
      shared = new Shared(symbol);
      symbols.put(symbol, shared);
    }
    shared.uses++;
    return shared.symbol;
  }

  private void release(String symbol) {
    Shared shared = symbols.get(symbol);
    if (shared != null && --shared.uses == 0) {
      symbols.remove(symbol);
    }
  }
}
