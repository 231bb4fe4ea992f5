package dev.kato.processor;

import dev.kato.model.CodePoints;
import dev.kato.model.Event;
import dev.kato.model.FloatVector;
import dev.kato.model.ShortTermMemory;
import dev.kato.model.VectorDimensionMismatchException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The short-term memory of an operation under way. Each change costs as much as is added or
 * dropped, however much there is. Not thread-safe.
 */
final class GrowingMemory {

  /** Fewest entries that an accumulator can hold, whatever the bound on events is. */
  private static final int ACCUMULATED = 1000;

  private final Window<Event> events;
  private final Window<Map<String, Double>> emotives;
  private final Window<Map<String, String>> metadata;
  private Map<String, FloatVector> vectors;
  private boolean ownVectors;

  /** That of all vectors, where there are any and it was looked at. */
  private int dimension;

  /** How many events were dropped. */
  private int dropped;

  /**
   * For each symbol the newest event with it, as a number that stays when others are dropped. Made
   * when an event is first dropped while there are vectors.
   */
  private @Nullable Map<String, Integer> lastSeen;

  /** Begins with that. */
  GrowingMemory(ShortTermMemory memory) {
    events = new Window<>(memory.events());
    emotives = new Window<>(memory.emotives());
    metadata = new Window<>(memory.metadata());
    vectors = memory.vectors();
  }

  int eventCount() {
    return events.size();
  }

  /** What is in it now. */
  ShortTermMemory memory() {
    return new ShortTermMemory(events.items(), vectors, emotives.items(), metadata.items());
  }

  /**
   * Refuses what cannot be together with the vectors there are.
   *
   * @throws VectorDimensionMismatchException if it is of another dimension
   */
  void checkDimension(FloatVector percept) {
    if (percept.dimension() == dimension) {
      return;
    }
    for (FloatVector known : vectors.values()) {
      if (known.dimension() != percept.dimension()) {
        throw new VectorDimensionMismatchException(known.dimension(), percept.dimension());
      }
    }
    dimension = percept.dimension();
  }

  /** Adds one that was checked; its symbol is to be in the event that is added next. */
  void addVector(FloatVector percept) {
    ownVectors().put(percept.symbol(), percept);
  }

  private Map<String, FloatVector> ownVectors() {
    if (!ownVectors) {
      Map<String, FloatVector> copy = new TreeMap<>(CodePoints.ORDER);
      copy.putAll(vectors);
      vectors = copy;
      ownVectors = true;
    }
    return vectors;
  }

  void addEvent(Event event) {
    events.add(event);
    if (lastSeen != null) {
      see(lastSeen, event, dropped + events.size() - 1);
    }
  }

  private static void see(Map<String, Integer> lastSeen, Event event, Integer number) {
    for (String symbol : event.symbols()) {
      lastSeen.put(symbol, number);
    }
  }

  void addEmotives(Map<String, Double> entry) {
    emotives.add(entry);
  }

  void addMetadata(Map<String, String> entry) {
    metadata.add(entry);
  }

  /**
   * Keeps the newest events, with the vectors among them. The accumulators do not lose what goes
   * with an event that is dropped; they are bounded by {@link #ACCUMULATED} or the number of
   * events, whichever is more.
   */
  void keepNewest(int limit) {
    int entries = Math.max(limit, ACCUMULATED);
    if (events.size() <= limit && emotives.size() <= entries && metadata.size() <= entries) {
      return;
    }
    events.keepNewest(limit, this::forget);
    if (lastSeen == null && !vectors.isEmpty()) {
      lastSeen = seenInAll();
      ownVectors().keySet().retainAll(lastSeen.keySet());
    }
    emotives.keepNewest(entries, unused -> {});
    metadata.keepNewest(entries, unused -> {});
  }

  private void forget(Event event) {
    Integer number = dropped++;
    if (lastSeen != null) {
      for (String symbol : event.symbols()) {
        if (lastSeen.remove(symbol, number)) {
          ownVectors().remove(symbol);
        }
      }
    }
  }

  private Map<String, Integer> seenInAll() {
    Map<String, Integer> seen = new HashMap<>();
    List<Event> all = events.items();
    for (int i = 0; i < all.size(); i++) {
      see(seen, all.get(i), dropped + i);
    }
    return seen;
  }
}
