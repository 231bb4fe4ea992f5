package dev.kato.testkit;

import dev.kato.model.Pattern;
import dev.kato.model.PatternName;
import dev.kato.model.UserId;
import dev.kato.spi.ChangeCursor;
import dev.kato.spi.PatternChange;
import dev.kato.spi.PatternStore;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What a reader knows of one user's patterns who has followed all changes. For one thread. */
public final class PatternMirror {

  private final PatternStore store;
  private final UserId user;
  private final SortedMap<PatternName, Pattern> known = new TreeMap<>();
  private @Nullable ChangeCursor cursor;

  /** Knows nothing yet. */
  public PatternMirror(PatternStore store, UserId user) {
    this.store = store;
    this.user = user;
  }

  /**
   * Takes in what has changed since the last call.
   *
   * @return the changes, in the order they were passed
   */
  public List<PatternChange> update() {
    List<PatternChange> changes = new ArrayList<>();
    cursor = store.changes(user, cursor, changes::add);
    changes.forEach(this::apply);
    return changes;
  }

  /** All patterns known, by name. */
  public List<Pattern> patterns() {
    return List.copyOf(known.values());
  }

  /** The frequency of a pattern; 0 if it is not known. */
  public long frequency(PatternName name) {
    Pattern pattern = known.get(name);
    return pattern == null ? 0 : pattern.frequency();
  }

  private void apply(PatternChange change) {
    if (change instanceof PatternChange.Put put) {
      known.put(put.pattern().name(), put.pattern());
    } else if (change instanceof PatternChange.Deleted deleted) {
      known.remove(deleted.name());
    } else {
      known.clear();
    }
  }
}
