package dev.kato.storage.inmemory;

import org.jspecify.annotations.Nullable;

/** Entries in the order of their revisions: a list that links them themselves. */
final class History {

  private @Nullable PatternEntry first;
  private @Nullable PatternEntry last;

  @Nullable PatternEntry last() {
    return last;
  }

  void append(PatternEntry entry) {
    entry.before = last;
    if (last == null) {
      first = entry;
    } else {
      last.after = entry;
    }
    last = entry;
  }

  void remove(PatternEntry entry) {
    if (entry.before == null) {
      first = entry.after;
    } else {
      entry.before.after = entry.after;
    }
    if (entry.after == null) {
      last = entry.before;
    } else {
      entry.after.before = entry.before;
    }
    entry.before = null;
    entry.after = null;
  }

  void clear() {
    first = null;
    last = null;
  }
}
