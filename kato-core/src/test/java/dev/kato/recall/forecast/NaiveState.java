package dev.kato.recall.forecast;

import dev.kato.model.Event;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Section 1: the short-term memory as a knowledge base reads it. */
final class NaiveState {

  /** How many of the newest events related symbols and repeats are from: W. */
  static final int RECENT = 5;

  final Set<String> ignored = new LinkedHashSet<>();
  final TreeMap<String, String> readAs = new TreeMap<>();

  private final NaiveKnowledge knowledge;
  private final double fuzzyTokenThreshold;
  private final List<SortedSet<Integer>> events = new ArrayList<>();
  private final List<Integer> indexes = new ArrayList<>();

  NaiveState(NaiveKnowledge knowledge, List<Event> stm, double fuzzyTokenThreshold) {
    this.knowledge = knowledge;
    this.fuzzyTokenThreshold = fuzzyTokenThreshold;
    for (int i = 0; i < stm.size(); i++) {
      SortedSet<Integer> event = new TreeSet<>();
      stm.get(i).symbols().forEach(symbol -> read(symbol, event));
      if (!event.isEmpty()) {
        events.add(event);
        indexes.add(i + 1);
      }
    }
  }

  private void read(String symbol, SortedSet<Integer> event) {
    int known = knowledge.number(symbol);
    if (known >= 0) {
      event.add(known);
      return;
    }
    String similar = fuzzyTokenThreshold > 0 ? mostSimilar(symbol) : null;
    if (similar == null) {
      ignored.add(symbol);
    } else {
      readAs.put(symbol, similar);
      event.add(knowledge.number(similar));
    }
  }

  private @Nullable String mostSimilar(String symbol) {
    String best = null;
    double most = 0;
    for (String candidate : knowledge.symbols) {
      double similarity = similarity(symbol, candidate);
      if (similarity >= fuzzyTokenThreshold && similarity > most) {
        most = similarity;
        best = candidate;
      }
    }
    return best;
  }

  private static double similarity(String a, String b) {
    int[] x = a.codePoints().toArray();
    int[] y = b.codePoints().toArray();
    int[][] common = new int[x.length + 1][y.length + 1];
    for (int i = 1; i <= x.length; i++) {
      for (int j = 1; j <= y.length; j++) {
        common[i][j] =
            x[i - 1] == y[j - 1]
                ? common[i - 1][j - 1] + 1
                : Math.max(common[i - 1][j], common[i][j - 1]);
      }
    }
    return 2.0 * common[x.length][y.length] / (x.length + y.length);
  }

  /** How many events there are: m. */
  int length() {
    return events.size();
  }

  /** The event of an age; 0 is the newest. */
  SortedSet<Integer> event(int age) {
    return events.get(events.size() - 1 - age);
  }

  /** Where in the short-term memory as it was given the event of an age is, from 1. */
  int index(int age) {
    return indexes.get(indexes.size() - 1 - age);
  }

  /** How many events are recent. */
  int recent() {
    return Math.min(RECENT, length());
  }

  /** The symbols of an event that no newer one has. */
  SortedSet<Integer> newAt(int age) {
    SortedSet<Integer> symbols = new TreeSet<>(event(age));
    for (int a = 0; a < age; a++) {
      symbols.removeAll(event(a));
    }
    return symbols;
  }
}
