package dev.kato.recall;

import dev.kato.config.SessionConfig;
import dev.kato.model.CodePoints;
import dev.kato.model.EnsembleFilter;
import dev.kato.model.Event;
import dev.kato.model.KnowledgeStatistics;
import dev.kato.model.Pattern;
import dev.kato.model.PatternName;
import dev.kato.model.Predictions;
import dev.kato.model.SymbolStatistics;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * One user's knowledge base in memory. Any thread may read at any time; {@link #put} and {@link
 * #remove} are called by one thread at a time. Every read sees one consistent state that includes
 * all changes that returned before it began.
 */
public final class KnowledgeIndex implements AutoCloseable {

  /** New patterns that are compared one by one before they are indexed. */
  private static final int TAIL = 512;

  private final SymbolTable table = new SymbolTable();
  private final Tallies tallies = new Tallies();
  private final Parts parts;
  private final Scanner scanner;
  private volatile Versioned current;

  /** A snapshot and the version of the parts it was taken at. */
  private record Versioned(long version, Snapshot snapshot) {}

  /** An empty knowledge base that does all its work in the threads that call it. */
  public KnowledgeIndex() {
    this(new RecallResources());
  }

  /** An empty knowledge base. */
  public KnowledgeIndex(RecallResources resources) {
    this(resources, TAIL);
  }

  /** With a size of its own, so that small tests get everywhere. */
  KnowledgeIndex(RecallResources resources, int tailCapacity) {
    parts = new Parts(table, resources.executor(), tailCapacity);
    scanner = resources.scanner();
    current = new Versioned(parts.version(), tallies.freeze(table, parts.freeze()));
  }

  /** Adds a pattern, or gives a known one its new frequency, emotives and affinity. */
  public void put(Pattern pattern) {
    @Nullable Feelings feelings = Feelings.of(pattern);
    parts.exclusively(() -> put(pattern, feelings));
  }

  private void put(Pattern pattern, @Nullable Feelings feelings) {
    Parts.@Nullable Place place = parts.find(pattern.name());
    if (place == null) {
      int[] ids = intern(pattern);
      tallies.change(ids, 0, ids.length, 0, pattern.frequency());
      tallies.changeAffinity(ids, 0, ids.length, Map.of(), pattern.affinity());
      parts.append(pattern, ids, feelings);
    } else {
      change(place, pattern.frequency(), feelings);
    }
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
    tallies.change(block.symbols(), from, to, part.frequency(place.pattern()), frequency);
    tallies.changeAffinity(
        block.symbols(),
        from,
        to,
        Feelings.orNone(part.feelings(place.pattern())).affinity(),
        Feelings.orNone(feelings).affinity());
    parts.set(place, frequency, feelings);
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
  }

  /**
   * What the short-term memory recalls; nothing if it has fewer than {@code min_symbols} symbols.
   */
  public Predictions recall(List<Event> stm, SessionConfig config) {
    return recall(stm, config, EnsembleFilter.NONE);
  }

  /** As {@link #recall(List, SessionConfig)}, of the patterns that pass {@code filter} only. */
  public Predictions recall(List<Event> stm, SessionConfig config, EnsembleFilter filter) {
    if (Event.countSymbols(stm) < config.minSymbols()) {
      return Predictions.NONE;
    }
    Snapshot snapshot = snapshot();
    boolean plain =
        config.useTokenMatching()
            && config.fuzzyTokenThreshold() == 0
            && filter.equals(EnsembleFilter.NONE);
    State state = State.of(stm, table);
    return plain
        ? new TokenRecall(snapshot, state, config, scanner).answer()
        : new Question(snapshot, state, config, filter).answer();
  }

  /** The newest state; what has not changed since the last one is shared with it. */
  private Snapshot snapshot() {
    Versioned known = current;
    if (known.version == parts.version()) {
      return known.snapshot;
    }
    return parts.exclusively(this::freeze);
  }

  private Snapshot freeze() {
    if (current.version != parts.version()) {
      current = new Versioned(parts.version(), tallies.freeze(table, parts.freeze()));
    }
    return current.snapshot;
  }

  /** Size of the knowledge base. */
  public KnowledgeStatistics statistics() {
    Snapshot snapshot = snapshot();
    return new KnowledgeStatistics(
        snapshot.patterns(), snapshot.totalFrequencies(), snapshot.distinctSymbols());
  }

  /** Counts of one symbol, if a pattern contains it. */
  public Optional<SymbolStatistics> symbol(String symbol) {
    return statistics(snapshot(), table.find(symbol));
  }

  private Optional<SymbolStatistics> statistics(Snapshot snapshot, int id) {
    long patternMemberFrequency = snapshot.memberFrequency(id);
    return patternMemberFrequency == 0
        ? Optional.empty()
        : Optional.of(
            new SymbolStatistics(table.symbol(id), snapshot.frequency(id), patternMemberFrequency));
  }

  /**
   * Counts of the symbols that patterns contain, in code point order.
   *
   * @param after only symbols after this one, or null for all
   * @param limit at most so many
   */
  public List<SymbolStatistics> symbols(@Nullable String after, int limit) {
    Snapshot snapshot = snapshot();
    return IntStream.range(0, table.size())
        .filter(id -> after == null || CodePoints.compare(table.symbol(id), after) > 0)
        .mapToObj(id -> statistics(snapshot, id))
        .flatMap(Optional::stream)
        .sorted(Comparator.comparing(SymbolStatistics::symbol, CodePoints.ORDER))
        .limit(limit)
        .toList();
  }

  /** Per emotive, the exactly rounded sum of the affinities of the patterns that contain it. */
  public Map<String, Double> affinity(String symbol) {
    Map<String, Double> sums = new HashMap<>();
    snapshot()
        .affinities(table.find(symbol))
        .forEach((emotive, sum) -> sums.put(emotive, sum.sum().doubleValue()));
    return CodePoints.sortedCopy(sums);
  }

  /** Heap in bytes, counted from the arrays there are. */
  public long weightBytes() {
    return parts.exclusively(() -> parts.heapBytes() + tallies.heapBytes() + table.heapBytes());
  }

  /** Lets go of what it holds beyond memory: nothing. Merges under way end by themselves. */
  @Override
  public void close() {}
}
