package dev.kato.storage.inmemory;

import dev.kato.model.PatternName;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Names in ascending order, put in order only when somebody asks: adding one costs next to nothing,
 * asking after n were added costs a merge. For one thread at a time.
 */
final class NamesInOrder {

  private static final int MIN_REMOVED = 1024;

  private PatternName[] sorted = new PatternName[0];
  private final List<PatternName> added = new ArrayList<>();
  private int removed;

  /** Adds a name, which may be there already. */
  void add(PatternName name) {
    added.add(name);
  }

  /** Notes that a name is not wanted any more; such names never outnumber the others for long. */
  void remove(int left, Predicate<PatternName> wanted) {
    removed++;
    if (removed > Math.max(MIN_REMOVED, left)) {
      merge(wanted);
    }
  }

  void clear() {
    sorted = new PatternName[0];
    added.clear();
    removed = 0;
  }

  /** How many names are kept, those that are there twice or not wanted included. */
  int kept() {
    return sorted.length + added.size();
  }

  /**
   * The names after {@code after}, or all; may hold names that are not wanted any more.
   *
   * @param wanted which names to keep when the added ones are merged
   */
  Stream<PatternName> after(@Nullable PatternName after, Predicate<PatternName> wanted) {
    if (!added.isEmpty()) {
      merge(wanted);
    }
    return Arrays.stream(sorted, after == null ? 0 : indexAfter(after), sorted.length);
  }

  private int indexAfter(PatternName name) {
    int index = Arrays.binarySearch(sorted, name);
    return index < 0 ? -index - 1 : index + 1;
  }

  /** The sort finds two ascending runs, so it only merges them. */
  private void merge(Predicate<PatternName> wanted) {
    added.sort(null);
    sorted =
        Stream.concat(Arrays.stream(sorted), added.stream())
            .sorted()
            .filter(wanted)
            .distinct()
            .toArray(PatternName[]::new);
    added.clear();
    removed = 0;
  }
}
