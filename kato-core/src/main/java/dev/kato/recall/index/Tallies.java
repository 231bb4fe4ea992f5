package dev.kato.recall.index;

import dev.kato.recall.base.AffinitySum;
import dev.kato.recall.base.Int128;
import dev.kato.recall.base.IntCounts;
import dev.kato.recall.base.VersionedLongs;
import dev.kato.recall.base.VersionedObjects;
import dev.kato.recall.base.VersionedSums;
import dev.kato.recall.symbols.SymbolTable;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The counts of a knowledge base, kept as patterns come, change and go. The writer's view. */
final class Tallies {

  /** Symbols for which arrays are worth keeping. */
  private static final int FEW = 64;

  private final VersionedLongs memberFrequencies = new VersionedLongs();
  private final VersionedSums frequencies = new VersionedSums();
  private final VersionedObjects<Map<String, AffinitySum>> affinities = new VersionedObjects<>();

  /** What duplicates within events add to the frequencies. */
  private final VersionedSums duplicates = new VersionedSums();

  private final IntCounts counts = new IntCounts();
  private final Recurrences recurrences = new Recurrences();
  private RepeatCounts repeats = RepeatCounts.NONE;
  private long patterns;
  private Int128 totalFrequencies = Int128.ZERO;
  private long distinctSymbols;
  private long occurrences;

  /** None. */
  Tallies() {}

  /**
   * Those of a snapshot, with other numbers for the symbols.
   *
   * @param ids the new number of each symbol, negative for those that no pattern contains
   */
  Tallies(Snapshot snapshot, int[] ids, long occurrences) {
    for (int id = 0; id < ids.length; id++) {
      if (ids[id] >= 0) {
        memberFrequencies.set(ids[id], snapshot.memberFrequency(id));
        frequencies.prepare(ids[id], snapshot.frequency(id));
        frequencies.add(ids[id], snapshot.frequency(id));
        addDuplicates(ids[id], snapshot.duplicates(id));
        Map<String, AffinitySum> sums = snapshot.affinities(id);
        affinities.set(ids[id], sums.isEmpty() ? null : sums);
      }
    }
    this.patterns = snapshot.patterns();
    this.repeats = snapshot.repeats();
    this.totalFrequencies = snapshot.totalFrequencies();
    this.distinctSymbols = snapshot.distinctSymbols();
    this.occurrences = occurrences;
  }

  /** To count the symbols of a pattern that has so many; used again and again if they are few. */
  IntCounts counts(int length) {
    return length <= FEW ? counts : new IntCounts();
  }

  /** To count how such a pattern repeats itself; used again and again if it is short. */
  Recurrences recurrences(int length) {
    return length <= FEW ? recurrences : new Recurrences();
  }

  @Nullable Map<String, AffinitySum> affinities(int symbol) {
    return affinities.get(symbol);
  }

  /** Number of distinct symbols that patterns contain. */
  long distinctSymbols() {
    return distinctSymbols;
  }

  /** Number of symbols of all patterns, repeats counted. */
  long occurrences() {
    return occurrences;
  }

  /** Makes the room that {@link #apply} will need, if that is the next thing done here. */
  void prepare(TallyChange change) {
    IntCounts symbols = change.symbols();
    for (int i = 0; i < symbols.size(); i++) {
      memberFrequencies.prepare(symbols.value(i));
      frequencies.prepare(symbols.value(i), change.more(i));
      if (change.hasDuplicates()) {
        duplicates.prepare(symbols.value(i), change.moreDuplicates(i));
      }
      if (!change.affinities().isEmpty()) {
        affinities.prepare(symbols.value(i), change.affinities().get(i));
      }
    }
  }

  /** Counts a change. */
  void apply(TallyChange change) {
    int members = change.members();
    patterns += members;
    occurrences += (long) members * change.length();
    totalFrequencies = totalFrequencies.plus(change.after() - change.before());
    repeats = repeats.plus(change.recurrences(), change.after() - change.before());
    assert patterns >= 0 && occurrences >= 0 && totalFrequencies.high() >= 0 : patterns;
    IntCounts symbols = change.symbols();
    for (int i = 0; i < symbols.size(); i++) {
      int symbol = symbols.value(i);
      frequencies.add(symbol, change.more(i));
      if (change.hasDuplicates()) {
        duplicates.add(symbol, change.moreDuplicates(i));
      }
      if (members != 0) {
        countMember(symbol, members);
      }
      if (!change.affinities().isEmpty()) {
        affinities.set(symbol, change.affinities().get(i));
      }
    }
  }

  private void addDuplicates(int symbol, Int128 more) {
    if (!more.equals(Int128.ZERO)) {
      duplicates.prepare(symbol, more);
      duplicates.add(symbol, more);
    }
  }

  private void countMember(int symbol, int members) {
    long before = memberFrequencies.get(symbol);
    assert before + members >= 0 : symbol;
    distinctSymbols += (before + members > 0 ? 1 : 0) - (before > 0 ? 1 : 0);
    memberFrequencies.write(symbol, before + members);
  }

  Snapshot freeze(SymbolTable table, List<PartView> parts) {
    return new Snapshot(
        table,
        parts,
        patterns,
        totalFrequencies,
        distinctSymbols,
        repeats,
        new Snapshot.Counts(
            memberFrequencies.freeze(),
            frequencies.freeze(),
            duplicates.freeze(),
            affinities.freeze()));
  }

  long heapBytes() {
    return memberFrequencies.heapBytes()
        + frequencies.heapBytes()
        + duplicates.heapBytes()
        + 300 * affinities.count();
  }
}
