package dev.kato.recall.index;

import dev.kato.recall.base.AffinitySum;
import dev.kato.recall.base.Int128;
import dev.kato.recall.base.IntCounts;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the change of one pattern does to {@link Tallies}, worked out before anything is changed:
 * what may fail, fails here.
 *
 * @param symbols the pattern's distinct symbols, with how often it has each
 * @param length how many symbols it has, repeats counted
 * @param before its frequency so far, 0 if it is new
 * @param after its frequency from now on, 0 if it goes
 * @param recurrences how the pattern repeats itself
 * @param affinities by index in {@code symbols}, the symbol's affinities from now on; empty if none
 *     change
 */
record TallyChange(
    IntCounts symbols,
    int length,
    long before,
    long after,
    Recurrences recurrences,
    List<@Nullable Map<String, AffinitySum>> affinities) {

  /** So many names of one hash do no harm in a compact map, which more would make slow. */
  private static final int FEW = 16;

  /** 1 for a pattern that comes, -1 for one that goes, else 0. */
  int members() {
    return (after > 0 ? 1 : 0) - (before > 0 ? 1 : 0);
  }

  /** What is added to the frequency of the {@code index}-th of the symbols. */
  Int128 more(int index) {
    return Int128.product(after - before, symbols.count(index));
  }

  /** What is added to what duplicates within events add to the frequency. */
  Int128 moreDuplicates(int index) {
    return Int128.product(after - before, recurrences.duplicates(index));
  }

  /** Whether an event has a symbol more than once. */
  boolean hasDuplicates() {
    return recurrences.hasDuplicates(length);
  }

  /** A pattern's frequency and affinities. */
  record Weight(long frequency, Map<String, Double> affinity) {

    static final Weight NONE = new Weight(0, Map.of());
  }

  /**
   * Works out a change; good until the next one is worked out.
   *
   * @param ids the pattern's symbols lie at {@code from} to {@code to}
   * @param ends a bit for each of {@code ids}: whether it is the last of its event
   * @throws NumberFormatException if an affinity is not finite
   */
  static TallyChange of(
      Tallies tallies, int[] ids, int[] ends, int from, int to, Weight before, Weight after) {
    IntCounts symbols = tallies.counts(to - from);
    symbols.setAll(ids, from, to);
    Recurrences recurrences = tallies.recurrences(to - from);
    recurrences.count(symbols, ids, from, to, ends);
    Map<String, AffinitySum> difference =
        AffinitySum.difference(before.affinity(), after.affinity());
    List<@Nullable Map<String, AffinitySum>> affinities = List.of();
    if (!difference.isEmpty()) {
      affinities = new ArrayList<>(symbols.size());
      for (int i = 0; i < symbols.size(); i++) {
        affinities.add(sum(tallies.affinities(symbols.value(i)), difference));
      }
    }
    return new TallyChange(
        symbols, to - from, before.frequency(), after.frequency(), recurrences, affinities);
  }

  private static @Nullable Map<String, AffinitySum> sum(
      @Nullable Map<String, AffinitySum> known, Map<String, AffinitySum> difference) {
    Map<String, AffinitySum> sums = new HashMap<>(known == null ? Map.of() : known);
    difference.forEach((emotive, more) -> sums.merge(emotive, more, AffinitySum::plus));
    sums.values().removeIf(sum -> sum.terms() == 0);
    if (sums.isEmpty()) {
      return null;
    }
    return sums.size() <= FEW ? Map.copyOf(sums) : Collections.unmodifiableMap(sums);
  }
}
