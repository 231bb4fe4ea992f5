package dev.kato.recall.text;

import dev.kato.recall.align.State;
import dev.kato.recall.align.TextSimilarity;
import dev.kato.recall.symbols.SymbolTable;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Reads each symbol of the state that a pattern lacks as the most similar symbol of that pattern,
 * if one is similar enough. For one question; not thread-safe.
 */
final class FuzzyReader {

  private final State state;
  private final SymbolTable table;
  private final double threshold;
  private final Map<Integer, Map<Integer, Double>> known = new HashMap<>();
  private final Map<Integer, TextSimilarity> prepared = new HashMap<>();

  FuzzyReader(State state, SymbolTable table, double threshold) {
    this.state = state;
    this.table = table;
    this.threshold = threshold;
  }

  /** The state as read for a pattern with these symbols. */
  int[] read(int[] pattern) {
    int[] reading = state.ids().clone();
    for (int i = 0; i < reading.length; i++) {
      if (!contains(pattern, reading[i])) {
        reading[i] = nearest(i, pattern);
      }
    }
    return reading;
  }

  /** Similarity of the state symbol at {@code position} and a symbol of the knowledge base. */
  double similarity(int position, int symbol) {
    int observed = state.ids()[position];
    return known
        .computeIfAbsent(observed, unseen -> new HashMap<>())
        .computeIfAbsent(symbol, unseen -> compute(position, symbol));
  }

  private double compute(int position, int symbol) {
    return prepared
        .computeIfAbsent(
            state.ids()[position], unseen -> new TextSimilarity(state.texts().get(position)))
        .similarity(table.symbol(symbol));
  }

  private int nearest(int position, int[] pattern) {
    int nearest = state.ids()[position];
    double best = 0;
    for (int symbol : pattern) {
      double similarity = similarity(position, symbol);
      if (similarity >= threshold && similarity > best) {
        best = similarity;
        nearest = symbol;
      }
    }
    return nearest;
  }

  private static boolean contains(int[] pattern, int symbol) {
    return IntStream.of(pattern).anyMatch(id -> id == symbol);
  }

  @Override
  public String toString() {
    return "reading of " + Arrays.toString(state.ids());
  }
}
