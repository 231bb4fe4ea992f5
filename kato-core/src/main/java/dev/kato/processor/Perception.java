package dev.kato.processor;

import dev.kato.config.SessionConfig;
import dev.kato.model.CodePoints;
import dev.kato.model.Event;
import dev.kato.model.FloatVector;
import dev.kato.model.Observation;
import dev.kato.model.ShortTermMemory;
import dev.kato.model.VectorDimensionMismatchException;
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

  /** Fewest entries that an accumulator can hold, whatever the bound on events is. */
  private static final int ACCUMULATED = 1000;

  private Perception() {}

  /**
   * A memory with an observation in it: the newest {@code max_stm_events} events. The accumulators
   * do not lose what goes with an event that is dropped; they are bounded by {@link #ACCUMULATED}
   * or the number of events, whichever is more.
   *
   * @param eventAdded false when the observation had no symbol
   */
  record Taken(ShortTermMemory memory, boolean eventAdded) {}

  static Taken take(
      ShortTermMemory memory, Observation observation, SessionConfig config, NearestVectors near) {
    List<String> symbols = new ArrayList<>();
    Map<String, FloatVector> vectors = memory.vectors();
    if (!observation.vectors().isEmpty()) {
      FloatVector percept = FloatVector.sum(observation.vectors());
      checkDimension(memory, percept);
      symbols.addAll(vectorSymbols(percept, near));
      vectors = with(vectors, percept);
    }
    symbols.addAll(
        config.sortSymbols() ? CodePoints.sorted(observation.strings()) : observation.strings());
    List<Event> events =
        symbols.isEmpty() ? memory.events() : append(memory.events(), new Event(symbols));
    ShortTermMemory taken =
        new ShortTermMemory(
            events,
            vectors,
            observation.emotives().isEmpty()
                ? memory.emotives()
                : append(memory.emotives(), observation.emotives()),
            observation.metadata().isEmpty()
                ? memory.metadata()
                : append(memory.metadata(), observation.metadataTexts()));
    return new Taken(bounded(taken, config.maxStmEvents()), !symbols.isEmpty());
  }

  /** Only the newest events, with the vectors among them; nothing accumulated. */
  static ShortTermMemory newest(ShortTermMemory memory, int count) {
    List<Event> events = tail(memory.events(), count);
    return new ShortTermMemory(
        events, vectorsAmong(events, memory.vectors()), List.of(), List.of());
  }

  private static ShortTermMemory bounded(ShortTermMemory memory, int limit) {
    int entries = Math.max(limit, ACCUMULATED);
    boolean fits =
        memory.events().size() <= limit
            && memory.emotives().size() <= entries
            && memory.metadata().size() <= entries;
    if (fits) {
      return memory;
    }
    List<Event> events = tail(memory.events(), limit);
    return new ShortTermMemory(
        events,
        vectorsAmong(events, memory.vectors()),
        tail(memory.emotives(), entries),
        tail(memory.metadata(), entries));
  }

  private static void checkDimension(ShortTermMemory memory, FloatVector percept) {
    for (FloatVector known : memory.vectors().values()) {
      if (known.dimension() != percept.dimension()) {
        throw new VectorDimensionMismatchException(known.dimension(), percept.dimension());
      }
    }
  }

  private static Set<String> vectorSymbols(FloatVector percept, NearestVectors near) {
    Set<String> symbols = new TreeSet<>(CodePoints.ORDER);
    symbols.add(percept.symbol());
    near.nearest(percept, NEAREST).forEach(neighbor -> symbols.add(neighbor.symbol()));
    return symbols;
  }

  private static Map<String, FloatVector> with(
      Map<String, FloatVector> vectors, FloatVector percept) {
    Map<String, FloatVector> more = new HashMap<>(vectors);
    more.put(percept.symbol(), percept);
    return more;
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

  private static <T> List<T> append(List<T> list, T item) {
    List<T> longer = new ArrayList<>(list.size() + 1);
    longer.addAll(list);
    longer.add(item);
    return longer;
  }

  private static <T> List<T> tail(List<T> list, int count) {
    return list.size() <= count ? list : list.subList(list.size() - count, list.size());
  }
}
