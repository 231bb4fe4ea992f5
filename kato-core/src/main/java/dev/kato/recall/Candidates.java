package dev.kato.recall;

import dev.kato.recall.index.PatternContent;
import dev.kato.recall.score.EnsembleSums;
import dev.kato.recall.score.FutureGroups;
import dev.kato.recall.score.Member;
import dev.kato.recall.score.Scorer;

/**
 * What was found of an ensemble: the sums over all of its members, and those that may be among the
 * best, numbered from 0. For one question; not thread-safe.
 */
interface Candidates {

  /** Over all members. */
  EnsembleSums sums();

  /** All members that have a future. */
  FutureGroups futures();

  /** The weight of those. */
  double futureWeight();

  /** How many candidates there are. */
  int count();

  /** One of them. */
  Member member(int candidate);

  /** Whether it is this pattern. */
  boolean is(int candidate, PatternContent pattern);

  /** How similar it is to the state. */
  double similarity(int candidate);

  /** How often its pattern was learned. */
  long frequency(int candidate);

  /**
   * Its potential where no symbol weighs more than others, to the last bit what the metrics say.
   */
  default double potential(int candidate, Scorer scorer) {
    return scorer.metrics(member(candidate), 0).potential();
  }

  /** Compares the names of two candidates' patterns. */
  int compareNames(int a, int b);
}
