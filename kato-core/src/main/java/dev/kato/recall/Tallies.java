package dev.kato.recall;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The counts of a knowledge base, kept as patterns come, change and go. The writer's view. */
final class Tallies {

  private final VersionedLongs memberFrequencies = new VersionedLongs();
  private final VersionedLongs frequencies = new VersionedLongs();
  private final VersionedObjects<Map<String, AffinitySum>> affinities = new VersionedObjects<>();
  private long patterns;
  private long totalFrequencies;
  private long distinctSymbols;

  /**
   * Counts the change of one pattern.
   *
   * @param ids its symbols lie at {@code from} to {@code to}
   * @param before its frequency so far, 0 if it is new
   * @param after its frequency from now on, 0 if it goes
   */
  void change(int[] ids, int from, int to, long before, long after) {
    int members = (after > 0 ? 1 : 0) - (before > 0 ? 1 : 0);
    patterns += members;
    totalFrequencies += after - before;
    if (after != before) {
      for (int i = from; i < to; i++) {
        frequencies.add(ids[i], after - before);
      }
    }
    if (members != 0) {
      for (int i = from; i < to; i++) {
        if (isFirst(ids, from, i)) {
          countMember(ids[i], members);
        }
      }
    }
  }

  private void countMember(int symbol, int members) {
    distinctSymbols -= memberFrequencies.get(symbol) > 0 ? 1 : 0;
    memberFrequencies.add(symbol, members);
    distinctSymbols += memberFrequencies.get(symbol) > 0 ? 1 : 0;
  }

  private static boolean isFirst(int[] ids, int from, int index) {
    for (int i = from; i < index; i++) {
      if (ids[i] == ids[index]) {
        return false;
      }
    }
    return true;
  }

  /** Counts the change of one pattern's affinities. */
  void changeAffinity(
      int[] ids, int from, int to, Map<String, Double> before, Map<String, Double> after) {
    if (before.equals(after)) {
      return;
    }
    for (int i = from; i < to; i++) {
      if (isFirst(ids, from, i)) {
        @Nullable Map<String, AffinitySum> known = affinities.get(ids[i]);
        Map<String, AffinitySum> sums = new HashMap<>(known == null ? Map.of() : known);
        before.forEach(
            (emotive, value) -> sums.computeIfPresent(emotive, (e, sum) -> sum.minus(value)));
        after.forEach(
            (emotive, value) ->
                sums.put(emotive, sums.getOrDefault(emotive, AffinitySum.ZERO).plus(value)));
        sums.values().removeIf(sum -> sum.terms() == 0);
        affinities.set(ids[i], sums.isEmpty() ? null : Map.copyOf(sums));
      }
    }
  }

  Snapshot freeze(SymbolTable table, List<PartView> parts) {
    return new Snapshot(
        table,
        parts,
        patterns,
        totalFrequencies,
        distinctSymbols,
        new Snapshot.Counts(memberFrequencies.freeze(), frequencies.freeze(), affinities.freeze()));
  }

  long heapBytes() {
    return memberFrequencies.heapBytes() + frequencies.heapBytes() + 300 * affinities.count();
  }
}
