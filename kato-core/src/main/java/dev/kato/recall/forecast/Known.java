package dev.kato.recall.forecast;

import dev.kato.model.CodePoints;
import dev.kato.model.Event;
import dev.kato.recall.base.Budget;
import dev.kato.recall.index.Snapshot;
import dev.kato.recall.symbols.SymbolTable;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What of a short-term memory the knowledge base knows: its events without the symbols that no
 * pattern contains, and without those that are empty then.
 *
 * @param events from the newest to the oldest, each by its distinct symbols in code point order
 * @param places of these events in the short-term memory, counted from 1
 * @param ignored the symbols left out, in order of first occurrence
 * @param readAs the symbols that were read as another
 */
record Known(
    List<int[]> events, List<Integer> places, List<String> ignored, Map<String, String> readAs) {

  /** Steps of the budget for finding a symbol. */
  private static final int LOOK_UP = 32;

  static Known of(List<Event> stm, Snapshot snapshot, double fuzzyTokenThreshold, Budget budget) {
    Reading reading = new Reading(snapshot, fuzzyTokenThreshold, budget);
    List<int[]> events = new ArrayList<>();
    List<Integer> places = new ArrayList<>();
    for (int i = stm.size() - 1; i >= 0; i--) {
      int[] known = reading.read(stm.get(i));
      if (known.length > 0) {
        events.add(known);
        places.add(i + 1);
      }
    }
    return new Known(events, places, reading.ignored(stm), reading.readAs);
  }

  private static final class Reading {
    private final Snapshot snapshot;
    private final double threshold;
    private final Budget budget;
    private final Set<String> ignored = new LinkedHashSet<>();
    private final SortedMap<String, String> readAs = new TreeMap<>(CodePoints.ORDER);

    Reading(Snapshot snapshot, double threshold, Budget budget) {
      this.snapshot = snapshot;
      this.threshold = threshold;
      this.budget = budget;
    }

    int[] read(Event event) {
      SymbolTable table = snapshot.table();
      SortedMap<String, Integer> known = new TreeMap<>(CodePoints.ORDER);
      for (String symbol : event.symbols()) {
        budget.spend(LOOK_UP);
        int id = table.find(symbol);
        if (snapshot.memberFrequency(id) == 0) {
          id = readUnknown(symbol);
        }
        if (id >= 0) {
          known.put(table.symbol(id), id);
        }
      }
      return known.values().stream().mapToInt(Integer::intValue).toArray();
    }

    private int readUnknown(String symbol) {
      String before = readAs.get(symbol);
      if (before != null) {
        return snapshot.table().find(before);
      }
      if (ignored.contains(symbol)) {
        return SymbolTable.NONE;
      }
      int nearest =
          threshold > 0
              ? NearestSymbol.find(symbol, snapshot, threshold, budget)
              : SymbolTable.NONE;
      if (nearest < 0) {
        ignored.add(symbol);
      } else {
        readAs.put(symbol, snapshot.table().symbol(nearest));
      }
      return nearest;
    }

    /** Events are read from the newest on, but told from the oldest. */
    List<String> ignored(List<Event> stm) {
      Set<String> inOrder = new LinkedHashSet<>();
      for (Event event : stm) {
        for (String symbol : event.symbols()) {
          if (ignored.contains(symbol)) {
            inOrder.add(symbol);
          }
        }
      }
      return List.copyOf(inOrder);
    }
  }
}
