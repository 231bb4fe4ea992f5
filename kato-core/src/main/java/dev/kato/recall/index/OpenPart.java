package dev.kato.recall.index;

import dev.kato.model.Pattern;
import dev.kato.recall.base.VersionedLongs;
import dev.kato.recall.base.VersionedObjects;
import org.jspecify.annotations.Nullable;

/** A part that takes new patterns. */
public final class OpenPart {

  private final Tail tail;
  private Part part;

  /**
   * No patterns.
   *
   * @param capacity for how many there is room at first
   */
  public OpenPart(int capacity) {
    tail = new Tail(capacity);
    part = new Part(tail.block(), new VersionedLongs(), new VersionedObjects<Feelings>(), 0, 0);
  }

  int count() {
    return tail.count();
  }

  /** How many symbols the patterns have, repeats counted. */
  int symbols() {
    return tail.symbols();
  }

  /** The patterns so far; another object after each that is added. */
  public Part part() {
    return part;
  }

  /** Adds a pattern with these symbols; if there is no room on the heap, nothing has changed. */
  public void add(Pattern pattern, int[] ids, @Nullable Feelings feelings) {
    part.prepare(tail.count(), feelings);
    tail.add(pattern, ids);
    added(pattern.frequency(), feelings);
  }

  /** Adds a copy of a pattern. */
  public void add(
      Block block,
      int pattern,
      Renumbering renumbering,
      long frequency,
      @Nullable Feelings feelings) {
    tail.add(block, pattern, renumbering);
    added(frequency, feelings);
  }

  private void added(long frequency, @Nullable Feelings feelings) {
    part = part.grown(tail.block());
    part.set(tail.count() - 1, frequency, feelings);
  }
}
