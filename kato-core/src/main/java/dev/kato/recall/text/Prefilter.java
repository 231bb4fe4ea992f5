package dev.kato.recall.text;

import dev.kato.config.SessionConfig;
import dev.kato.model.EnsembleFilter;
import dev.kato.recall.align.Slots;
import dev.kato.recall.align.State;
import dev.kato.recall.align.TextSimilarity;
import dev.kato.recall.base.IntPair;
import dev.kato.recall.index.Block;
import dev.kato.recall.index.BlockFilter;
import dev.kato.recall.symbols.SymbolTable;
import java.util.ArrayList;
import java.util.List;

/**
 * Upper bounds for the questions that the postings do not answer: character mode, fuzzy readings
 * and filters. A pattern that cannot belong to the ensemble is dropped without being taken out of
 * its block. What it learns about a symbol it keeps. For one question; not thread-safe.
 */
public final class Prefilter implements BlockFilter {

  private static final byte MATCHABLE = 1;
  private static final byte UNMATCHABLE = 2;

  private final State state;
  private final SymbolTable table;
  private final SessionConfig config;
  private final EnsembleFilter filter;
  private final Slots slots;
  private final TextSimilarity text;
  private final List<TextSimilarity> fuzzyTexts = new ArrayList<>();
  private final byte[] matchable;

  /**
   * By symbol, 0 while unknown: its code points, and one more than the state's text has of them.
   */
  private final long[] codePoints;

  public Prefilter(State state, SymbolTable table, SessionConfig config, EnsembleFilter filter) {
    this.state = state;
    this.table = table;
    this.config = config;
    this.filter = filter;
    this.slots = new Slots(state.ids());
    this.text = new TextSimilarity(String.join(" ", state.texts()));
    boolean fuzzy = config.fuzzyTokenThreshold() > 0;
    if (fuzzy) {
      state.texts().stream().distinct().map(TextSimilarity::new).forEach(fuzzyTexts::add);
    }
    matchable = new byte[fuzzy ? table.size() : 0];
    codePoints = new long[config.useTokenMatching() || fuzzy ? 0 : table.size()];
  }

  /** Whether the pattern may belong to the ensemble. */
  @Override
  public boolean admits(Block block, int pattern) {
    int length = block.length(pattern);
    double ratio = (double) length / state.length();
    int start = block.start(pattern);
    if (ratio < filter.minLengthRatio()
        || ratio > filter.maxLengthRatio()
        || (filter.firstSymbol() != null
            && !table.symbol(block.symbols()[start]).equals(filter.firstSymbol()))) {
      return false;
    }
    if (config.recallThreshold() == 0) {
      return true;
    }
    int most = Math.min(matchable(block.symbols(), start, length), state.length());
    if (most == 0) {
      return false;
    }
    if (config.useTokenMatching()) {
      return reaches(most, length + state.length());
    }
    return codePoints.length == 0 || mayReachByText(block.symbols(), start, length);
  }

  private boolean reaches(long common, long total) {
    return 2.0 * common / total >= config.recallThreshold();
  }

  private int matchable(int[] symbols, int start, int length) {
    int count = 0;
    for (int i = start; i < start + length; i++) {
      count += isMatchable(symbols[i]) ? 1 : 0;
    }
    return count;
  }

  private boolean isMatchable(int symbol) {
    if (matchable.length == 0) {
      return slots.position(symbol) >= 0;
    }
    if (matchable[symbol] == 0) {
      matchable[symbol] = isReadable(symbol) ? MATCHABLE : UNMATCHABLE;
    }
    return matchable[symbol] == MATCHABLE;
  }

  private boolean isReadable(int symbol) {
    if (slots.position(symbol) >= 0) {
      return true;
    }
    int[] other = table.symbol(symbol).codePoints().toArray();
    for (TextSimilarity observed : fuzzyTexts) {
      double least = config.fuzzyTokenThreshold();
      int total = observed.length() + other.length;
      if (2.0 * Math.min(observed.length(), other.length) / total >= least
          && 2.0 * observed.common(other) / total >= least) {
        return true;
      }
    }
    return false;
  }

  /** The common subsequence has only code points that both texts have; separators count too. */
  private boolean mayReachByText(int[] symbols, int start, int length) {
    long total = length - 1;
    long common = length - 1;
    for (int i = start; i < start + length; i++) {
      long known = codePoints(symbols[i]);
      total += IntPair.first(known);
      common += IntPair.second(known) - 1;
    }
    long most = Math.min(Math.min(common, total), text.length());
    return reaches(most, total + text.length());
  }

  private long codePoints(int symbol) {
    if (codePoints[symbol] == 0) {
      int[] all = table.symbol(symbol).codePoints().toArray();
      int common = 0;
      for (int codePoint : all) {
        common += text.has(codePoint) ? 1 : 0;
      }
      codePoints[symbol] = IntPair.of(all.length, common + 1);
    }
    return codePoints[symbol];
  }
}
