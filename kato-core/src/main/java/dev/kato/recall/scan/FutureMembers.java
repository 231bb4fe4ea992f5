package dev.kato.recall.scan;

import dev.kato.recall.index.Block;
import dev.kato.recall.index.PartView;
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
  private final long[] batch = new long[128];
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

  /** Called for each member. */
  public interface Visitor {
    void visit(PartView part, int pattern, int matches, int presentTo);
  }

  /** Passes on those whose future the filter lets pass. */
  void forEach(FutureFilter filter, Visitor visitor) {
    for (int i = 0; i < partCount; i++) {
      int end = i + 1 < partCount ? partStarts[i + 1] : count;
      visit(parts[i], partStarts[i], end, filter, visitor);
    }
    for (Giant giant : giants) {
      char endHash = giant.part.block().endHashes()[giant.pattern];
      if (filter.admits(endHash, giant.future)) {
        visit(giant.part, giant.pattern, giant.matches, giant.future, filter, visitor);
      }
    }
  }

  private void visit(PartView of, int from, int to, FutureFilter filter, Visitor visitor) {
    Block within = of.block();
    char[] endHashes = within.endHashes();
    int member = from;
    while (member < to) {
      int chosen = 0;
      while (member < to && chosen < batch.length - 1) {
        long packed = members[member++];
        batch[chosen] = packed;
        boolean admitted =
            filter.admits(endHashes[PackedMember.pattern(packed)], PackedMember.future(packed));
        chosen += admitted ? 1 : 0;
      }
      fetch(within, chosen);
      for (int i = 0; i < chosen; i++) {
        visit(
            of,
            PackedMember.pattern(batch[i]),
            PackedMember.matches(batch[i]),
            PackedMember.future(batch[i]),
            filter,
            visitor);
      }
    }
  }

  private static void visit(
      PartView of, int pattern, int matches, int future, FutureFilter filter, Visitor visitor) {
    Block within = of.block();
    int start = within.start(pattern);
    int end = start + within.length(pattern);
    int presentTo = end - future;
    if (filter.admits(within.symbols(), presentTo, end)) {
      visitor.visit(of, pattern, matches, presentTo - start);
    }
  }

  /** Touches what will be needed of the batch, so that the memory of many is fetched at once. */
  private void fetch(Block within, int chosen) {
    for (int i = 0; i < chosen; i++) {
      int end = within.starts()[PackedMember.pattern(batch[i]) + 1];
      fetched += within.symbols()[end - 1] + within.eventEnds()[end >>> 5];
    }
  }

  /** Gives the array back, grown as it may be. */
  void release(Buffers buffers) {
    buffers.keep(members);
  }
}
