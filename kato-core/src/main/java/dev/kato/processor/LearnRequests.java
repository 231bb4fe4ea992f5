package dev.kato.processor;

import dev.kato.config.SessionConfig;
import dev.kato.model.CodePoints;
import dev.kato.model.Emotives;
import dev.kato.model.Event;
import dev.kato.model.PatternName;
import dev.kato.model.ShortTermMemory;
import dev.kato.spi.LearnRequest;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;

/** Turns a short-term memory into a learning. */
final class LearnRequests {

  private static final int MIN_SYMBOLS = 2;

  private LearnRequests() {}

  /** The learning of this memory, or empty if it holds fewer than two symbols. */
  static Optional<LearnRequest> of(
      ShortTermMemory memory, SessionConfig config, Supplier<String> operationIds) {
    if (Event.countSymbols(memory.events()) < MIN_SYMBOLS) {
      return Optional.empty();
    }
    List<Map<String, Double>> emotives = memory.emotives();
    int kept = Math.min(emotives.size(), config.persistence());
    return Optional.of(
        new LearnRequest(
            operationIds.get(),
            PatternName.of(memory.events()),
            memory.events(),
            emotives.subList(emotives.size() - kept, emotives.size()),
            config.persistence(),
            union(memory.metadata()),
            Emotives.mean(emotives),
            memory.vectors(),
            Instant.MAX));
  }

  private static Map<String, List<String>> union(List<Map<String, String>> entries) {
    Map<String, TreeSet<String>> sets = new TreeMap<>(CodePoints.ORDER);
    for (Map<String, String> entry : entries) {
      entry.forEach(
          (key, value) ->
              sets.computeIfAbsent(key, unused -> new TreeSet<>(CodePoints.ORDER)).add(value));
    }
    Map<String, List<String>> lists = new TreeMap<>(CodePoints.ORDER);
    sets.forEach((key, values) -> lists.put(key, List.copyOf(values)));
    return lists;
  }
}
