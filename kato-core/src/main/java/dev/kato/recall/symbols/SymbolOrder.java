package dev.kato.recall.symbols;

import dev.kato.model.CodePoints;
import dev.kato.recall.base.HeapBytes;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * The ids of a table's symbols by code point, kept from one question to the next: only symbols that
 * have come since are put in order then. Any thread may ask.
 */
public final class SymbolOrder {

  private final SymbolTable table;

  /** Of the ids below its length. Two threads may each make one, which is as good. */
  private volatile int[] known = {};

  /** Made when it is first needed; of the ids in it. */
  private volatile Ranks ranks = new Ranks(known, known);

  @SuppressWarnings("ArrayRecordComponent")
  private record Ranks(int[] ids, int[] byId) {}

  SymbolOrder(SymbolTable table) {
    this.table = table;
  }

  /** All ids there were when this was called, by their symbols; not to be changed. */
  public int[] ids() {
    int[] ids = known;
    int size = table.size();
    if (ids.length < size) {
      ids = merged(ids, sorted(ids.length, size));
      known = ids;
    }
    return ids;
  }

  private int[] sorted(int from, int to) {
    return IntStream.range(from, to)
        .boxed()
        .sorted(Comparator.comparing(table::symbol, CodePoints.ORDER))
        .mapToInt(Integer::intValue)
        .toArray();
  }

  /** Searches for the place of each that is new, so that few make few comparisons. */
  private int[] merged(int[] ids, int[] more) {
    int[] all = Arrays.copyOf(more, ids.length + more.length);
    int end = all.length;
    int left = ids.length;
    for (int i = more.length - 1; i >= 0; i--) {
      int place = after(ids, left, table.symbol(more[i]));
      int moved = left - place;
      System.arraycopy(ids, place, all, end - moved, moved);
      all[end - moved - 1] = more[i];
      end -= moved + 1;
      left = place;
    }
    System.arraycopy(ids, 0, all, 0, left);
    return all;
  }

  /** The same ids, which are distinct, by their symbols. */
  public int[] sorted(int[] some, int count) {
    int[] ids = ids();
    int[] byId = ranks(ids);
    BitSet places = new BitSet(ids.length);
    for (int i = 0; i < count; i++) {
      places.set(byId[some[i]]);
    }
    int[] sorted = new int[count];
    int place = -1;
    for (int i = 0; i < count; i++) {
      place = places.nextSetBit(place + 1);
      sorted[i] = ids[place];
    }
    return sorted;
  }

  private int[] ranks(int[] ids) {
    Ranks now = ranks;
    if (now.ids != ids) {
      int[] byId = new int[ids.length];
      for (int place = 0; place < ids.length; place++) {
        byId[ids[place]] = place;
      }
      now = new Ranks(ids, byId);
      ranks = now;
    }
    return now.byId;
  }

  /** How many of the first {@code count} ids have symbols that are not after {@code text}. */
  public int after(int[] ids, int count, String text) {
    int low = 0;
    int high = count;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (CodePoints.compare(table.symbol(ids[middle]), text) <= 0) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  long heapBytes() {
    return HeapBytes.ints(known) + HeapBytes.ints(ranks.byId);
  }
}
