package dev.kato.recall.base;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * As {@link VersionedLongs}, of immutable objects few of which are set: a chunk without any is
 * null.
 */
public final class VersionedObjects<T> {

  private static final int SHIFT = 6;
  public static final int CHUNK = 1 << SHIFT;

  private @Nullable Object[] @Nullable [] chunks = {};
  private int[] versions = {};
  private int version = 1;
  private boolean shared;
  private long count;

  /** A version that stays as it is. */
  public static final class Frozen<T> {
    private final @Nullable Object[] @Nullable [] chunks;

    private Frozen(@Nullable Object[] @Nullable [] chunks) {
      this.chunks = chunks;
    }

    private @Nullable Object @Nullable [] chunk(int index) {
      int chunk = index >>> SHIFT;
      return chunk < chunks.length ? chunks[chunk] : null;
    }

    @SuppressWarnings("unchecked")
    public @Nullable T get(int index) {
      @Nullable Object[] objects = chunk(index);
      return objects == null ? null : (T) objects[index & (CHUNK - 1)];
    }
  }

  public Frozen<T> freeze() {
    if (!shared) {
      shared = true;
      version++;
    }
    return new Frozen<>(chunks);
  }

  public @Nullable T get(int index) {
    return new Frozen<T>(chunks).get(index);
  }

  public void set(int index, @Nullable T value) {
    T old = get(index);
    if (old == value) {
      return;
    }
    owned(index >>> SHIFT)[index & (CHUNK - 1)] = value;
    count += (value == null ? 0 : 1) - (old == null ? 0 : 1);
  }

  /** Makes what room {@link #set} will need, if that comes before the next version. */
  public void prepare(int index, @Nullable T value) {
    if (get(index) != value) {
      owned(index >>> SHIFT);
    }
  }

  private @Nullable Object[] owned(int chunk) {
    if (shared) {
      chunks = chunks.clone();
      shared = false;
    }
    if (chunk >= chunks.length) {
      int length = Math.max(chunk + 1, 2 * chunks.length);
      versions = Arrays.copyOf(versions, length);
      chunks = Arrays.copyOf(chunks, length);
    }
    @Nullable Object[] objects = chunks[chunk];
    if (objects == null) {
      objects = new @Nullable Object[CHUNK];
    } else if (versions[chunk] != version) {
      objects = objects.clone();
    }
    chunks[chunk] = objects;
    versions[chunk] = version;
    return objects;
  }

  /** Whether nothing near {@code index} was written since the version was frozen. */
  public boolean sharesChunk(Frozen<T> frozen, int index) {
    return frozen.chunk(index) == new Frozen<T>(chunks).chunk(index);
  }

  /** How many are set. */
  public long count() {
    return count;
  }
}
