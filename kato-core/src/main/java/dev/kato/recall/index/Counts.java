package dev.kato.recall.index;

import dev.kato.recall.base.Int128;
import java.math.BigDecimal;

/** The counts of one consistent state of a knowledge base. */
public interface Counts {

  /** Number of patterns. */
  long patterns();

  /** Sum of their frequencies. */
  Int128 totalFrequencies();

  /** Number of distinct symbols. */
  long distinctSymbols();

  /** Number of patterns that contain the symbol; 0 for an id that is none. */
  long memberFrequency(int symbol);

  /** Occurrences times frequency, summed over patterns; 0 for an id that is none. */
  Int128 frequency(int symbol);

  /** Exact sum of the affinities of the patterns that contain the symbol. */
  BigDecimal affinity(int symbol, String emotive);
}
