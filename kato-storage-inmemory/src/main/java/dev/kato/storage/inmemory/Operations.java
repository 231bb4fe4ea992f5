package dev.kato.storage.inmemory;

import dev.kato.model.PatternName;
import dev.kato.spi.LearnRequest;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;

/**
 * The learnings of one user that may be repeated: by which the repeat is known. For one thread at a
 * time.
 */
final class Operations {

  /** A learning, and until when it may be repeated; there is one of a pattern and an id. */
  private record Learned(PatternName name, String id, Instant until) {

    static Learned of(LearnRequest request) {
      return new Learned(request.name(), request.operationId(), request.repeatableUntil());
    }
  }

  private static final Comparator<Learned> BY_PATTERN =
      Comparator.comparing(Learned::name).thenComparing(Learned::id);

  private final TreeSet<Learned> byPattern = new TreeSet<>(BY_PATTERN);
  private final TreeSet<Learned> byTime =
      new TreeSet<>(Comparator.comparing(Learned::until).thenComparing(BY_PATTERN));

  /** Whether this is a repeat. Drops first whatever may not be repeated any more. */
  boolean contain(LearnRequest request, Instant now) {
    while (!byTime.isEmpty() && now.isAfter(byTime.first().until())) {
      remove(byTime.first());
    }
    return byPattern.contains(Learned.of(request));
  }

  /** Adds one that is not there. */
  void add(LearnRequest request) {
    Learned learned = Learned.of(request);
    byPattern.add(learned);
    byTime.add(learned);
  }

  /** Drops requests that were learned. */
  void forget(List<LearnRequest> learned) {
    for (LearnRequest request : learned) {
      Learned probe = Learned.of(request);
      Learned known = byPattern.floor(probe);
      if (known != null && BY_PATTERN.compare(known, probe) == 0) {
        remove(known);
      }
    }
  }

  /** Drops the learnings of one pattern. */
  void remove(PatternName name) {
    Learned probe = new Learned(name, "", Instant.MIN);
    Learned next = byPattern.higher(probe);
    while (next != null && next.name().equals(name)) {
      remove(next);
      next = byPattern.higher(probe);
    }
  }

  void clear() {
    byPattern.clear();
    byTime.clear();
  }

  /** How many are kept. */
  int size() {
    return byPattern.size();
  }

  private void remove(Learned learned) {
    byPattern.remove(learned);
    byTime.remove(learned);
  }
}
