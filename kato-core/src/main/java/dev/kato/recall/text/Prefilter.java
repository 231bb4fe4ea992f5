package dev.kato.recall.text;

import dev.kato.config.SessionConfig;
import dev.kato.model.EnsembleFilter;
import dev.kato.recall.align.State;
import dev.kato.recall.base.IntPair;
import dev.kato.recall.index.Block;
import dev.kato.recall.index.BlockFilter;
import dev.kato.recall.symbols.SymbolTable;

/**
 * Upper bounds for the questions that the postings do not answer: character mode, fuzzy readings
 * and filters. A pattern that cannot belong to the ensemble is dropped without being taken out of
 * its block. What it learns about a symbol it keeps. For one question; not thread-safe.
 */
final class Prefilter implements BlockFilter {

  private final Texts texts;
  private final State state;
  private final SymbolTable table;
  private final SessionConfig config;
  private final EnsembleFilter filter;

  /**
   * By symbol, 0 while unknown: its code points, and one more than the state's text has of them.
   */
  private final long[] codePoints;

  Prefilter(Texts texts, SessionConfig config, EnsembleFilter filter) {
    this.texts = texts;
    this.state = texts.state();
    this.table = texts.table();
    this.config = config;
    this.filter = filter;
    boolean byText = !config.useTokenMatching() && texts.likeness() == null;
    codePoints = new long[byText ? table.size() : 0];
  }

  /** Whether the pattern may belong to the ensemble. */
  @Override
  public boolean admits(Block block, int pattern) {
    int length = block.length(pattern);
    texts.budget().spend(1 + length);
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
    Likeness likeness = texts.likeness();
    return texts.stateSymbols().position(symbol) >= 0
        || (likeness != null && likeness.row(symbol).observed().length > 0);
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
    long most = Math.min(Math.min(common, total), texts.whole().length());
    return reaches(most, total + texts.whole().length());
  }

  private long codePoints(int symbol) {
    if (codePoints[symbol] == 0) {
      int[] all = table.symbol(symbol).codePoints().toArray();
      texts.budget().spend(all.length);
      int common = 0;
      for (int codePoint : all) {
        common += texts.whole().has(codePoint) ? 1 : 0;
      }
      codePoints[symbol] = IntPair.of(all.length, common + 1);
    }
    return codePoints[symbol];
  }
}
