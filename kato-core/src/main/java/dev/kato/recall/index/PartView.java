package dev.kato.recall.index;

import dev.kato.recall.base.VersionedLongs;
import dev.kato.recall.base.VersionedObjects;
import org.jspecify.annotations.Nullable;

/**
 * Some patterns in a state that stays as it is.
 *
 * @param block their fixed content
 * @param frequencies a version of {@link VersionedLongs}; 0 where a pattern was removed
 * @param feelings by pattern
 */
@SuppressWarnings("ArrayRecordComponent")
public record PartView(
    Block block, long[][] frequencies, VersionedObjects.Frozen<Feelings> feelings) {

  public static final PartView EMPTY =
      new PartView(new Tail(1).block(), new long[0][], new VersionedObjects<Feelings>().freeze());

  public long frequency(int pattern) {
    return VersionedLongs.get(frequencies, pattern);
  }

  @Nullable Feelings feelingsOf(int pattern) {
    return feelings.get(pattern);
  }

  public PatternContent content(int pattern) {
    return block.content(pattern, frequency(pattern), feelingsOf(pattern));
  }
}
