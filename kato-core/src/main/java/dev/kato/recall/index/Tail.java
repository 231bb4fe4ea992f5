package dev.kato.recall.index;

import dev.kato.model.Event;
import dev.kato.model.Pattern;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * Collects new patterns in growing arrays. What is written is never changed, so that a {@link
 * Block} taken before stays valid while more is added.
 */
final class Tail {

  private static final long LARGEST_ARRAY = Integer.MAX_VALUE - 8;

  private int count;
  private int[] starts;
  private int[] symbols;
  private int[] eventEnds;
  private byte[] names;
  private NameTable nameTable;
  private int nameCapacity;

  Tail(int capacity) {
    starts = new int[capacity + 1];
    symbols = new int[8 * capacity];
    eventEnds = new int[symbols.length / 32 + 1];
    names = new byte[Block.NAME_BYTES * capacity];
    nameTable = new NameTable(capacity);
    nameCapacity = capacity;
  }

  int count() {
    return count;
  }

  int symbols() {
    return starts[count];
  }

  /** Adds a pattern with these symbols. */
  void add(Pattern pattern, int[] ids) {
    int start = starts[count];
    makeRoom(Math.addExact(start, ids.length));
    System.arraycopy(ids, 0, symbols, start, ids.length);
    int end = start;
    for (Event event : pattern.events()) {
      end += event.size();
      eventEnds[(end - 1) >>> 5] |= 1 << (end - 1);
    }
    byte[] name = HexFormat.of().parseHex(pattern.name().hash());
    System.arraycopy(name, 0, names, count * Block.NAME_BYTES, Block.NAME_BYTES);
    starts[count + 1] = end;
    nameTable.insert(count, names);
    count++;
  }

  /** Adds a copy of a pattern. */
  void add(Block block, int pattern, Renumbering renumbering) {
    int start = starts[count];
    int end = Math.addExact(start, block.length(pattern));
    makeRoom(end);
    block.copyTo(pattern, symbols, eventEnds, start);
    renumbering.apply(symbols, start, end);
    System.arraycopy(
        block.names(),
        pattern * Block.NAME_BYTES,
        names,
        count * Block.NAME_BYTES,
        Block.NAME_BYTES);
    starts[count + 1] = end;
    nameTable.insert(count, names);
    count++;
  }

  /** All arrays are made before the first is put to use: any may be too large for the heap. */
  private void makeRoom(int symbolCount) {
    if (count == nameCapacity) {
      int capacity = 2 * nameCapacity;
      int[] moreStarts = Arrays.copyOf(starts, capacity + 1);
      byte[] moreNames = Arrays.copyOf(names, Block.NAME_BYTES * capacity);
      NameTable larger = new NameTable(capacity);
      for (int i = 0; i < count; i++) {
        larger.insert(i, moreNames);
      }
      starts = moreStarts;
      names = moreNames;
      nameTable = larger;
      nameCapacity = capacity;
    }
    if (symbolCount > symbols.length) {
      int capacity = (int) Math.max(symbolCount, Math.min(LARGEST_ARRAY, 2L * symbols.length));
      int[] moreSymbols = Arrays.copyOf(symbols, capacity);
      eventEnds = Arrays.copyOf(eventEnds, capacity / 32 + 1);
      symbols = moreSymbols;
    }
  }

  /** What has been added so far. */
  Block block() {
    return new Block(count, starts, symbols, eventEnds, names, nameTable, null, null);
  }
}
