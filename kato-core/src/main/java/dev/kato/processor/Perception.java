package dev.kato.processor;

import dev.kato.config.SessionConfig;
import dev.kato.model.CodePoints;
import dev.kato.model.Event;
import dev.kato.model.FloatVector;
import dev.kato.model.Observation;
import dev.kato.model.ShortTermMemory;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** How an observation becomes part of a short-term memory. */
final class Perception {

  private static final int NEAREST = 3;

  private Perception() {}

  /**
   * Takes an observation into the memory, which keeps the newest {@code max_stm_events} events.
   *
   * @return false when the observation had no symbol, so that no event was added
   */
  static boolean take(
      GrowingMemory memory, Observation observation, SessionConfig config, NearestVectors near) {
    List<String> symbols = new ArrayList<>();
    if (!observation.vectors().isEmpty()) {
      FloatVector percept = FloatVector.sum(observation.vectors());
      memory.checkDimension(percept);
      symbols.addAll(vectorSymbols(percept, near));
      memory.addVector(percept);
    }
    symbols.addAll(
        config.sortSymbols() ? CodePoints.sorted(observation.strings()) : observation.strings());
    if (!symbols.isEmpty()) {
      memory.addEvent(new Event(symbols));
    }
    if (!observation.emotives().isEmpty()) {
      memory.addEmotives(observation.emotives());
    }
    if (!observation.metadata().isEmpty()) {
      memory.addMetadata(observation.metadataTexts());
    }
    memory.keepNewest(config.maxStmEvents());
    return !symbols.isEmpty();
  }

  /** Only the newest events, with the vectors among them; nothing accumulated. */
  static ShortTermMemory newest(ShortTermMemory memory, int count) {
    List<Event> events = tail(memory.events(), count);
    return new ShortTermMemory(
        events, vectorsAmong(events, memory.vectors()), List.of(), List.of());
  }

  private static Set<String> vectorSymbols(FloatVector percept, NearestVectors near) {
    Set<String> symbols = new TreeSet<>(CodePoints.ORDER);
    symbols.add(percept.symbol());
    near.nearest(percept, NEAREST).forEach(neighbor -> symbols.add(neighbor.symbol()));
    return symbols;
  }

  private static Map<String, FloatVector> vectorsAmong(
      List<Event> events, Map<String, FloatVector> vectors) {
    if (vectors.isEmpty()) {
      return vectors;
    }
    Map<String, FloatVector> kept = new HashMap<>(vectors);
    kept.keySet().retainAll(new HashSet<>(Event.flatten(events)));
    return kept;
  }

  private static <T> List<T> tail(List<T> list, int count) {
    return list.size() <= count ? list : list.subList(list.size() - count, list.size());
  }
}
