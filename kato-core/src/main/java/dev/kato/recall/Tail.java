package dev.kato.recall;

import dev.kato.model.Event;
import dev.kato.model.Pattern;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * Collects new patterns in growing arrays. What is written is never changed, so that a {@link
 * Block} taken before stays valid while more is added.
 */
final class Tail {

  private int count;
  private int[] starts;
  private int[] symbols;
  private int[] eventEnds;
  private byte[] names;
  private char[] endHashes;
  private NameTable nameTable;
  private int nameCapacity;

  Tail(int capacity) {
    starts = new int[capacity + 1];
    symbols = new int[8 * capacity];
    eventEnds = new int[symbols.length / 32 + 1];
    names = new byte[Block.NAME_BYTES * capacity];
    endHashes = new char[capacity];
    nameTable = new NameTable(capacity);
    nameCapacity = capacity;
  }

  int count() {
    return count;
  }

  /** Adds a pattern with these symbols. */
  void add(Pattern pattern, int[] ids) {
    int start = starts[count];
    makeRoom(Math.addExact(start, ids.length));
    System.arraycopy(ids, 0, symbols, start, ids.length);
    int end = start;
    int lastStart = start;
    for (Event event : pattern.events()) {
      lastStart = end;
      end += event.size();
      eventEnds[(end - 1) >>> 5] |= 1 << (end - 1);
    }
    byte[] name = HexFormat.of().parseHex(pattern.name().hash());
    System.arraycopy(name, 0, names, count * Block.NAME_BYTES, Block.NAME_BYTES);
    endHashes[count] = FutureKey.endHash(symbols, lastStart, end);
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
    endHashes[count] =
        renumbering.endHash(
            block.endHashes()[pattern], symbols, end - block.lastEventLength(pattern), end);
    starts[count + 1] = end;
    nameTable.insert(count, names);
    count++;
  }

  private void makeRoom(int symbolCount) {
    if (count == nameCapacity) {
      nameCapacity *= 2;
      starts = Arrays.copyOf(starts, nameCapacity + 1);
      names = Arrays.copyOf(names, Block.NAME_BYTES * nameCapacity);
      endHashes = Arrays.copyOf(endHashes, nameCapacity);
      nameTable = new NameTable(nameCapacity);
      for (int i = 0; i < count; i++) {
        nameTable.insert(i, names);
      }
    }
    if (symbolCount > symbols.length) {
      symbols = Arrays.copyOf(symbols, Math.max(symbolCount, 2 * symbols.length));
      eventEnds = Arrays.copyOf(eventEnds, symbols.length / 32 + 1);
    }
  }

  /** What has been added so far. */
  Block block() {
    return new Block(count, starts, symbols, eventEnds, names, endHashes, nameTable, null);
  }
}
