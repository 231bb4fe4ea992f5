package dev.kato.examples;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Tells the click that most often followed the last ones: as many of them as were ever seen. */
final class Baseline {

  private final int longest;
  private final Map<List<String>, Map<String, Integer>> followers = new HashMap<>();

  /**
   * A baseline that has learned nothing.
   *
   * @param longest most clicks it looks back at
   */
  Baseline(int longest) {
    this.longest = longest;
  }

  void learn(List<String> path) {
    for (int next = 1; next < path.size(); next++) {
      for (int length = 1; length <= Math.min(longest, next); length++) {
        followers
            .computeIfAbsent(
                List.copyOf(path.subList(next - length, next)), unused -> new TreeMap<>())
            .merge(path.get(next), 1, Integer::sum);
      }
    }
  }

  Optional<String> predict(List<String> soFar) {
    int length = Math.min(longest, soFar.size());
    while (length > 0 && !followers.containsKey(last(soFar, length))) {
      length--;
    }
    return followers.getOrDefault(last(soFar, length), Map.of()).entrySet().stream()
        .max(Map.Entry.comparingByValue())
        .map(Map.Entry::getKey);
  }

  private static List<String> last(List<String> clicks, int length) {
    return clicks.subList(clicks.size() - length, clicks.size());
  }
}
