package dev.kato.benchmarks.accuracy;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The plainest baseline: what followed the last symbol most often, then what was there most often.
 */
final class Followers {

  private final Map<String, Map<String, Integer>> followers = new HashMap<>();
  private final Map<String, Integer> all = new HashMap<>();
  private final List<String> popular;

  Followers(List<List<String>> sequences) {
    for (List<String> sequence : sequences) {
      all.merge(sequence.get(0), 1, Integer::sum);
      for (int at = 1; at <= sequence.size(); at++) {
        String outcome = Trial.outcome(sequence, at);
        all.merge(outcome, 1, Integer::sum);
        followers
            .computeIfAbsent(sequence.get(at - 1), last -> new HashMap<>())
            .merge(outcome, 1, Integer::sum);
      }
    }
    popular = sorted(all);
  }

  private static List<String> sorted(Map<String, Integer> counts) {
    List<String> sorted = new ArrayList<>(counts.keySet());
    sorted.sort(
        Comparator.<String>comparingInt(outcome -> -counts.getOrDefault(outcome, 0))
            .thenComparing(Comparator.naturalOrder()));
    return sorted;
  }

  /** Learned outcomes, the most likely first, at most so many. */
  List<String> ranking(Question question, int limit) {
    List<String> context = question.context();
    String last = context.get(context.size() - 1);
    Set<String> ranking = new LinkedHashSet<>(sorted(followers.getOrDefault(last, Map.of())));
    ranking.addAll(popular.subList(0, Math.min(popular.size(), limit + 1)));
    return ranking.stream().filter(question::allows).limit(limit).toList();
  }
}
