package dev.kato.recall.forecast;

import dev.kato.recall.align.TextSimilarity;
import dev.kato.recall.base.Budget;
import dev.kato.recall.index.Snapshot;
import dev.kato.recall.symbols.SymbolTable;

/** The symbol of a knowledge base that is most like a text. */
final class NearestSymbol {

  private NearestSymbol() {}

  /**
   * The symbol with the highest similarity by code points, of several the first by code point.
   *
   * @param threshold least similarity
   * @return its id, or {@link SymbolTable#NONE}
   */
  static int find(String text, Snapshot snapshot, double threshold, Budget budget) {
    SymbolTable table = snapshot.table();
    TextSimilarity similarity = new TextSimilarity(text);
    int nearest = SymbolTable.NONE;
    double best = 0;
    for (int id : table.order().ids()) {
      budget.spend(1);
      if (snapshot.memberFrequency(id) > 0) {
        double bound = Math.max(threshold, best);
        double found = similarity(similarity, table.symbol(id), bound, budget);
        if (found >= threshold && found > best) {
          nearest = id;
          best = found;
        }
      }
    }
    return nearest;
  }

  /** Something below the bound if it is. */
  private static double similarity(
      TextSimilarity text, String symbol, double bound, Budget budget) {
    int least = symbol.codePointCount(0, symbol.length());
    budget.spend(symbol.length() / 8);
    int total = text.length() + least;
    if (2.0 * Math.min(text.length(), least) / total < bound) {
      return -1;
    }
    int[] codePoints = symbol.codePoints().toArray();
    if (2.0 * text.mostCommon(codePoints, budget) / total < bound) {
      return -1;
    }
    return text.similarity(codePoints, budget);
  }
}
