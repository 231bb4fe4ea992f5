package dev.kato.recall;

import java.util.Arrays;

/**
 * The members found so far, and the sums over them as whole numbers, so that the order in which
 * they are found does not matter. For one question and one thread.
 */
final class Ensemble {

  private static final int PATTERN_SHIFT = 40;
  private static final int MATCHES_SHIFT = 20;
  private static final int FIELD = (1 << MATCHES_SHIFT) - 1;

  private final Slots slots;
  private final int stateLength;
  private final RankBound bound;
  private final Contenders contenders;

  /** By position in the state: whether a member's present holds its symbol. First ones only. */
  private final boolean[] present;

  /** Of the positions below 32 those not yet known to be so; all bits if the state is longer. */
  private int unmarked;

  /** By length of the pattern: frequency times matches, of all and of those with a future. */
  private long[] weights = new long[64];

  private long[] futureWeights = new long[64];
  private long frequency;

  /** Those with a future. */
  private long[] members;

  private int count;
  private final long[] batch = new long[128];
  private int fetched;

  private PartView[] parts = new PartView[16];
  private int[] partIndexes = new int[16];
  private int[] partStarts = new int[16];
  private int partCount;
  private PartView part = PartView.EMPTY;
  private Block block = part.block();
  private int[] starts = block.starts();
  private long[][] frequencies = part.frequencies();

  /**
   * An empty one.
   *
   * @param buffers arrays to use, which the caller lends until it has read the result
   */
  Ensemble(RankBound bound, int wanted, int stateLength, Slots slots, Buffers buffers) {
    this.bound = bound;
    this.stateLength = stateLength;
    this.slots = slots;
    this.present = new boolean[stateLength];
    this.unmarked = stateLength <= PairWindow.PACKABLE ? slots.firsts() : -1;
    this.contenders = buffers.contenders();
    this.contenders.reset(bound, wanted);
    this.members = buffers.members();
  }

  /** The members added from now on belong to this part, the snapshot's {@code index}-th. */
  void beginPart(PartView begun, int index) {
    if (partCount == partStarts.length) {
      parts = Arrays.copyOf(parts, 2 * partCount);
      partStarts = Arrays.copyOf(partStarts, 2 * partCount);
      partIndexes = Arrays.copyOf(partIndexes, 2 * partCount);
    }
    part = begun;
    block = begun.block();
    starts = block.starts();
    frequencies = begun.frequencies();
    parts[partCount] = begun;
    partIndexes[partCount] = index;
    partStarts[partCount++] = count;
  }

  /** Adds what was found in the current part, but for patterns that were removed. */
  void add(Outcomes found) {
    makeRoom(found);
    long[][] own = frequencies;
    int[] begins = starts;
    long[] all = weights;
    long[] withFuture = futureWeights;
    long[] kept = members;
    Block within = block;
    int next = count;
    long total = frequency;
    for (int i = 0; i < found.count(); i++) {
      int pattern = found.pattern(i);
      long times = VersionedLongs.get(own, pattern);
      int start = begins[pattern];
      int end = begins[pattern + 1];
      int from = within.eventStart(start + found.first(i));
      int to = within.eventEnd(start + found.last(i));
      int length = end - start;
      int matches = found.matches(i);
      long weight = times * matches;
      total += times;
      all[length] += weight;
      withFuture[length] += to < end ? weight : 0;
      kept[next] = member(pattern, matches, end - to);
      next += to < end & times > 0 ? 1 : 0;
      boolean marks = (found.states(i) & unmarked) != 0;
      double value = bound.value(length, to - from, matches, found.blocks(i), times);
      if ((marks | contenders.admits(value)) && times > 0) {
        frequency = total;
        mark(from, to);
        contend(pattern, times, matches, found.blocks(i), from - start, to - start, value);
      }
    }
    count = next;
    frequency = total;
    found.clear();
  }

  private static long member(int pattern, int matches, int future) {
    return (long) pattern << PATTERN_SHIFT | (long) matches << MATCHES_SHIFT | future;
  }

  /** Adds a pattern without a match: all of it is present. */
  void addUnmatched(int pattern) {
    long own = VersionedLongs.get(frequencies, pattern);
    if (own > 0) {
      frequency += own;
      int length = starts[pattern + 1] - starts[pattern];
      contend(pattern, own, 0, 0, 0, length, bound.value(length, length, 0, 0, own));
    }
  }

