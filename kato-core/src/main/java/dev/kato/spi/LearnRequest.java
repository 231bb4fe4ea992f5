package dev.kato.spi;

import dev.kato.model.CodePoints;
import dev.kato.model.Event;
import dev.kato.model.FloatVector;
import dev.kato.model.Pattern;
import dev.kato.model.PatternName;
import dev.kato.model.PatternTooLargeException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One learning, in full, so that it can be repeated after a crash.
 *
 * @param operationId 1 to 64 ASCII characters; unlike any other learning's
 * @param name derived from the events
 * @param events none empty; at least two symbols in all
 * @param emotives entries for the window, oldest first
 * @param persistence how many entries the window keeps, 1..100
 * @param metadata for each key its new distinct values, at least one, in code point order
 * @param affinity to add to the running sums
 * @param vectors that become part of the knowledge base with this pattern, by symbol
 * @param repeatableUntil from then on the request is not repeated any more, by the clock of those
 *     who send it
 */
public record LearnRequest(
    String operationId,
    PatternName name,
    List<Event> events,
    List<Map<String, Double>> emotives,
    int persistence,
    Map<String, List<String>> metadata,
    Map<String, Double> affinity,
    Map<String, FloatVector> vectors,
    Instant repeatableUntil) {

  /** Copies all parts and puts maps in order. */
  public LearnRequest {
    events = List.copyOf(events);
    emotives = emotives.stream().map(CodePoints::<Double>sortedCopy).toList();
    metadata = CodePoints.sortedCopy(metadata);
    affinity = CodePoints.sortedCopy(affinity);
    vectors = CodePoints.sortedCopy(vectors);
  }

  /** The same, to be repeated until then. */
  public LearnRequest withRepeatableUntil(Instant until) {
    return new LearnRequest(
        operationId, name, events, emotives, persistence, metadata, affinity, vectors, until);
  }

  /**
   * Refuses the request if with it a pattern would grow beyond {@link Pattern#MAX_METADATA_VALUES}
   * or {@link Pattern#MAX_AFFINITY_KEYS}. One that adds nothing to what there is always passes.
   *
   * @param known the pattern as it is, if there is one
   * @throws PatternTooLargeException naming the bound
   */
  public void checkGrowth(Optional<Pattern> known) {
    Growth growth = new Growth();
    known.ifPresent(growth::add);
    growth.add(this);
  }
}
