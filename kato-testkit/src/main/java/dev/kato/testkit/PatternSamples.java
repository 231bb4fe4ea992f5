package dev.kato.testkit;

import dev.kato.model.Event;
import dev.kato.model.Pattern;
import dev.kato.model.PatternName;
import dev.kato.model.UserId;
import dev.kato.spi.LearnRequest;
import dev.kato.spi.PatternStore;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;

/** Learnings and names to try pattern stores with. */
final class PatternSamples {

  /** The time of those who learn, unless a test says otherwise. */
  static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

  /** How long a learning may be repeated, unless a test says otherwise. */
  static final Instant UNTIL = NOW.plus(Duration.ofHours(1));

  private static final SequentialIds IDS = new SequentialIds("op-" + UUID.randomUUID());

  private PatternSamples() {}

  static String newId() {
    return IDS.get();
  }

  /** A user nobody else has. */
  static UserId newUser() {
    return new UserId("user-" + UUID.randomUUID());
  }

  static List<Event> events(int i) {
    return List.of(Event.of("event", Integer.toString(i)), Event.of("next"));
  }

  static PatternName name(int i) {
    return PatternName.of(events(i));
  }

  /** A learning of pattern {@code i}, without anything else. */
  static LearnRequest learning(int i) {
    return learning(newId(), i);
  }

  static LearnRequest learning(String operationId, int i) {
    return learning(operationId, i, List.of(), 5, Map.of(), Map.of());
  }

  static LearnRequest learning(List<Map<String, Double>> emotives, int persistence) {
    return learning(newId(), 0, emotives, persistence, Map.of(), Map.of());
  }

  static LearnRequest learning(Map<String, List<String>> metadata, Map<String, Double> affinity) {
    return learning(newId(), 0, List.of(), 5, metadata, affinity);
  }

  static LearnRequest learning(
      String operationId,
      int i,
      List<Map<String, Double>> emotives,
      int persistence,
      Map<String, List<String>> metadata,
      Map<String, Double> affinity) {
    return new LearnRequest(
        operationId,
        name(i),
        events(i),
        emotives,
        persistence,
        metadata,
        affinity,
        Map.of(),
        UNTIL);
  }

  /** A learning with some of everything. */
  static LearnRequest fullLearning(int i) {
    return learning(
        newId(), i, List.of(Map.of("joy", 1.0)), 5, Map.of("a", List.of("1")), Map.of("joy", 1.0));
  }

  static Pattern pattern(int i, long frequency) {
    return new Pattern(name(i), events(i), frequency, List.of(), Map.of(), Map.of());
  }

  /** The names of patterns 0 to {@code count} - 1, in their order. */
  static List<PatternName> sortedNames(int count) {
    return IntStream.range(0, count).mapToObj(PatternSamples::name).sorted().toList();
  }

  /** The pattern, which must be there. */
  static Pattern pattern(PatternStore store, UserId user, PatternName name) {
    return store
        .find(user, name)
        .orElseThrow(() -> new AssertionError("no pattern " + name + " of " + user));
  }

  /** All patterns of a user, read in pages. */
  static List<Pattern> all(PatternStore store, UserId user) {
    List<Pattern> all = new ArrayList<>();
    List<Pattern> page = store.list(user, null, 100);
    while (!page.isEmpty()) {
      all.addAll(page);
      page = store.list(user, all.get(all.size() - 1).name(), 100);
    }
    return all;
  }
}
