package dev.kato.recall.score;

import dev.kato.recall.index.Counts;
import java.util.Arrays;

/**
 * Logarithms by symbol, some of them kept, since the predictions of one question have many symbols
 * in common. Not thread-safe.
 */
final class SymbolLogs {

  private static final int SLOTS = 128;
  private static final double LOG_2 = StrictMath.log(2);

  private final Counts counts;
  private final int[] symbols = new int[SLOTS];
  private final double[] weighted = new double[SLOTS];
  private final double[] rarities = new double[SLOTS];

  SymbolLogs(Counts counts) {
    this.counts = counts;
    Arrays.fill(symbols, -1);
  }

  /** P &middot; ln P of a symbol that patterns contain. */
  double weighted(int symbol) {
    return weighted[slot(symbol)];
  }

  /** log2(1 / P) of a symbol that patterns contain. */
  double rarity(int symbol) {
    return rarities[slot(symbol)];
  }

  private int slot(int symbol) {
    int slot = symbol & SLOTS - 1;
    if (symbols[slot] != symbol) {
      double members = counts.memberFrequency(symbol);
      double probability = members / counts.patterns();
      symbols[slot] = symbol;
      weighted[slot] = probability * StrictMath.log(probability);
      rarities[slot] = StrictMath.log(counts.patterns() / members) / LOG_2;
    }
    return slot;
  }
}
