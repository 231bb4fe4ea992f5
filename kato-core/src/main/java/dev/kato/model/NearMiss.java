package dev.kato.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A pattern that is not predicted, and what would change that.
 *
 * @param name of the pattern
 * @param sequence the pattern
 * @param similarity to the state
 * @param matched how many symbols match
 * @param neededThreshold the greatest {@code recall_threshold} at which it is a member of the
 *     ensemble, which then has others, too, and may rank them before it; null if it is similar
 *     enough
 * @param neededMaxPredictions the least {@code max_predictions} with which it is returned: its
 *     rank; null if it is not a member
 */
public record NearMiss(
    PatternName name,
    List<Event> sequence,
    double similarity,
    int matched,
    @Nullable Double neededThreshold,
    @Nullable Integer neededMaxPredictions) {

  /** Copies the list. */
  public NearMiss {
    sequence = List.copyOf(sequence);
  }
}
