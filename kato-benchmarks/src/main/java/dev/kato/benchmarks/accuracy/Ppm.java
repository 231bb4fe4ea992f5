package dev.kato.benchmarks.accuracy;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An n-gram model that backs off by method C, PPM-C (Moffat 1990): after a context that was
 * followed n times, by t different outcomes, each has its count of n + t, and t of n + t go to the
 * next shorter context. Outcomes of the longer contexts are excluded in the shorter ones. The
 * longest has five symbols. The empty context knows all outcomes and keeps nothing back.
 */
final class Ppm {

  private static final int ORDER = 5;

  /** How often what leads here occurred, and what came then. */
  private static final class Node {
    int count;
    @Nullable Map<String, Node> next;

    Node child(String outcome) {
      if (next == null) {
        next = new HashMap<>(2);
      }
      return next.computeIfAbsent(outcome, name -> new Node());
    }

    Map<String, Node> followers() {
      return next == null ? Map.of() : next;
    }
  }

  private final Node root = new Node();

  Ppm(List<List<String>> sequences) {
    for (List<String> sequence : sequences) {
      for (int from = 0; from <= sequence.size(); from++) {
        Node node = root;
        for (int at = from; at <= Math.min(sequence.size(), from + ORDER); at++) {
          node = node.child(Trial.outcome(sequence, at));
          node.count++;
        }
      }
    }
  }

  /** Of all outcomes that were learned. */
  Map<String, Double> distribution(List<String> prefix) {
    Map<String, Double> distribution = new HashMap<>();
    double left = 1;
    for (int order = Math.min(ORDER, prefix.size()); order >= 0; order--) {
      Node context = find(prefix.subList(prefix.size() - order, prefix.size()));
      Map<String, Integer> counts = new HashMap<>();
      int sum = 0;
      for (Map.Entry<String, Node> follower : context.followers().entrySet()) {
        if (!distribution.containsKey(follower.getKey())) {
          counts.put(follower.getKey(), follower.getValue().count);
          sum += follower.getValue().count;
        }
      }
      double all = order == 0 ? sum : sum + counts.size();
      for (Map.Entry<String, Integer> count : counts.entrySet()) {
        distribution.put(count.getKey(), left * count.getValue() / all);
      }
      left *= counts.isEmpty() ? 1 : counts.size() / all;
    }
    return distribution;
  }

  private Node find(List<String> context) {
    Node node = root;
    for (String symbol : context) {
      Node next = node.followers().get(symbol);
      if (next == null) {
        return new Node();
      }
      node = next;
    }
    return node;
  }

  /** Learned outcomes, the most likely first, at most so many. */
  List<String> ranking(Question question, int limit) {
    Map<String, Double> distribution = distribution(question.context());
    return distribution.keySet().stream()
        .filter(question::allows)
        .sorted(
            Comparator.<String>comparingDouble(outcome -> -distribution.getOrDefault(outcome, 0.0))
                .thenComparing(Comparator.naturalOrder()))
        .limit(limit)
        .toList();
  }
}
