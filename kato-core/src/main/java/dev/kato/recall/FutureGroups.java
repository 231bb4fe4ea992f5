package dev.kato.recall;

import dev.kato.model.CodePoints;
import dev.kato.model.Event;
import dev.kato.model.FuturePotential;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The members of an ensemble by what comes next in them. */
final class FutureGroups {

  private static final Comparator<List<Event>> BY_EVENTS =
      lexicographic(Comparator.comparing(Event::symbols, lexicographic(CodePoints.ORDER)));

  private final Map<List<Event>, Group> groups = new HashMap<>();
  private final ExactSum total = new ExactSum();

  private static final class Group {
    final ExactSum weight = new ExactSum();
    int members;
  }

  void add(List<Event> future, Member member) {
    Group group = groups.computeIfAbsent(canonical(future), unseen -> new Group());
    long numerator = Math.multiplyExact(member.common(), member.content().frequency());
    group.weight.add(numerator, member.total());
    group.members++;
    total.add(numerator, member.total());
  }

  /** Share of the group of {@code future}; 0 when no group has any weight. */
  double potential(List<Event> future) {
    double all = total.value();
    Group group = Objects.requireNonNull(groups.get(canonical(future)));
    return all == 0 ? 0 : group.weight.value() / all;
  }

  /** All groups, greatest first. */
  List<FuturePotential> ranked() {
    double all = total.value();
    return groups.entrySet().stream()
        .map(
            entry -> {
              double weight = entry.getValue().weight.value();
              return new FuturePotential(
                  entry.getKey(), all == 0 ? 0 : weight / all, entry.getValue().members, weight);
            })
        .sorted(
            Comparator.comparingDouble(FuturePotential::aggregatePotential)
                .reversed()
                .thenComparing(FuturePotential::future, BY_EVENTS))
        .toList();
  }

  private static List<Event> canonical(List<Event> future) {
    return future.stream().map(event -> new Event(CodePoints.sorted(event.symbols()))).toList();
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
