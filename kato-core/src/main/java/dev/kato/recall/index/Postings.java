package dev.kato.recall.index;

import dev.kato.recall.base.HeapBytes;
import dev.kato.recall.base.IntPair;
import dev.kato.recall.symbols.SymbolDirectory;
import java.util.Arrays;

/**
 * Where each symbol occurs in a block whose patterns are sorted by length. A symbol's {@linkplain
 * Posting postings} are ascending.
 */
public final class Postings {

  /** Above this many occurrences counting beats sorting. */
  private static final int SORTED = 1 << 13;

  private final SymbolDirectory symbols;
  private final int[] starts;
  private final int[] postings;
  private final int[] lengths;
  private final int[] firstOfLength;

  private Postings(int[] symbols, int[] starts, int[] postings, int[] lengths, int[] first) {
    this.symbols = SymbolDirectory.of(symbols);
    this.starts = starts;
    this.postings = postings;
    this.lengths = lengths;
    this.firstOfLength = first;
    assert areAscending();
  }

  /** As {@link #seek} relies on. */
  private boolean areAscending() {
    for (int list = 0; list + 1 < starts.length; list++) {
      for (int i = starts[list] + 1; i < starts[list + 1]; i++) {
        if (postings[i - 1] >= postings[i]) {
          return false;
        }
      }
    }
    return true;
  }

  /**
   * Builds the postings of patterns.
   *
   * @param distinct all ids of symbols are below this
   * @throws IllegalArgumentException if these are more or longer patterns than postings are for
   */
  static Postings of(int count, int[] starts, int[] flat, int distinct) {
    int longest = count == 0 ? 0 : starts[count] - starts[count - 1];
    if (count > Posting.MOST_PATTERNS || longest > Posting.LONGEST) {
      throw new IllegalArgumentException(count + " patterns of up to " + longest + " symbols");
    }
    int[] lengths = new int[0];
    int[] first = new int[0];
    for (int pattern = 0; pattern < count; pattern++) {
      int length = starts[pattern + 1] - starts[pattern];
      if (lengths.length == 0 || lengths[lengths.length - 1] != length) {
        lengths = Arrays.copyOf(lengths, lengths.length + 1);
        first = Arrays.copyOf(first, first.length + 1);
        lengths[lengths.length - 1] = length;
        first[first.length - 1] = pattern;
      }
    }
    first = Arrays.copyOf(first, first.length + 1);
    first[first.length - 1] = count;
    return starts[count] <= SORTED
        ? sorted(count, starts, flat, lengths, first)
        : counted(count, starts, flat, distinct, lengths, first);
  }

  private static Postings sorted(int count, int[] starts, int[] flat, int[] lengths, int[] first) {
    long[] pairs = new long[starts[count]];
    int next = 0;
    for (int pattern = 0; pattern < count; pattern++) {
      for (int i = starts[pattern]; i < starts[pattern + 1]; i++) {
        pairs[next++] = IntPair.of(flat[i], Posting.of(pattern, i - starts[pattern]));
      }
    }
    Arrays.sort(pairs);
    int[] symbols = new int[pairs.length];
    int[] from = new int[pairs.length + 1];
    int[] postings = new int[pairs.length];
    int known = 0;
    for (int i = 0; i < pairs.length; i++) {
      int symbol = IntPair.first(pairs[i]);
      if (known == 0 || symbols[known - 1] != symbol) {
        symbols[known] = symbol;
        from[known++] = i;
      }
      postings[i] = IntPair.second(pairs[i]);
    }
    from[known] = pairs.length;
    return new Postings(
        Arrays.copyOf(symbols, known), Arrays.copyOf(from, known + 1), postings, lengths, first);
  }

  private static Postings counted(
      int count, int[] starts, int[] flat, int distinct, int[] lengths, int[] first) {
    int[] next = new int[distinct];
    for (int i = 0; i < starts[count]; i++) {
      next[flat[i]]++;
    }
    int known = 0;
    for (int occurrences : next) {
      known += occurrences > 0 ? 1 : 0;
    }
    int[] symbols = new int[known];
    int[] from = new int[known + 1];
    int at = 0;
    int index = 0;
    for (int symbol = 0; symbol < distinct; symbol++) {
      if (next[symbol] > 0) {
        symbols[index] = symbol;
        from[index++] = at;
        at += next[symbol];
        next[symbol] = at - next[symbol];
      }
    }
    from[known] = at;
    int[] postings = new int[at];
    for (int pattern = 0; pattern < count; pattern++) {
      for (int i = starts[pattern]; i < starts[pattern + 1]; i++) {
        postings[next[flat[i]]++] = Posting.of(pattern, i - starts[pattern]);
      }
    }
    return new Postings(symbols, from, postings, lengths, first);
  }

  /** All postings, those of one symbol side by side. */
  public int[] array() {
    return postings;
  }

  /** Index among the block's distinct symbols, negative if the symbol does not occur. */
  public int indexOf(int symbol) {
    return symbols.indexOf(symbol);
  }

  public int from(int index) {
    return starts[index];
  }

  public int to(int index) {
    return starts[index + 1];
  }

  /** The lengths that occur, ascending. */
  public int[] lengths() {
    return lengths;
  }

  /** For each of them the first pattern, and the number of patterns after the last. */
  public int[] firstOfLength() {
    return firstOfLength;
  }

  /**
   * First of the postings {@code from} to {@code to} that belongs to {@code pattern} or later; the
   * sooner the cheaper.
   */
  public int seek(int from, int to, int pattern) {
    if (pattern >= Posting.MOST_PATTERNS) {
      return to;
    }
    int sought = Posting.of(pattern, 0);
    int low = from;
    int step = 1;
    while (low + step <= to && postings[low + step - 1] < sought) {
      low += step;
      step *= 2;
    }
    int high = Math.min(to, low + step - 1);
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (postings[middle] < sought) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  long heapBytes() {
    return symbols.heapBytes()
        + HeapBytes.ints(starts)
        + HeapBytes.ints(postings)
        + HeapBytes.ints(lengths)
        + HeapBytes.ints(firstOfLength);
  }
}
