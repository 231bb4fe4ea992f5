package dev.kato.model;

import java.util.List;
import java.util.Map;

/**
 * What a session has observed and not yet learned.
 *
 * @param events oldest first, none empty
 * @param vectors the percept vectors among the events, by symbol
 * @param emotives accumulator, oldest first; no entry is empty
 * @param metadata accumulator with values as text, oldest first; no entry is empty
 */
public record ShortTermMemory(
    List<Event> events,
    Map<String, FloatVector> vectors,
    List<Map<String, Double>> emotives,
    List<Map<String, String>> metadata) {

  /** Nothing observed. */
  public static final ShortTermMemory EMPTY =
      new ShortTermMemory(List.of(), Map.of(), List.of(), List.of());

  /** Copies all parts. */
  public ShortTermMemory {
    events = List.copyOf(events);
    vectors = CodePoints.sortedCopy(vectors);
    emotives = emotives.stream().map(CodePoints::<Double>sortedCopy).toList();
    metadata = metadata.stream().map(CodePoints::<String>sortedCopy).toList();
  }
}
