package dev.kato.recall.index;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/**
 * What was worked out of the postings of a block's frequent symbols and is kept beside them, within
 * a share of the block's own heap. Goes when the block does. Thread-safe.
 */
public final class KeptRows {

  /** What is kept of one symbol; never changed. */
  public interface Row {
    /** Heap in bytes. */
    long heapBytes();
  }

  private final ConcurrentMap<Integer, Row> rows = new ConcurrentHashMap<>();
  private volatile long bytes;
  private volatile boolean full;

  /** The row of a symbol, if one is kept. */
  public @Nullable Row get(int symbol) {
    return rows.get(symbol);
  }

  /**
   * Keeps a row in place of the one there was.
   *
   * @param mostBytes that all rows may take; a row that would make it more is not kept, nor then
   *     the one there was
   */
  public synchronized void keep(int symbol, Row row, long mostBytes) {
    Row before = rows.remove(symbol);
    long others = bytes - (before == null ? 0 : before.heapBytes());
    full = others + row.heapBytes() > mostBytes;
    if (full) {
      bytes = others;
    } else {
      rows.put(symbol, row);
      bytes = others + row.heapBytes();
    }
  }

  /** Whether the last row was one too many: others are not worth working out. */
  public boolean isFull() {
    return full;
  }

  long heapBytes() {
    return bytes;
  }
}
