package dev.kato.recall.index;

import dev.kato.recall.base.VersionedLongs;
import dev.kato.recall.base.VersionedObjects;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Some patterns of a knowledge base: their fixed content and what may change. The writer's view.
 */
public final class Part {

  /** Patterns whose state is shared with a frozen version as a whole or not at all. */
  private static final int STEP = VersionedObjects.CHUNK;

  private final Block block;
  private final VersionedLongs frequencies;
  private final VersionedObjects<Feelings> feelings;
  private int living;

  /** No frequency is above it. */
  private long most;

  /**
   * Patterns.
   *
   * @param living how many of them have a frequency
   * @param most no frequency is above it
   */
  Part(
      Block block,
      VersionedLongs frequencies,
      VersionedObjects<Feelings> feelings,
      int living,
      long most) {
    this.block = block;
    this.most = most;
    this.frequencies = frequencies;
    this.feelings = feelings;
    this.living = living;
  }

  Block block() {
    return block;
  }

  /** Number of patterns with a frequency. */
  int living() {
    return living;
  }

  /** 0 for a pattern that was removed. */
  long frequency(int pattern) {
    return frequencies.get(pattern);
  }

  @Nullable Feelings feelings(int pattern) {
    return feelings.get(pattern);
  }

  /** Gives a pattern a new state; frequency 0 removes it. */
  void set(int pattern, long frequency, @Nullable Feelings changed) {
    living += (frequency > 0 ? 1 : 0) - (frequency(pattern) > 0 ? 1 : 0);
    most = Math.max(most, frequency);
    frequencies.set(pattern, frequency);
    feelings.set(pattern, changed);
  }

  /** Makes what room {@link #set} will need, if that is the next thing done here. */
  void prepare(int pattern, @Nullable Feelings changed) {
    frequencies.prepare(pattern);
    feelings.prepare(pattern, changed);
  }

  /** The same patterns and more, appended to {@code larger}. */
  Part grown(Block larger) {
    return new Part(larger, frequencies, feelings, living, most);
  }

  /** The patterns whose state is no longer what it was. */
  List<Integer> changedSince(PartView then) {
    List<Integer> changed = new ArrayList<>();
    int step = 1;
    for (int pattern = 0; pattern < then.block().count(); pattern += step) {
      step = 1;
      if (pattern % STEP == 0 && isUntouched(then, pattern)) {
        step = STEP;
      } else if (frequency(pattern) != then.frequency(pattern)
          || feelings(pattern) != then.feelingsOf(pattern)) {
        changed.add(pattern);
      }
    }
    return changed;
  }

  private boolean isUntouched(PartView then, int pattern) {
    return frequencies.sharesChunk(then.frequencies(), pattern)
        && feelings.sharesChunk(then.feelings(), pattern);
  }

  public PartView freeze() {
    return new PartView(block, frequencies.freeze(), feelings.freeze(), most);
  }

  long heapBytes() {
    return block.heapBytes() + frequencies.heapBytes() + 300 * feelings.count();
  }
}
