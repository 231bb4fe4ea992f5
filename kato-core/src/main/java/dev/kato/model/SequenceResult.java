package dev.kato.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The answer to a sequence of observations.
 *
 * @param initialStmLength events in the short-term memory before
 * @param finalStmLength events in it afterwards
 * @param steps one per observation
 * @param finalLearn the learning at the end, or null when there was none
 */
public record SequenceResult(
    int initialStmLength, int finalStmLength, List<Step> steps, @Nullable LearnResult finalLearn)
    implements Outcome {

  /** Copies the list. */
  public SequenceResult {
    steps = List.copyOf(steps);
  }

  /**
   * One observation of the sequence.
   *
   * @param observed its answer
   * @param learned the learning asked for after it, or null when there was none
   */
  public record Step(ObserveResult observed, @Nullable LearnResult learned) {}
}
