package dev.kato.recall.index;

import dev.kato.model.Event;
import dev.kato.model.Pattern;
import dev.kato.model.PatternName;
import dev.kato.recall.index.TallyChange.Weight;
import dev.kato.recall.symbols.SymbolTable;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * What a knowledge base holds: its symbols, which are numbers here, and patterns and counts in
 * these numbers. A symbol keeps its number when the last pattern with it goes, for older snapshots
 * may hold it; that room comes back by {@linkplain #compacted beginning anew}. One thread changes
 * it at a time; any may read.
 */
public final class Contents {

  /** A symbol takes about as much room as so many of the symbols that patterns consist of. */
  private static final int SYMBOL_COST = 8;

  private final SymbolTable table;
  private final Tallies tallies;
  private final Parts parts;
  private volatile Versioned current;

  /** A snapshot and the version of the parts it was taken at. */
  private record Versioned(long version, Snapshot snapshot) {}

  /**
   * Nothing.
   *
   * @param executor merges parts
   * @param tailCapacity how many new patterns are collected before they are indexed
   */
  public Contents(Executor executor, int tailCapacity) {
    table = new SymbolTable();
    tallies = new Tallies();
    parts = new Parts(table, executor, tailCapacity);
    current = freshlyFrozen();
  }

  /** The same as in {@code old}, but for what patterns that were removed have left behind. */
  private Contents(Contents old, Snapshot snapshot) {
    table = new SymbolTable();
    int[] ids = new int[snapshot.table().size()];
    for (int id = 0; id < ids.length; id++) {
      boolean used = snapshot.memberFrequency(id) > 0;
      ids[id] = used ? table.intern(snapshot.table().symbol(id)) : SymbolTable.NONE;
    }
    tallies = new Tallies(snapshot, ids, old.tallies.occurrences());
    parts = old.parts.renumbered(snapshot.parts(), table, new Renumbering(ids));
    current = freshlyFrozen();
  }

  private Versioned freshlyFrozen() {
    return new Versioned(parts.version(), tallies.freeze(table, parts.freeze()));
  }

  /**
   * Many patterns come before the first question. For the writer, as long as it is nobody else's.
   */
  public void collect() {
    parts.collect();
  }

  /** Ends what {@link #collect} began: everything is indexed now. */
  public void settle() {
    parts.settle();
  }

  /** Adds a pattern, or gives a known one its new frequency, emotives and affinity. */
  public void put(Pattern pattern) {
    @Nullable Feelings feelings = Feelings.of(pattern);
    parts.exclusively(() -> put(pattern, feelings));
    parts.mergeLater();
  }

  /** What may fail comes before the first change, but that symbols get numbers. */
  private void put(Pattern pattern, @Nullable Feelings feelings) {
    Parts.@Nullable Place place = parts.find(pattern.name());
    if (place != null) {
      change(place, pattern.frequency(), feelings);
      return;
    }
    int[] ids = intern(pattern);
    int[] ends = Block.eventEnds(pattern);
    Weight weight = new Weight(pattern.frequency(), pattern.affinity());
    TallyChange change = TallyChange.of(tallies, ids, ends, 0, ids.length, Weight.NONE, weight);
    tallies.prepare(change);
    parts.append(pattern, ids, feelings);
    tallies.apply(change);
  }

  private int[] intern(Pattern pattern) {
    int[] ids = new int[pattern.length()];
    int next = 0;
    for (Event event : pattern.events()) {
      for (String symbol : event.symbols()) {
        ids[next++] = table.intern(symbol);
      }
    }
    return ids;
  }

  private void change(Parts.Place place, long frequency, @Nullable Feelings feelings) {
    Part part = place.part();
    Block block = part.block();
    int from = block.start(place.pattern());
    int to = from + block.length(place.pattern());
    TallyChange change =
        TallyChange.of(
            tallies,
            block.symbols(),
            block.eventEnds(),
            from,
            to,
            weight(part.frequency(place.pattern()), part.feelings(place.pattern())),
            weight(frequency, feelings));
    tallies.prepare(change);
    parts.set(place, frequency, feelings);
    tallies.apply(change);
  }

  private static Weight weight(long frequency, @Nullable Feelings feelings) {
    return new Weight(frequency, Feelings.orNone(feelings).affinity());
  }

  /** Removes a pattern; nothing happens if there is none of that name. */
  public void remove(PatternName name) {
    parts.exclusively(
        () -> {
          Parts.@Nullable Place place = parts.find(name);
          if (place != null) {
            change(place, 0, null);
          }
        });
    parts.mergeLater();
  }

  /**
   * Whether what removed patterns have left behind takes more room than all there is. For the
   * writer.
   *
   * @param spare so many symbols without a pattern do not matter
   */
  public boolean areWasteful(int spare) {
    long used = tallies.distinctSymbols();
    long left = table.size() - used;
    return SYMBOL_COST * (left - spare - used) + parts.removedGiantSymbols()
        > tallies.occurrences();
  }

  /**
   * The same without what removed patterns have left behind. For the writer, and beside it any
   * number of readers, who neither wait nor see a difference; costs what indexing all anew does.
   */
  public Contents compacted() {
    return new Contents(this, snapshot());
  }

  /** The newest state; what has not changed since the last one is shared with it. */
  public Snapshot snapshot() {
    Versioned known = current;
    if (known.version == parts.version()) {
      return known.snapshot;
    }
    return parts.exclusively(this::freeze);
  }

  private Snapshot freeze() {
    if (current.version != parts.version()) {
      current = freshlyFrozen();
    }
    return current.snapshot;
  }

  /** How many symbols have numbers. */
  public int numberedSymbols() {
    return table.size();
  }

  /** Heap in bytes, counted from the arrays there are. */
  public long heapBytes() {
    return parts.exclusively(() -> parts.heapBytes() + tallies.heapBytes() + table.heapBytes());
  }
}
