package dev.kato.storage.inmemory;

import org.jspecify.annotations.Nullable;

/** Slots in the order of their revisions: a list that links the slots themselves. */
final class History {

  private @Nullable Slot first;
  private @Nullable Slot last;

  @Nullable Slot last() {
    return last;
  }

  void append(Slot slot) {
    slot.before = last;
    if (last == null) {
      first = slot;
    } else {
      last.after = slot;
    }
    last = slot;
  }

  void remove(Slot slot) {
    if (slot.before == null) {
      first = slot.after;
    } else {
      slot.before.after = slot.after;
    }
    if (slot.after == null) {
      last = slot.before;
    } else {
      slot.after.before = slot.before;
    }
    slot.before = null;
    slot.after = null;
  }

  void clear() {
    first = null;
    last = null;
  }
}
