package dev.kato.storage.inmemory;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A hash map that gives its room back: when an eighth of the most entries it had is left, they move
 * to a smaller one, which costs next to nothing for each that was removed. A {@link HashMap} keeps
 * the room of its best days for ever. For one thread at a time.
 */
final class Table<K, V> {

  private static final int SMALL = 1024;

  private Map<K, V> entries = new HashMap<>();
  private int most;

  @Nullable V get(K key) {
    return entries.get(key);
  }

  boolean containsKey(K key) {
    return entries.containsKey(key);
  }

  /** Puts an entry and returns what was in its place. */
  @Nullable V put(K key, V value) {
    V superseded = entries.put(key, value);
    most = Math.max(most, entries.size());
    return superseded;
  }

  @Nullable V remove(K key) {
    V removed = entries.remove(key);
    shrink();
    return removed;
  }

  void removeIf(Predicate<V> unwanted) {
    entries.values().removeIf(unwanted);
    shrink();
  }

  private void shrink() {
    if (most > SMALL && entries.size() <= most / 8) {
      entries = new HashMap<>(entries);
      most = entries.size();
    }
  }

  void clear() {
    entries = new HashMap<>();
    most = 0;
  }

  Collection<V> values() {
    return entries.values();
  }

  int size() {
    return entries.size();
  }

  boolean isEmpty() {
    return entries.isEmpty();
  }

  /** For how many entries there is room. */
  int room() {
    return most;
  }
}
