package dev.kato.recall;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Gives every symbol of a knowledge base a small number, in order of first appearance. */
final class SymbolTable {

  /** What {@link #find} gives for a symbol that has no id. */
  static final int NONE = -1;

  private final Map<String, Integer> ids = new HashMap<>();
  private final List<String> symbols = new ArrayList<>();

  int intern(String symbol) {
    return ids.computeIfAbsent(
        symbol,
        unseen -> {
          symbols.add(unseen);
          return symbols.size() - 1;
        });
  }

  int find(String symbol) {
    return ids.getOrDefault(symbol, NONE);
  }

  String symbol(int id) {
    return symbols.get(id);
  }

  List<String> symbols(int[] ids, int from, int to) {
    return Arrays.stream(ids, from, to).mapToObj(this::symbol).toList();
  }

  /** All ids are below this. */
  int size() {
    return symbols.size();
  }
}
