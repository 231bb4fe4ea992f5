package dev.kato.recall.base;

import java.util.Arrays;

/**
 * A growing array of numbers of which readers take frozen versions. A version is never changed:
 * what it shares with the present is copied, chunk by chunk, before the first write after it.
 */
public final class VersionedLongs {

  private static final int SHIFT = 8;
  private static final int CHUNK = 1 << SHIFT;

  private long[][] chunks = {};
  private int[] versions = {};
  private int version = 1;
  private boolean shared;

  /** Reads a frozen version; 0 beyond its end. */
  public static long get(long[][] frozen, int index) {
    int chunk = index >>> SHIFT;
    return chunk < frozen.length ? frozen[chunk][index & (CHUNK - 1)] : 0;
  }

  /** The present as a version that stays as it is. */
  public long[][] freeze() {
    if (!shared) {
      shared = true;
      version++;
    }
    return chunks;
  }

  public long get(int index) {
    return get(chunks, index);
  }

  public void set(int index, long value) {
    prepare(index);
    write(index, value);
  }

  /** As {@link #set}, where there is room. */
  public void write(int index, long value) {
    assert versions[index >>> SHIFT] == version && !shared : index;
    chunks[index >>> SHIFT][index & (CHUNK - 1)] = value;
  }

  /** Makes room at {@code index} for {@link #write}, if that comes before the next version. */
  public void prepare(int index) {
    int chunk = index >>> SHIFT;
    unshare();
    if (chunk >= chunks.length) {
      grow(chunk + 1);
    }
    if (versions[chunk] != version) {
      chunks[chunk] = chunks[chunk].clone();
      versions[chunk] = version;
    }
  }

  private void unshare() {
    if (shared) {
      chunks = chunks.clone();
      shared = false;
    }
  }

  private void grow(int least) {
    int from = chunks.length;
    int length = Math.max(least, from + from / 8);
    long[][] grown = Arrays.copyOf(chunks, length);
    for (int i = from; i < length; i++) {
      grown[i] = new long[CHUNK];
    }
    versions = Arrays.copyOf(versions, length);
    Arrays.fill(versions, from, length, version);
    chunks = grown;
  }

  /** Whether nothing near {@code index} was written since the version was frozen. */
  public boolean sharesChunk(long[][] frozen, int index) {
    return shareChunk(frozen, chunks, index);
  }

  /**
   * Whether two versions have the same numbers near {@code index}, as far as that shows at once.
   */
  public static boolean shareChunk(long[][] frozen, long[][] other, int index) {
    int chunk = index >>> SHIFT;
    return chunk < frozen.length && chunk < other.length && frozen[chunk] == other[chunk];
  }

  /** The last index that {@link #shareChunk} tells the same of. */
  public static int lastOfChunk(int index) {
    return index | CHUNK - 1;
  }

  public long heapBytes() {
    return chunks.length * (HeapBytes.longs(CHUNK) + 8);
  }
}
