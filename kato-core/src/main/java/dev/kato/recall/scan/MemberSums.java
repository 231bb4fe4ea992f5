package dev.kato.recall.scan;

import dev.kato.recall.base.ExactSum;
import dev.kato.recall.base.Int128;
import dev.kato.recall.index.Posting;
import java.util.Arrays;

/**
 * Frequency, and frequency times similarity, added over the members of an ensemble. Where no sum
 * can exceed a long, those of patterns that are not too long are added in plain longs, by length;
 * all others exactly. Either way the same comes out.
 */
public final class MemberSums {

  private final int stateLength;

  /** Whether no sum can exceed a long. */
  private final boolean plain;

  /** By length of the pattern: frequency times matches, of all and of those with a future. */
  private long[] weights = new long[64];

  private long[] futureWeights = new long[64];
  private long frequency;

  /** The same of those that cannot be added plainly; the longest ones, or all. */
  private final ExactSum others = new ExactSum();

  private final ExactSum futureOthers = new ExactSum();
  private Int128 otherFrequency = Int128.ZERO;

  /**
   * No members.
   *
   * @param most no more than this is the frequency of all patterns
   */
  MemberSums(int stateLength, Int128 most) {
    this.stateLength = stateLength;
    this.plain = most.toLong() <= Long.MAX_VALUE / 2 / Math.max(1, stateLength);
  }

  /** Whether members of patterns that have up to {@code longest} symbols may be added plainly. */
  boolean areFor(int longest) {
    return plain && longest <= Posting.LONGEST;
  }

  /** Makes room for members of such patterns, which are then added to the arrays themselves. */
  void makeRoom(int longest) {
    if (longest >= weights.length) {
      weights = Arrays.copyOf(weights, Math.max(longest + 1, 2 * weights.length));
      futureWeights = Arrays.copyOf(futureWeights, weights.length);
    }
  }

  long[] weights() {
    return weights;
  }

  long[] futureWeights() {
    return futureWeights;
  }

  void addPlain(long more) {
    frequency += more;
    assert more >= 0 && frequency >= 0 : more;
  }

  /** Adds any member. */
  void add(long times, int matches, int length, boolean hasFuture) {
    otherFrequency = otherFrequency.plus(times);
    others.add(times, 2L * matches, (long) length + stateLength);
    if (hasFuture) {
      futureOthers.add(times, 2L * matches, (long) length + stateLength);
    }
  }

  /** Adds what another thread has added, of the same question. */
  void add(MemberSums other) {
    makeRoom(other.weights.length - 1);
    for (int i = 0; i < other.weights.length; i++) {
      weights[i] += other.weights[i];
      futureWeights[i] += other.futureWeights[i];
    }
    frequency += other.frequency;
    others.add(other.others);
    futureOthers.add(other.futureOthers);
    otherFrequency = otherFrequency.plus(other.otherFrequency);
  }

  public Int128 frequency() {
    return otherFrequency.plus(frequency);
  }

  /** Sum of frequency times similarity over all members. */
  public double weight() {
    return others.addTo(sum(weights));
  }

  /** The same over the members that have a future. */
  public double futureWeight() {
    return futureOthers.addTo(sum(futureWeights));
  }

  /** As {@link ExactSum} adds them, which then goes on with longer patterns. */
  private double sum(long[] byLength) {
    double sum = 0;
    for (int length = 0; length < byLength.length; length++) {
      assert byLength[length] >= 0 : length;
      if (byLength[length] != 0) {
        sum += (double) (2 * byLength[length]) / (length + stateLength);
      }
    }
    return sum;
  }
}
