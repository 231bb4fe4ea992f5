package dev.kato.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A learned pattern that resembles the state, and where in it the state is.
 *
 * @param name of the pattern
 * @param frequency how often the pattern was learned
 * @param emotives key-wise mean of the pattern's window
 * @param matches the matched symbols as observed, in order
 * @param past the pattern's events before the first that holds a match
 * @param present the events from there to the last that holds a match
 * @param future the events after that
 * @param missing one event per present event: its symbols that are not matched
 * @param extras one event per event of the short-term memory: its symbols that the present lacks
 * @param unmatched the symbols of the state that are not matched, in order
 * @param anomalies fuzzy readings used in the match
 * @param alignment which symbol of the short-term memory is matched with which of the pattern; its
 *     places in the pattern are indices of {@link #sequence()}
 * @param metrics the numbers
 */
public record Prediction(
    PatternName name,
    long frequency,
    Map<String, Double> emotives,
    List<String> matches,
    List<Event> past,
    List<Event> present,
    List<Event> future,
    List<Event> missing,
    List<Event> extras,
    List<String> unmatched,
    List<Anomaly> anomalies,
    Alignment alignment,
    Metrics metrics) {

  /** Copies all lists. */
  public Prediction {
    emotives = CodePoints.sortedCopy(emotives);
    matches = List.copyOf(matches);
    past = List.copyOf(past);
    present = List.copyOf(present);
    future = List.copyOf(future);
    missing = List.copyOf(missing);
    extras = List.copyOf(extras);
    unmatched = List.copyOf(unmatched);
    anomalies = List.copyOf(anomalies);
  }

  /** The whole pattern: past, present and future. */
  public List<Event> sequence() {
    List<Event> all = new ArrayList<>(past);
    all.addAll(present);
    all.addAll(future);
    return List.copyOf(all);
  }

  /** The value of a metric; 0 for a weighted one when there is no weighting. */
  public double metric(Metric metric) {
    return metric == Metric.FREQUENCY ? frequency : metrics.value(metric);
  }
}
