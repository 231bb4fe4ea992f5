package dev.kato.recall;

import dev.kato.model.CodePoints;
import dev.kato.model.Event;
import dev.kato.model.FuturePotential;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Members of an ensemble by what comes next in them. */
final class FutureGroups {

  private static final Comparator<List<Event>> BY_EVENTS =
      lexicographic(Comparator.comparing(Event::symbols, lexicographic(CodePoints.ORDER)));

  private final Map<FutureKey, Group> groups = new HashMap<>();

  private static final class Group {
    final ExactSum weight = new ExactSum();
    int members;
  }

  /** Makes an empty group, if there is none. */
  void open(FutureKey key) {
    if (!groups.containsKey(key)) {
      groups.put(key.copy(), new Group());
    }
  }

  /** Adds a member to its group, if that is open; its weight is a fraction. */
  void add(FutureKey key, long numerator, long denominator) {
    @Nullable Group group = groups.get(key);
    if (group != null) {
      group.weight.add(numerator, denominator);
      group.members++;
    }
  }

  /** Summed weight of the members of a group; 0 if there is no such group. */
  double weight(FutureKey key) {
    @Nullable Group group = groups.get(key);
    return group == null ? 0 : group.weight.value();
  }

  /**
   * All groups, greatest first.
   *
   * @param total weight of all members of all groups
   */
  List<FuturePotential> ranked(SymbolTable table, double total) {
    return groups.entrySet().stream()
        .map(
            entry -> {
              double weight = entry.getValue().weight.value();
              return new FuturePotential(
                  entry.getKey().events(table),
                  total == 0 ? 0 : weight / total,
                  entry.getValue().members,
                  weight);
            })
        .sorted(
            Comparator.comparingDouble(FuturePotential::aggregatePotential)
                .reversed()
                .thenComparing(FuturePotential::future, BY_EVENTS))
        .toList();
  }

  private static <T> Comparator<List<T>> lexicographic(Comparator<T> items) {
    return (a, b) -> {
      Iterator<T> others = b.iterator();
      for (T item : a) {
        if (!others.hasNext()) {
          return 1;
        }
        int order = items.compare(item, others.next());
        if (order != 0) {
          return order;
        }
      }
      return others.hasNext() ? -1 : 0;
    };
  }
}
