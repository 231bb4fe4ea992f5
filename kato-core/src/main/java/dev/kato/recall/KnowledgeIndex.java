package dev.kato.recall;

import dev.kato.config.SessionConfig;
import dev.kato.model.CodePoints;
import dev.kato.model.EnsembleFilter;
import dev.kato.model.Event;
import dev.kato.model.Explanation;
import dev.kato.model.Forecast;
import dev.kato.model.ForecastOptions;
import dev.kato.model.KnowledgeStatistics;
import dev.kato.model.NearMiss;
import dev.kato.model.Pattern;
import dev.kato.model.PatternName;
import dev.kato.model.Predictions;
import dev.kato.model.SymbolStatistics;
import dev.kato.recall.align.State;
import dev.kato.recall.base.Budget;
import dev.kato.recall.forecast.Forecaster;
import dev.kato.recall.index.Contents;
import dev.kato.recall.index.Snapshot;
import dev.kato.recall.scan.Scanner;
import dev.kato.recall.symbols.SymbolOrder;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One user's knowledge base in memory. Any thread may read at any time; {@link #put} and {@link
 * #remove} are called by one thread at a time. Every read sees one consistent state that includes
 * all changes that returned before it began.
 */
public final class KnowledgeIndex implements AutoCloseable {

  /** New patterns that are compared one by one before they are indexed. */
  private static final int TAIL = 512;

  /** Symbols without a pattern that are put up with: fewer are not worth making room. */
  private static final int SPARE = 4096;

  private final Scanner scanner;
  private final Forecaster forecaster;
  private final int spare;

  /** Replaced as a whole, by one with less waste; readers may go on with what they have. */
  private volatile Contents contents;

  /** An empty knowledge base that does all its work in the threads that call it. */
  public KnowledgeIndex() {
    this(new RecallResources());
  }

  /** An empty knowledge base. */
  public KnowledgeIndex(RecallResources resources) {
    this(resources, TAIL, SPARE);
  }

  /** With a size of its own, so that small tests get everywhere. */
  KnowledgeIndex(RecallResources resources, int tailCapacity) {
    this(resources, tailCapacity, SPARE);
  }

  /** With sizes of its own. */
  KnowledgeIndex(RecallResources resources, int tailCapacity, int spare) {
    scanner = resources.scanner();
    forecaster = resources.forecaster();
    this.spare = spare;
    contents = new Contents(resources.executor(), tailCapacity);
  }

  /**
   * Adds a pattern, or gives a known one its new frequency, emotives and affinity.
   *
   * @throws NumberFormatException if an affinity is not finite; then nothing has changed
   */
  public void put(Pattern pattern) {
    Contents changed = contents;
    changed.put(pattern);
    compact(changed);
  }

  /**
   * Says that many patterns come before the first question, so that each is indexed once, and not
   * again and again as parts grow. Until {@link #settle} questions are answered, but slowly.
   */
  public void expectMany() {
    contents.collect();
  }

  /** Ends what {@link #expectMany} began, and indexes what has come. */
  public void settle() {
    contents.settle();
  }

  /** Removes a pattern; nothing happens if there is none of that name. */
  public void remove(PatternName name) {
    Contents changed = contents;
    changed.remove(name);
    compact(changed);
  }

