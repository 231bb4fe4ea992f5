package dev.kato.model;

import java.util.List;

/**
 * One way things may go on, with what speaks for it in the whole ensemble.
 *
 * @param future the events to come, each sorted
 * @param aggregatePotential share of the frequency-weighted similarity of all patterns that have a
 *     future, 0..1
 * @param supportingPatterns how many patterns of the ensemble end so
 * @param totalWeightedFrequency sum of frequency &middot; similarity over them
 */
public record FuturePotential(
    List<Event> future,
    double aggregatePotential,
    int supportingPatterns,
    double totalWeightedFrequency) {

  /** Copies the list. */
  public FuturePotential {
    future = List.copyOf(future);
  }
}