  private void makeRoom(Outcomes found) {
    if (count + found.count() > members.length) {
      members = Arrays.copyOf(members, 2 * (count + found.count()));
    }
    int longest = 0;
    for (int i = 0; i < found.count(); i++) {
      longest = Math.max(longest, starts[found.pattern(i) + 1] - starts[found.pattern(i)]);
    }
    makeRoom(longest);
  }

  private void makeRoom(int longest) {
    if (longest >= weights.length) {
      weights = Arrays.copyOf(weights, Math.max(longest + 1, 2 * weights.length));
      futureWeights = Arrays.copyOf(futureWeights, weights.length);
    }
  }

  private void mark(int from, int to) {
    int[] symbols = block.symbols();
    for (int i = from; i < to; i++) {
      int position = slots.position(symbols[i]);
      if (position >= 0) {
        present[position] = true;
        if (stateLength <= PairWindow.PACKABLE) {
          unmarked &= ~(1 << position);
        }
      }
    }
  }

  private void contend(
      int pattern, long own, int matches, int blocks, int from, int to, double value) {
    if (contenders.admits(value)) {
      contenders.add(
          Contenders.pack(partIndexes[partCount - 1], pattern),
          Contenders.pack(matches, blocks),
          Contenders.pack(from, to),
          value,
          own,
          frequency);
    }
  }

  /** Adds what another thread found. */
  void addAll(Ensemble other) {
    frequency += other.frequency;
    makeRoom(other.weights.length - 1);
    for (int i = 0; i < other.weights.length; i++) {
      weights[i] += other.weights[i];
      futureWeights[i] += other.futureWeights[i];
    }
    for (int i = 0; i < present.length; i++) {
      present[i] |= other.present[i];
    }
    contenders.addAll(other.contenders, frequency);
  }

  Contenders contenders() {
    contenders.prune(frequency);
    return contenders;
  }

  long frequency() {
    return frequency;
  }

  boolean isPresent(int statePosition) {
    return present[statePosition];
  }

  /** Sum of frequency times similarity over all members. */
  double weight() {
    return sum(weights);
  }

  /** The same over the members that have a future. */
  double futureWeight() {
    return sum(futureWeights);
  }

  /** As {@link ExactSum} adds them. */
  private double sum(long[] byLength) {
    double sum = 0;
    for (int length = 0; length < byLength.length; length++) {
      if (byLength[length] != 0) {
        sum += (double) (2 * byLength[length]) / (length + stateLength);
      }
    }
    return sum;
  }

  /** Called for each member. */
  interface Visitor {
    void visit(PartView part, int pattern, int matches, int presentTo);
  }

  /** Passes on the members that have a future which the filter lets pass. */
  void forEachWithFuture(FutureFilter filter, Visitor visitor) {
    for (int i = 0; i < partCount; i++) {
      int end = i + 1 < partCount ? partStarts[i + 1] : count;
      visit(parts[i], partStarts[i], end, filter, visitor);
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
            filter.admits(endHashes[(int) (packed >>> PATTERN_SHIFT)], (int) packed & FIELD);
        chosen += admitted ? 1 : 0;
      }
      fetch(within, chosen);
      for (int i = 0; i < chosen; i++) {
        int pattern = (int) (batch[i] >>> PATTERN_SHIFT);
        int start = within.start(pattern);
        int end = start + within.length(pattern);
        int presentTo = end - ((int) batch[i] & FIELD);
        if (filter.admits(within.symbols(), presentTo, end)) {
          int matches = (int) (batch[i] >>> MATCHES_SHIFT) & FIELD;
          visitor.visit(of, pattern, matches, presentTo - start);
        }
      }
    }
  }

  /** Touches what will be needed of the batch, so that the memory of many is fetched at once. */
  private void fetch(Block within, int chosen) {
    for (int i = 0; i < chosen; i++) {
      int end = within.starts()[(int) (batch[i] >>> PATTERN_SHIFT) + 1];
      fetched += within.symbols()[end - 1] + within.eventEnds()[end >>> 5];
    }
  }

  /** Gives the arrays back, grown as they may be. */
  void release(Buffers buffers) {
    buffers.keep(members);
  }
}