  /**
   * Gives back what removed patterns have left behind once it is more than all there is: so memory
   * is bounded by what lives, and the work by the number of changes.
   */
  private void compact(Contents changed) {
    if (changed.areWasteful(spare)) {
      contents = changed.compacted();
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
    return recall(stm, config, filter, Budget.unlimited());
  }

  /**
   * As {@link #recall(List, SessionConfig, EnsembleFilter)}, within a budget.
   *
   * @throws dev.kato.model.TimeLimitException if that is not enough
   */
  public Predictions recall(
      List<Event> stm, SessionConfig config, EnsembleFilter filter, Budget budget) {
    return question(snapshot(), stm, config, budget).answer(filter);
  }

  /**
   * Why a pattern is, or is not, among what {@link #recall} answers, if there is one of that name.
   * Takes as long as a recall that returns all members, and so much memory.
   *
   * @throws dev.kato.model.TimeLimitException if the budget is not enough
   */
  public Optional<Explanation> explain(
      List<Event> stm, SessionConfig config, PatternName name, Budget budget) {
    Snapshot snapshot = snapshot();
    return snapshot
        .find(name)
        .map(pattern -> question(snapshot, stm, config, budget).explain(pattern));
  }

  /**
   * The patterns most similar to the short-term memory that {@link #recall} does not answer.
   *
   * @param limit at most so many
   * @throws dev.kato.model.TimeLimitException if the budget is not enough
   */
  public List<NearMiss> nearMisses(
      List<Event> stm, SessionConfig config, int limit, Budget budget) {
    return question(snapshot(), stm, config, budget).nearMisses(limit);
  }

  private Question question(
      Snapshot snapshot, List<Event> stm, SessionConfig config, Budget budget) {
    State state = State.of(stm, snapshot.table(), budget);
    return new Question(snapshot, state, config, budget, scanner);
  }

  /**
   * What comes after the short-term memory, within a budget.
   *
   * @param fuzzyTokenThreshold least similarity at which a symbol that no pattern contains is read
   *     as one that a pattern does contain; 0 for never
   * @throws dev.kato.model.TimeLimitException if that is not enough
   */
  public Forecast forecast(
      List<Event> stm, ForecastOptions options, double fuzzyTokenThreshold, Budget budget) {
    return forecaster.forecast(snapshot(), stm, options, fuzzyTokenThreshold, budget);
  }

  private Snapshot snapshot() {
    return contents.snapshot();
  }

  /** Size of the knowledge base; a sum that exceeds a long is given as the greatest long. */
  public KnowledgeStatistics statistics() {
    Snapshot snapshot = snapshot();
    return new KnowledgeStatistics(
        snapshot.patterns(), snapshot.totalFrequencies().toLong(), snapshot.distinctSymbols());
  }

  /** Counts of one symbol, if a pattern contains it; sums as in {@link #statistics()}. */
  public Optional<SymbolStatistics> symbol(String symbol) {
    Snapshot snapshot = snapshot();
    return statistics(snapshot, snapshot.table().find(symbol));
  }

  private static Optional<SymbolStatistics> statistics(Snapshot snapshot, int id) {
    long patternMemberFrequency = snapshot.memberFrequency(id);
    return patternMemberFrequency == 0
        ? Optional.empty()
        : Optional.of(
            new SymbolStatistics(
                snapshot.table().symbol(id),
                snapshot.frequency(id).toLong(),
                patternMemberFrequency));
  }

  /**
   * Counts of the symbols that patterns contain, in code point order.
   *
   * @param after only symbols after this one, or null for all
   * @param limit at most so many
   */
  public List<SymbolStatistics> symbols(@Nullable String after, int limit) {
    Snapshot snapshot = snapshot();
    SymbolOrder order = snapshot.table().order();
    int[] ids = order.ids();
    int from = after == null ? 0 : order.after(ids, ids.length, after);
    return Arrays.stream(ids, from, ids.length)
        .mapToObj(id -> statistics(snapshot, id))
        .flatMap(Optional::stream)
        .limit(limit)
        .toList();
  }

  /** Per emotive, the exactly rounded sum of the affinities of the patterns that contain it. */
  public Map<String, Double> affinity(String symbol) {
    Map<String, Double> sums = new HashMap<>();
    Snapshot snapshot = snapshot();
    snapshot
        .affinities(snapshot.table().find(symbol))
        .forEach((emotive, sum) -> sums.put(emotive, sum.sum().doubleValue()));
    return CodePoints.sortedCopy(sums);
  }

  /** Heap in bytes, counted from the arrays there are. */
  public long weightBytes() {
    return contents.heapBytes();
  }

  /** How many symbols have numbers, those included that no pattern contains any more. */
  int numberedSymbols() {
    return contents.numberedSymbols();
  }

  /** Lets go of what it holds beyond memory: nothing. Merges under way end by themselves. */
  @Override
  public void close() {}
}
