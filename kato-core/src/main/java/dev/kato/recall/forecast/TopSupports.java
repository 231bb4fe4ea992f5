package dev.kato.recall.forecast;

import dev.kato.recall.index.Block;
import java.util.Arrays;

/**
 * The greatest votes for one outcome, ties by name of the pattern, position, way, age and symbol.
 * Used by one thread.
 */
final class TopSupports {

  private final int most;
  private final Vote[] votes;
  private int count;

  /**
   * One vote.
   *
   * @param weight of it
   * @param block that has the pattern
   * @param pattern that votes
   * @param event at which it has the newest of what is matched, from 0 on
   * @param way by which it votes
   * @param reach the order of a context, else the age of the related symbol
   * @param symbol place of the related symbol in its event; 0 for a context
   * @param outcome the number of the related symbol; 0 for a context
   */
  record Vote(
      double weight,
      Block block,
      int pattern,
      int event,
      Way way,
      int reach,
      int symbol,
      int outcome) {

    Vote weighing(double newWeight, Way newWay) {
      return new Vote(newWeight, block, pattern, event, newWay, reach, symbol, outcome);
    }

    private int compareTo(Vote other) {
      int order = Double.compare(other.weight, weight);
      order = order != 0 ? order : Block.compareNames(block, pattern, other.block, other.pattern);
      order = order != 0 ? order : Integer.compare(event, other.event);
      order = order != 0 ? order : way.compareTo(other.way);
      order = order != 0 ? order : Integer.compare(reach, other.reach);
      return order != 0 ? order : Integer.compare(symbol, other.symbol);
    }
  }

  /** Why a pattern votes. */
  enum Way {
    CONTEXT,
    AFTER,
    BEFORE
  }

  TopSupports(int most) {
    this.most = most;
    this.votes = new Vote[most];
  }

  /** The least weight with which a vote may still be among them. */
  double least() {
    return count < most ? 0 : votes[count - 1].weight;
  }

  void offer(Vote vote) {
    if (count == most && vote.compareTo(votes[count - 1]) >= 0) {
      return;
    }
    int at = count < most ? count++ : count - 1;
    while (at > 0 && vote.compareTo(votes[at - 1]) < 0) {
      votes[at] = votes[at - 1];
      at--;
    }
    votes[at] = vote;
  }

  /** The greatest first. */
  Vote[] votes() {
    return Arrays.copyOf(votes, count);
  }
}
