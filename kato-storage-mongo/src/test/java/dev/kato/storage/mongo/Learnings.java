package dev.kato.storage.mongo;

import dev.kato.model.Event;
import dev.kato.model.PatternName;
import dev.kato.spi.LearnRequest;
import dev.kato.testkit.SequentialIds;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;

/** Learnings of one pattern. */
final class Learnings {

  static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  static final Instant UNTIL = NOW.plusSeconds(3600);
  static final List<Event> EVENTS = List.of(Event.of("a", "b"));
  static final PatternName NAME = PatternName.of(EVENTS);

  private static final SequentialIds IDS = new SequentialIds("op-" + UUID.randomUUID());

  private Learnings() {}

  static LearnRequest learning() {
    return learning(List.of(), 5, Map.of(), Map.of());
  }

  static LearnRequest learning(
      List<Map<String, Double>> emotives,
      int persistence,
      Map<String, List<String>> metadata,
      Map<String, Double> affinity) {
    return new LearnRequest(
        IDS.get(), NAME, EVENTS, emotives, persistence, metadata, affinity, Map.of(), UNTIL);
  }

  static List<LearnRequest> learnings(int count) {
    return IntStream.range(0, count).mapToObj(i -> learning()).toList();
  }
}
