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

  private static final int COARSE_LENGTHS = 64;
  private static final int COARSE_MATCHES = 16;

  private final double[] coarse = new double[COARSE_LENGTHS * COARSE_MATCHES];
  private final int stateLength;
  private final RankBound bound;
  private final Contenders contenders;
  private final boolean[] present;

  /** By length of the pattern: frequency times matches, of all and of those with a future. */
  private long[] weights = new long[64];

  private long[] futureWeights = new long[64];
  private long frequency;
  private long[] members;
  private int count;
  private int[] partIndexes = new int[16];
  private int[] partStarts = new int[16];
  private int partCount;

  /**
   * An empty one.
   *
   * @param buffers arrays to use, which the caller lends until it has read the result
   */
  Ensemble(RankBound bound, int wanted, int stateLength, Buffers buffers) {
    this.bound = bound;
    this.stateLength = stateLength;
    this.present = new boolean[stateLength];
    this.contenders = buffers.contenders();
    this.contenders.reset(bound, wanted);
    this.members = buffers.members();
  }

  /** The members added from now on belong to the part {@code index} of the snapshot. */
  void beginPart(int index) {
    if (partCount == partStarts.length) {
      partStarts = Arrays.copyOf(partStarts, 2 * partCount);
      partIndexes = Arrays.copyOf(partIndexes, 2 * partCount);
    }
    partIndexes[partCount] = index;
    partStarts[partCount++] = count;
  }

  /**
   * Adds a member of the current part.
   *
   * @param pattern its number there
   * @param memberFrequency its frequency, not 0
   * @param length its symbols
   * @param presentFrom position of the first symbol of its present
   * @param presentTo position after the last
   */
  void add(
      int pattern,
      long memberFrequency,
      int length,
      int matches,
      int blocks,
      int presentFrom,
      int presentTo) {
    frequency += memberFrequency;
    if (length >= weights.length) {
      weights = Arrays.copyOf(weights, Math.max(length + 1, 2 * weights.length));
      futureWeights = Arrays.copyOf(futureWeights, weights.length);
    }
    long weight = memberFrequency * matches;
    weights[length] += weight;
    if (presentTo < length) {
      futureWeights[length] += weight;
    }
    if (count == members.length) {
      members = Arrays.copyOf(members, 2 * count);
    }
    members[count++] =
        (long) pattern << PATTERN_SHIFT | (long) matches << MATCHES_SHIFT | presentTo;
    if (!contenders.admits(coarse(length, matches))) {
      return;
    }
    double value = bound.value(length, presentTo - presentFrom, matches, blocks, memberFrequency);
    if (contenders.admits(value)) {
      contenders.add(
          Contenders.pack(partIndexes[partCount - 1], pattern),
          Contenders.pack(matches, blocks),
          Contenders.pack(presentFrom, presentTo),
          value,
          memberFrequency,
          frequency);
    }
  }

  private double coarse(int length, int matches) {
    if (length >= COARSE_LENGTHS || matches >= COARSE_MATCHES) {
      return Double.POSITIVE_INFINITY;
    }
    int index = matches * COARSE_LENGTHS + length;
    if (coarse[index] == 0) {
      coarse[index] = bound.coarse(length, matches);
    }
    return coarse[index];
  }

  /** Notes that the state's symbol at this position, its first, is in a member's present. */
  void markPresent(int statePosition) {
    present[statePosition] = true;
  }

  /** Adds what another thread found. */
  void addAll(Ensemble other) {
    frequency += other.frequency;
    if (other.weights.length > weights.length) {
      weights = Arrays.copyOf(weights, other.weights.length);
      futureWeights = Arrays.copyOf(futureWeights, other.weights.length);
    }
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
    void visit(int partIndex, int pattern, int matches, int presentTo);
  }

  void forEach(Visitor visitor) {
    for (int i = 0; i < partCount; i++) {
      int end = i + 1 < partCount ? partStarts[i + 1] : count;
      for (int member = partStarts[i]; member < end; member++) {
        long packed = members[member];
        visitor.visit(
            partIndexes[i],
            (int) (packed >>> PATTERN_SHIFT),
            (int) (packed >>> MATCHES_SHIFT) & FIELD,
            (int) packed & FIELD);
      }
    }
  }

  /** Number of members. */
  int count() {
    return count;
  }

  /** Gives the arrays back, grown as they may be. */
  void release(Buffers buffers) {
    buffers.keep(members);
  }
}
