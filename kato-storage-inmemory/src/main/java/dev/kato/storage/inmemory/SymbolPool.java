package dev.kato.storage.inmemory;

import dev.kato.model.Event;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Keeps one string of each symbol, however many patterns contain it. For one thread at a time. */
final class SymbolPool {

  private final Map<String, String> symbols = new HashMap<>();

  /** Equal events, made of the strings kept here. */
  List<Event> pooled(List<Event> events) {
    return events.stream()
        .map(event -> new Event(event.symbols().stream().map(this::pooled).toList()))
        .toList();
  }

  void clear() {
    symbols.clear();
  }

  private String pooled(String symbol) {
    String known = symbols.putIfAbsent(symbol, symbol);
    return known == null ? symbol : known;
  }
}
