package dev.kato.recall.text;

import dev.kato.config.SessionConfig;
import dev.kato.recall.align.State;
import dev.kato.recall.align.StateSymbols;
import dev.kato.recall.align.TextSimilarity;
import dev.kato.recall.base.Budget;
import dev.kato.recall.symbols.SymbolTable;
import org.jspecify.annotations.Nullable;

/**
 * What one question has in common for all patterns. Not thread-safe.
 *
 * @param stateSymbols the symbols of the state
 * @param table the symbols of the knowledge base
 * @param whole the symbols of the state, a space between each, prepared
 * @param likeness null unless symbols are read as similar ones
 */
record Texts(
    State state,
    StateSymbols stateSymbols,
    SymbolTable table,
    TextSimilarity whole,
    @Nullable Likeness likeness,
    Budget budget) {

  static Texts of(
      State state,
      StateSymbols stateSymbols,
      SymbolTable table,
      SessionConfig config,
      Budget budget) {
    double threshold = config.fuzzyTokenThreshold();
    String whole = String.join(" ", state.texts());
    budget.spend(whole.length());
    return new Texts(
        state,
        stateSymbols,
        table,
        new TextSimilarity(whole),
        threshold > 0 ? new Likeness(state, table, threshold, budget) : null,
        budget);
  }

  /** The symbols with these ids, a space between each; unknown ones are at their position. */
  int[] join(int[] ids) {
    StringBuilder joined = new StringBuilder();
    for (int i = 0; i < ids.length; i++) {
      joined.append(i == 0 ? "" : " ");
      joined.append(ids[i] < 0 ? state.texts().get(i) : table.symbol(ids[i]));
    }
    budget.spend(joined.length());
    return joined.codePoints().toArray();
  }
}
