package dev.kato.spi;

import dev.kato.model.CodePoints;
import dev.kato.model.Event;
import dev.kato.model.FloatVector;
import dev.kato.model.PatternName;
import java.util.List;
import java.util.Map;

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
 */
public record LearnRequest(
    String operationId,
    PatternName name,
    List<Event> events,
    List<Map<String, Double>> emotives,
    int persistence,
    Map<String, List<String>> metadata,
    Map<String, Double> affinity,
    Map<String, FloatVector> vectors) {

  /** How many learnings of one pattern are remembered to recognise a repeat. */
  public static final int REMEMBERED_OPERATIONS = 32;

  /** Copies all parts and puts maps in order. */
  public LearnRequest {
    events = List.copyOf(events);
    emotives = emotives.stream().map(CodePoints::<Double>sortedCopy).toList();
    metadata = CodePoints.sortedCopy(metadata);
    affinity = CodePoints.sortedCopy(affinity);
    vectors = CodePoints.sortedCopy(vectors);
  }
}
