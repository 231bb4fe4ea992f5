package dev.kato.recall.scan;

import dev.kato.recall.index.Block;
import dev.kato.recall.index.PartView;
import dev.kato.recall.score.FutureGroups;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The members of an ensemble that have a future. For one question and one thread. */
final class FutureMembers {

  /** As {@link PackedMember} packs them. */
  private long[] members;

  private int count;

  /** Those that cannot be packed. */
  private final List<Giant> giants = new ArrayList<>();

  private record Giant(PartView part, int pattern, int matches, int future) {}

  private PartView[] parts = new PartView[16];
  private int[] partStarts = new int[16];
  private int partCount;

  /**
   * None.
   *
   * @param members to use for them
   */
  FutureMembers(long[] members) {
    this.members = members;
  }

  /** The members added from now on belong to this part. */
  void beginPart(PartView begun) {
    if (partCount == partStarts.length) {
      parts = Arrays.copyOf(parts, 2 * partCount);
      partStarts = Arrays.copyOf(partStarts, 2 * partCount);
    }
    parts[partCount] = begun;
    partStarts[partCount++] = count;
  }

  /** The packed members, of which there are {@link #count}, with room for {@code more}. */
  long[] room(int more) {
    if (count + more > members.length) {
      members = Arrays.copyOf(members, 2 * (count + more));
    }
    return members;
  }

  int count() {
    return count;
  }

  /** Says how many there are, now that some were written to the room. */
  void setCount(int written) {
    count = written;
  }

  /**
   * Adds a member.
   *
   * @param length of the pattern
   * @param future how many symbols come after the present
   */
  void add(int pattern, int length, int matches, int future) {
    if (PackedMember.fits(length)) {
      room(1)[count++] = PackedMember.of(pattern, matches, future);
    } else {
      giants.add(new Giant(parts[partCount - 1], pattern, matches, future));
    }
  }

  /** Adds all of them to the groups of their futures. */
  void addTo(FutureGroups groups, int stateLength) {
    for (int i = 0; i < partCount; i++) {
      PartView part = parts[i];
      int end = i + 1 < partCount ? partStarts[i + 1] : count;
      for (int member = partStarts[i]; member < end; member++) {
        long packed = members[member];
        int pattern = PackedMember.pattern(packed);
        int future = PackedMember.future(packed);
        add(groups, part, pattern, PackedMember.matches(packed), future, stateLength);
      }
    }
    for (Giant giant : giants) {
      add(groups, giant.part, giant.pattern, giant.matches, giant.future, stateLength);
    }
  }

  private static void add(
      FutureGroups groups, PartView part, int pattern, int matches, int future, int stateLength) {
    Block block = part.block();
    int start = block.starts()[pattern];
    int end = block.starts()[pattern + 1];
    long total = (long) (end - start) + stateLength;
    groups.add(block, end - future, end, part.frequency(pattern), 2L * matches, total);
  }

  /** Gives the array back, grown as it may be. */
  void release(Buffers buffers) {
    buffers.keep(members);
  }
}
