package dev.kato.recall.index;

import dev.kato.model.Event;
import dev.kato.model.Pattern;
import dev.kato.model.PatternName;
import dev.kato.recall.base.HeapBytes;
import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * The fixed content of some patterns in flat arrays; a pattern is a number from 0. What may change
 * (frequencies, emotives) is kept outside. Arrays may be longer than {@code count} asks for.
 *
 * @param count number of patterns
 * @param starts where each pattern's symbols begin; one more than patterns
 * @param symbols of all patterns, one after the other
 * @param eventEnds one bit per symbol: whether it is the last of its event
 * @param names 20 bytes per pattern
 * @param nameTable finds a pattern by name
 * @param postings where each symbol occurs, or null: then patterns are not sorted by length
 * @param rows what is kept beside the postings, null where there are none
 */
@SuppressWarnings("ArrayRecordComponent")
public record Block(
    int count,
    int[] starts,
    int[] symbols,
    int[] eventEnds,
    byte[] names,
    NameTable nameTable,
    @Nullable Postings postings,
    @Nullable KeptRows rows) {

  static final int NAME_BYTES = 20;

  /** One bit per symbol of a pattern: whether it is the last of its event. */
  static int[] eventEnds(Pattern pattern) {
    int[] ends = new int[pattern.length() / Integer.SIZE + 1];
    int end = 0;
    for (Event event : pattern.events()) {
      end += event.size();
      ends[(end - 1) >>> 5] |= 1 << (end - 1);
    }
    return ends;
  }

  public int start(int pattern) {
    return starts[pattern];
  }

  public int length(int pattern) {
    return starts[pattern + 1] - starts[pattern];
  }

  /** The index, in {@code symbols}, after the event that holds the symbol at {@code index}. */
  public int eventEnd(int index) {
    int word = index >>> 5;
    int bits = eventEnds[word] & (-1 << index);
    while (bits == 0) {
      bits = eventEnds[++word];
    }
    return (word << 5) + Integer.numberOfTrailingZeros(bits) + 1;
  }

  /** Whether the symbol at {@code index} is the last of its event. */
  public boolean endsEvent(int index) {
    return (eventEnds[index >>> 5] >>> index & 1) != 0;
  }

  /** The index where the event begins that holds the symbol at {@code index}. */
  public int eventStart(int index) {
    int word = index >>> 5;
    int bits = eventEnds[word] & ~(-1 << index);
    while (bits == 0) {
      if (word == 0) {
        return 0;
      }
      bits = eventEnds[--word];
    }
    return (word << 5) + 32 - Integer.numberOfLeadingZeros(bits);
  }

  /** Copies a pattern's symbols, and where its events end, to index {@code to} of other arrays. */
  void copyTo(int pattern, int[] otherSymbols, int[] otherEnds, int to) {
    int from = start(pattern);
    int length = length(pattern);
    System.arraycopy(symbols, from, otherSymbols, to, length);
    int at = from;
    while (at < from + length) {
      at = eventEnd(at);
      int end = to + at - from - 1;
      otherEnds[end >>> 5] |= 1 << end;
    }
  }

  public PatternName name(int pattern) {
    int from = pattern * NAME_BYTES;
    return new PatternName(HexFormat.of().formatHex(names, from, from + NAME_BYTES));
  }

  /** Compares the names of two patterns. */
  public static int compareNames(Block a, int inA, Block b, int inB) {
    int fromA = inA * NAME_BYTES;
    int fromB = inB * NAME_BYTES;
    return Arrays.compareUnsigned(
        a.names, fromA, fromA + NAME_BYTES, b.names, fromB, fromB + NAME_BYTES);
  }

  /** The number of the pattern with that name, or -1. For the writer. */
  int find(byte[] name) {
    return nameTable.find(name, names);
  }

  /** The same for readers, who must not look into a table that may be written to. */
  int findByReader(byte[] name) {
    if (postings != null) {
      return find(name);
    }
    for (int pattern = 0; pattern < count; pattern++) {
      int from = pattern * NAME_BYTES;
      if (Arrays.equals(name, 0, NAME_BYTES, names, from, from + NAME_BYTES)) {
        return pattern;
      }
    }
    return -1;
  }

  /** The pattern's events as the rest of a recall reads them. */
  PatternContent content(int pattern, long frequency, @Nullable Feelings feelings) {
    int start = start(pattern);
    int end = start + length(pattern);
    int[] own = Arrays.copyOfRange(symbols, start, end);
    int[] ends = new int[own.length];
    int events = 0;
    for (int word = start >>> 5; word << 5 < end; word++) {
      int bits = eventEnds[word];
      bits &= word == start >>> 5 ? -1 << start : -1;
      bits &= word == end >>> 5 ? ~(-1 << end) : -1;
      for (; bits != 0; bits &= bits - 1) {
        ends[events++] = (word << 5) + Integer.numberOfTrailingZeros(bits) + 1 - start;
      }
    }
    if (events < ends.length) {
      ends = Arrays.copyOf(ends, events);
    }
    return new PatternContent(
        this, start, name(pattern), own, ends, frequency, Feelings.orNone(feelings));
  }

  long heapBytes() {
    return bytesWithoutRows() + (rows == null ? 0 : rows.heapBytes());
  }

  /** Heap in bytes of what does not change. */
  public long bytesWithoutRows() {
    return HeapBytes.ints(starts)
        + HeapBytes.ints(symbols)
        + HeapBytes.ints(eventEnds)
        + names.length
        + nameTable.heapBytes()
        + (postings == null ? 0 : postings.heapBytes());
  }
}
