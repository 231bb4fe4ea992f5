package dev.kato.model;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Why a pattern is, or is not, among the predictions from a state.
 *
 * @param name of the pattern
 * @param frequency how often the pattern was learned
 * @param sequence the pattern
 * @param alignment which symbol of the state is matched with which of the {@code sequence}; where
 *     none is, all of the pattern is missing
 * @param stateSymbols how many symbols the state has: |s|
 * @param similarity 2 &middot; {@link #matched()} / ({@link #patternSymbols()} + {@code
 *     stateSymbols}); in character mode of {@code characters}
 * @param characters what the similarity is made of in character mode, else null
 * @param bounds what decides, in the order in which it is applied: the first that is not passed is
 *     why the pattern is not predicted
 * @param prediction what is predicted, or would be if more were returned; null if the pattern is no
 *     member of the ensemble
 */
public record Explanation(
    PatternName name,
    long frequency,
    List<Event> sequence,
    Alignment alignment,
    int stateSymbols,
    double similarity,
    @Nullable Characters characters,
    List<Bound> bounds,
    @Nullable Prediction prediction) {

  /** Copies both lists. */
  public Explanation {
    sequence = List.copyOf(sequence);
    bounds = List.copyOf(bounds);
  }

  /** Whether the pattern is among the predictions: whether it passes all bounds. */
  public boolean predicted() {
    return bounds.stream().allMatch(Bound::passed);
  }

  /** The first bound that is not passed; none if the pattern is predicted. */
  public Optional<Bound> failed() {
    return bounds.stream().filter(bound -> !bound.passed()).findFirst();
  }

  /** How many symbols match: M. */
  public int matched() {
    return alignment.matched().size();
  }

  /** How many symbols the pattern has: |p|. */
  public int patternSymbols() {
    return Event.countSymbols(sequence);
  }

  /**
   * Code points of two texts, each made of symbols with a space between them: similarity is 2
   * &middot; common / (pattern + state).
   *
   * @param common of their longest common subsequence
   * @param pattern of the pattern
   * @param state of the state, as it was read for the pattern
   */
  public record Characters(long common, long pattern, long state) {}
}
