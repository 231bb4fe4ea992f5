package dev.kato.recall.score;

import dev.kato.model.CodePoints;
import dev.kato.model.Event;
import dev.kato.model.FuturePotential;
import dev.kato.recall.base.ExactSum;
import dev.kato.recall.index.FutureKey;
import dev.kato.recall.symbols.SymbolTable;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Members of an ensemble by what comes next in them. */
public final class FutureGroups {

  private final Map<FutureKey, Group> groups = new HashMap<>();

  private static final class Group {
    final ExactSum weight = new ExactSum();
    int members;
  }

  /** Makes an empty group, if there is none. */
  public void open(FutureKey key) {
    if (!groups.containsKey(key)) {
      groups.put(key.copy(), new Group());
    }
  }

  /** Adds a member to its group, if that is open; its similarity is {@code common / total}. */
  public void add(FutureKey key, long frequency, long common, long total) {
    @Nullable Group group = groups.get(key);
    if (group != null) {
      group.weight.add(frequency, common, total);
      group.members++;
    }
  }

  /** Summed weight of the members of a group; 0 if there is no such group. */
  public double weight(FutureKey key) {
    @Nullable Group group = groups.get(key);
    return group == null ? 0 : group.weight.value();
  }

  /**
   * All groups, greatest first.
   *
   * @param total weight of all members of all groups
   */
  public List<FuturePotential> ranked(SymbolTable table, double total) {
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
        .sorted(FutureGroups::compare)
        .toList();
  }

  private static int compare(FuturePotential a, FuturePotential b) {
    int order = Double.compare(b.aggregatePotential(), a.aggregatePotential());
    return order != 0 ? order : compare(a.future(), b.future());
  }

  /** Event by event, symbol by symbol; what is a beginning of the other comes first. */
  private static int compare(List<Event> a, List<Event> b) {
    int common = Math.min(a.size(), b.size());
    for (int i = 0; i < common; i++) {
      int order = compareEvents(a.get(i).symbols(), b.get(i).symbols());
      if (order != 0) {
        return order;
      }
    }
    return Integer.compare(a.size(), b.size());
  }

  private static int compareEvents(List<String> a, List<String> b) {
    int common = a == b ? 0 : Math.min(a.size(), b.size());
    for (int i = 0; i < common; i++) {
      int order = CodePoints.compare(a.get(i), b.get(i));
      if (order != 0) {
        return order;
      }
    }
    return Integer.compare(a.size(), b.size());
  }
}
