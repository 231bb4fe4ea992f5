package dev.kato.recall.text;

import dev.kato.recall.align.State;
import dev.kato.recall.align.TextSimilarity;
import dev.kato.recall.base.Budget;
import dev.kato.recall.symbols.SymbolTable;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Which symbols of a state a symbol of the knowledge base is like, by fuzzy token matching. Two
 * texts are compared once, as long as what is known of them has room. For one question; not
 * thread-safe.
 */
final class Likeness {

  /** Entries of rows that are kept: some 50 MB. What comes later is computed whenever asked for. */
  private static final int MOST_KEPT = 1 << 22;

  /**
   * What a symbol is like.
   *
   * @param observed numbers of symbols of the state, ascending
   * @param similarities to them, each at least the threshold
   */
  @SuppressWarnings("ArrayRecordComponent")
  record Row(int[] observed, double[] similarities) {
    static final Row NONE = new Row(new int[0], new double[0]);
  }

  private final SymbolTable table;
  private final double threshold;
  private final Budget budget;

  /** Of the symbols of the state, each once. */
  private final TextSimilarity[] texts;

  /** By position in the state the number of its symbol. */
  private final int[] numbers;

  private final Map<Integer, Row> rows = new HashMap<>();
  private int kept;

  Likeness(State state, SymbolTable table, double threshold, Budget budget) {
    this.table = table;
    this.threshold = threshold;
    this.budget = budget;
    numbers = new int[state.length()];
    Map<Integer, Integer> known = new HashMap<>();
    List<String> symbols = state.texts();
    TextSimilarity[] prepared = new TextSimilarity[numbers.length];
    for (int i = 0; i < numbers.length; i++) {
      int unseen = known.size();
      numbers[i] = known.computeIfAbsent(state.ids()[i], id -> unseen);
      if (numbers[i] == unseen) {
        budget.spend(symbols.get(i).length());
        prepared[unseen] = new TextSimilarity(symbols.get(i));
      }
    }
    texts = Arrays.copyOf(prepared, known.size());
  }

  /** How many different symbols the state has. */
  int distinct() {
    return texts.length;
  }

  /** The number of the symbol at a position of the state. */
  int number(int position) {
    return numbers[position];
  }

  /** What a symbol of the knowledge base is like. */
  Row row(int symbol) {
    Row row = rows.get(symbol);
    if (row == null) {
      row = compute(table.symbol(symbol).codePoints().toArray());
      if (kept < MOST_KEPT) {
        kept += 1 + row.observed.length;
        rows.put(symbol, row);
      }
    }
    return row;
  }

  private Row compute(int[] text) {
    int[] observed = new int[texts.length];
    double[] similarities = new double[texts.length];
    int count = 0;
    for (int number = 0; number < texts.length; number++) {
      double similarity = similarity(texts[number], text);
      if (similarity >= threshold) {
        observed[count] = number;
        similarities[count++] = similarity;
      }
    }
    return count == 0
        ? Row.NONE
        : new Row(Arrays.copyOf(observed, count), Arrays.copyOf(similarities, count));
  }

  /** Something below the threshold if it is. */
  private double similarity(TextSimilarity observed, int[] text) {
    budget.spend(1);
    int total = observed.length() + text.length;
    if (2.0 * Math.min(observed.length(), text.length) / total < threshold
        || 2.0 * observed.mostCommon(text, budget) / total < threshold) {
      return -1;
    }
    return observed.similarity(text, budget);
  }
}
