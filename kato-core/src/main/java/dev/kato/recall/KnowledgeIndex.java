package dev.kato.recall;

import dev.kato.config.SessionConfig;
import dev.kato.model.CodePoints;
import dev.kato.model.Emotives;
import dev.kato.model.EnsembleFilter;
import dev.kato.model.Event;
import dev.kato.model.KnowledgeStatistics;
import dev.kato.model.Pattern;
import dev.kato.model.PatternName;
import dev.kato.model.Predictions;
import dev.kato.model.SymbolStatistics;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * One user's knowledge base in memory. Any thread may read at any time; {@link #put} and {@link
 * #remove} are called by one thread at a time. Every read sees one consistent state that includes
 * all changes that returned before it began.
 */
public final class KnowledgeIndex implements AutoCloseable {

  private final ReadWriteLock lock = new ReentrantReadWriteLock();
  private final SymbolTable table = new SymbolTable();
  private final Tallies tallies = new Tallies(table);
  private final Map<PatternName, PatternContent> patterns = new HashMap<>();

  /** An empty knowledge base. */
  public KnowledgeIndex() {}

  /** Adds a pattern, or gives a known one its new frequency, emotives and affinity. */
  public void put(Pattern pattern) {
    lock.writeLock().lock();
    try {
      PatternContent content = content(pattern);
      PatternContent old = patterns.put(pattern.name(), content);
      if (old != null) {
        tallies.remove(old);
      }
      tallies.add(content);
    } finally {
      lock.writeLock().unlock();
    }
  }

  private PatternContent content(Pattern pattern) {
    int[] ends = new int[pattern.events().size()];
    int end = 0;
    for (int i = 0; i < ends.length; i++) {
      end += pattern.events().get(i).size();
      ends[i] = end;
    }
    return new PatternContent(
        pattern.name(),
        Event.flatten(pattern.events()).stream().mapToInt(table::intern).toArray(),
        ends,
        pattern.frequency(),
        Emotives.mean(pattern.emotives()),
        pattern.affinity());
  }

  /** Removes a pattern; nothing happens if there is none of that name. */
  public void remove(PatternName name) {
    lock.writeLock().lock();
    try {
      PatternContent old = patterns.remove(name);
      if (old != null) {
        tallies.remove(old);
      }
    } finally {
      lock.writeLock().unlock();
    }
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
    return read(() -> new Question(tallies, stm, config, filter).answer(patterns.values()));
  }

  /** Size of the knowledge base. */
  public KnowledgeStatistics statistics() {
    return read(tallies::statistics);
  }

  /** Counts of one symbol, if a pattern contains it. */
  public Optional<SymbolStatistics> symbol(String symbol) {
    return read(() -> statistics(table.find(symbol)));
  }

  private Optional<SymbolStatistics> statistics(int id) {
    long patternMemberFrequency = tallies.memberFrequency(id);
    return patternMemberFrequency == 0
        ? Optional.empty()
        : Optional.of(
            new SymbolStatistics(table.symbol(id), tallies.frequency(id), patternMemberFrequency));
  }

  /**
   * Counts of the symbols that patterns contain, in code point order.
   *
   * @param after only symbols after this one, or null for all
   * @param limit at most so many
   */
  public List<SymbolStatistics> symbols(@Nullable String after, int limit) {
    return read(
        () ->
            IntStream.range(0, table.size())
                .filter(id -> after == null || CodePoints.compare(table.symbol(id), after) > 0)
                .mapToObj(this::statistics)
                .flatMap(Optional::stream)
                .sorted((a, b) -> CodePoints.compare(a.symbol(), b.symbol()))
                .limit(limit)
                .toList());
  }

  /** Per emotive, the exactly rounded sum of the affinities of the patterns that contain it. */
  public Map<String, Double> affinity(String symbol) {
    return read(
        () -> {
          Map<String, Double> sums = new HashMap<>();
          tallies
              .affinities(table.find(symbol))
              .forEach((emotive, sum) -> sums.put(emotive, sum.doubleValue()));
          return CodePoints.sortedCopy(sums);
        });
  }

  private <T> T read(Supplier<T> reader) {
    lock.readLock().lock();
    try {
      return reader.get();
    } finally {
      lock.readLock().unlock();
    }
  }

  /** Estimated heap in bytes. */
  public long weightBytes() {
    return read(() -> 600 * tallies.patterns() + 200L * table.size());
  }

  /** Releases what the index holds beyond memory; it must not be used after. */
  @Override
  public void close() {}
}
