package dev.kato.recall.scan;

import dev.kato.recall.index.Block;
import dev.kato.recall.index.PartView;
import dev.kato.recall.score.FutureGroups;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The members of an ensemble that have a future. For one question and one thread. */
final class FutureMembers {

  private static final int BATCH = 64;

  /** Groups for which room is made before it is known how many there are. */
  private static final int MOST_ROOM = 1 << 16;

  /** As {@link PackedMember} packs them. */
  private long[] members;

  private int count;

  /** Those that cannot be packed. */
  private final List<Giant> giants = new ArrayList<>();

  private record Giant(PartView part, int pattern, int matches, int future) {}

  private PartView[] parts = new PartView[16];
  private int[] partStarts = new int[16];
  private int partCount;
  private int fetched;

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
    groups.makeRoom(Math.min(count, MOST_ROOM));
    for (int i = 0; i < partCount; i++) {
      int end = i + 1 < partCount ? partStarts[i + 1] : count;
      for (int from = partStarts[i]; from < end; from += BATCH) {
        addTo(groups, parts[i], from, Math.min(end, from + BATCH), stateLength);
      }
    }
    for (Giant giant : giants) {
      add(groups, giant.part, giant.pattern, giant.matches, giant.future, stateLength);
    }
  }

  private void addTo(FutureGroups groups, PartView part, int from, int to, int stateLength) {
    fetch(part.block(), from, to);
    for (int member = from; member < to; member++) {
      long packed = members[member];
      int pattern = PackedMember.pattern(packed);
      int future = PackedMember.future(packed);
      add(groups, part, pattern, PackedMember.matches(packed), future, stateLength);
    }
  }

  /**
   * Touches what will be needed, so that the memory of many is fetched at once: brings 15 % (DENSE,
   * 0.1).
   */
  private void fetch(Block block, int from, int to) {
    int[] starts = block.starts();
    int[] symbols = block.symbols();
    int sum = 0;
    for (int member = from; member < to; member++) {
      long packed = members[member];
      sum += symbols[starts[PackedMember.pattern(packed) + 1] - 1];
    }
    fetched += sum;
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
    buffers.giveBack(members);
  }
}
