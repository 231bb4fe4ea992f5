package dev.kato.examples;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Predicts the click that most often followed the last one. */
final class Baseline {

  private final Map<String, Map<String, Integer>> followers = new HashMap<>();

  void learn(List<String> path) {
    for (int i = 1; i < path.size(); i++) {
      followers
          .computeIfAbsent(path.get(i - 1), unused -> new TreeMap<>())
          .merge(path.get(i), 1, Integer::sum);
    }
  }

  Optional<String> predict(List<String> soFar) {
    return followers.getOrDefault(soFar.get(soFar.size() - 1), Map.of()).entrySet().stream()
        .max(Map.Entry.comparingByValue())
        .map(Map.Entry::getKey);
  }
}
