package dev.kato.recall.forecast;

import dev.kato.recall.base.HeapBytes;
import dev.kato.recall.index.KeptRows;
import dev.kato.recall.index.PartView;
import org.jspecify.annotations.Nullable;

/**
 * All votes that the patterns of a part have because of one symbol, whatever is asked: for what
 * stands after it and before it, and for what follows it at once. Never changed.
 *
 * @param base the part as it was summed up
 * @param occurrences at how many events the symbol is
 * @param related the symbols voted for; the end is {@link #END}
 * @param after votes for them as what comes later
 * @param before votes for them as what came earlier
 * @param next the symbols that follow at once, and the end
 * @param following votes for these
 * @param repeats votes for what follows as in {@link ContextVotes#repeats}
 */
@SuppressWarnings("ArrayRecordComponent")
record SymbolRow(
    PartView base,
    long occurrences,
    int[] related,
    Column after,
    Column before,
    int[] next,
    Column following,
    Column repeats)
    implements KeptRows.Row {

  /** Stands for the end among symbols. */
  static final int END = -1;

  /**
   * Votes side by side; without upper parts where none is needed.
   *
   * @param high upper parts, or null if all are 0
   * @param low the rest
   */
  @SuppressWarnings("ArrayRecordComponent")
  record Column(long @Nullable [] high, long[] low) {

    long high(int index) {
      return high == null ? 0 : high[index];
    }

    /** Of the votes for some outcomes, in their order. */
    static Column of(Votes votes, int[] outcomes) {
      long[] low = new long[outcomes.length];
      long[] high = null;
      for (int i = 0; i < outcomes.length; i++) {
        low[i] = votes.low(outcomes[i]);
        if (votes.high(outcomes[i]) != 0) {
          high = high == null ? new long[low.length] : high;
          high[i] = votes.high(outcomes[i]);
        }
      }
      return new Column(high, low);
    }

    long heapBytes() {
      return HeapBytes.longs(low.length) * (high == null ? 1 : 2);
    }
  }

  /** The same votes, known to be those of another state of the part. */
  SymbolRow rebased(PartView now) {
    return new SymbolRow(now, occurrences, related, after, before, next, following, repeats);
  }

  @Override
  public long heapBytes() {
    return HeapBytes.ints(related)
        + HeapBytes.ints(next)
        + after.heapBytes()
        + before.heapBytes()
        + following.heapBytes()
        + repeats.heapBytes();
  }
}
