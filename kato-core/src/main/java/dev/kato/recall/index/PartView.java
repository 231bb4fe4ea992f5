package dev.kato.recall.index;

import dev.kato.recall.base.VersionedLongs;
import dev.kato.recall.base.VersionedObjects;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Some patterns in a state that stays as it is.
 *
 * @param block their fixed content
 * @param frequencies a version of {@link VersionedLongs}; 0 where a pattern was removed
 * @param feelings by pattern
 * @param most no frequency is above it
 */
@SuppressWarnings("ArrayRecordComponent")
public record PartView(
    Block block, long[][] frequencies, VersionedObjects.Frozen<Feelings> feelings, long most) {

  public static final PartView EMPTY =
      new PartView(
          new Tail(1).block(), new long[0][], new VersionedObjects<Feelings>().freeze(), 0);

  public long frequency(int pattern) {
    return VersionedLongs.get(frequencies, pattern);
  }

  @Nullable Feelings feelingsOf(int pattern) {
    return feelings.get(pattern);
  }

  /** Tells the patterns whose frequency is another than in an older or newer view of the part. */
  public void changedSince(PartView other, IntConsumer changed) {
    int count = Math.min(block.count(), other.block().count());
    for (int pattern = 0; pattern < count; pattern++) {
      if (VersionedLongs.shareChunk(frequencies, other.frequencies, pattern)) {
        pattern = VersionedLongs.lastOfChunk(pattern);
      } else if (frequency(pattern) != other.frequency(pattern)) {
        changed.accept(pattern);
      }
    }
  }

  public PatternContent content(int pattern) {
    return block.content(pattern, frequency(pattern), feelingsOf(pattern));
  }
}
