package dev.kato;

import dev.kato.config.SessionConfig;
import dev.kato.model.EnsembleFilter;
import dev.kato.model.Event;
import dev.kato.model.Explanation;
import dev.kato.model.Forecast;
import dev.kato.model.ForecastOptions;
import dev.kato.model.InvalidInputException;
import dev.kato.model.KnowledgeStatistics;
import dev.kato.model.NearMiss;
import dev.kato.model.Pattern;
import dev.kato.model.PatternName;
import dev.kato.model.PatternNotFoundException;
import dev.kato.model.Predictions;
import dev.kato.model.SymbolStatistics;
import dev.kato.model.UserId;
import dev.kato.recall.KnowledgeIndex;
import dev.kato.recall.base.Budget;
import dev.kato.spi.KatoListener.Operation;
import dev.kato.spi.PatternStore;
import dev.kato.spi.PatternUpdate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * A handle on what one user has learned: to browse, correct and erase it. Holds no state;
 * thread-safe. A user of whom nothing is known has an empty knowledge base. Everything learned
 * before a call, by whatever instance, is seen by it. Emotives that an older version kept beyond
 * today's bounds count, and are shown, as the nearest that is allowed: see {@link Pattern#clamped}.
 * A limit below 1 is refused with {@link IllegalArgumentException}; all methods throw {@link
 * dev.kato.model.StorageUnavailableException} when a store fails.
 */
public final class KnowledgeBase {

  private final Kato kato;
  private final UserId user;

  KnowledgeBase(Kato kato, UserId user) {
    this.kato = kato;
    this.user = user;
  }

  /** Whose it is. */
  public UserId user() {
    return user;
  }

  /**
   * Up to {@code limit} patterns, in ascending order of name.
   *
   * @param after the last name of the page before; null to begin
   * @param limit at least 1
   */
  public List<Pattern> patterns(@Nullable PatternName after, int limit) {
    return kato.storage().patterns().list(user, after, limit).stream()
        .map(Pattern::clamped)
        .toList();
  }

  /** The pattern of that name, with or without the prefix {@code PTRN|}. */
  public Optional<Pattern> find(String name) {
    return PatternName.parse(name)
        .flatMap(parsed -> kato.storage().patterns().find(user, parsed))
        .map(Pattern::clamped);
  }

  /**
   * The pattern of that name, with or without the prefix {@code PTRN|}.
   *
   * @throws PatternNotFoundException if there is none
   */
  public Pattern pattern(String name) {
    return find(name).orElseThrow(() -> new PatternNotFoundException(name));
  }

  /**
   * Corrects a pattern.
   *
   * @throws PatternNotFoundException if there is none of that name
   */
  public void update(String name, PatternUpdate update) {
    if (!kato.storage().patterns().update(user, parse(name), update)) {
      throw new PatternNotFoundException(name);
    }
  }

  /**
   * Stores patterns as they are, each in place of the one of that name if there is one: for
   * backups, and what an older service has learned. Some hundred at a time cost a store little more
   * than one. Each is stored in one atomic step, all together are not: when this fails, repeat it,
   * which does no harm. Learnings that a pattern had can be repeated no more.
   *
   * @throws dev.kato.model.InvalidInputException naming the first that is not as learning would
   *     have made it; then none is stored
   * @throws dev.kato.model.PatternTooLargeException naming one that the store cannot hold; others
   *     may be stored
   */
  public void restoreAll(List<Pattern> patterns) {
    List<Pattern> checked = List.copyOf(patterns);
    for (int i = 0; i < checked.size(); i++) {
      try {
        checked.get(i).checked();
      } catch (InvalidInputException e) {
        throw e.within("patterns[" + i + "]");
      }
    }
    kato.storage().patterns().restoreAll(user, checked);
  }

  /**
   * Removes a pattern.
   *
   * @throws PatternNotFoundException if there is none of that name
   */
  public void delete(String name) {
    if (!kato.storage().patterns().delete(user, parse(name))) {
      throw new PatternNotFoundException(name);
    }
  }

  /**
   * Brings it into memory, so that the first recall does not wait for that; returns when it is
   * there, however long it takes. Without it the first use loads it. What is not used may go again
   * when others need the room: see {@link KatoBuilder#indexBytes}.
   *
   * @throws dev.kato.model.TimeLimitException if this thread is interrupted; loading goes on
   */
  public void load() {
    kato.load(user);
  }

  /**
   * What a state recalls, without a session.
   *
   * @param state events as a short-term memory has them
   * @param filter what patterns must meet to be compared at all
   * @throws dev.kato.model.TimeLimitException if it takes too long, or this thread is interrupted
   * @throws dev.kato.model.LoadingException if it is not in memory in time; loading goes on
   * @throws dev.kato.model.OverloadedException if too many recalls wait already, or there is no
   *     place for it in time: see {@link KatoBuilder#concurrentRecalls}
   */
  public Predictions recall(List<Event> state, SessionConfig config, EnsembleFilter filter) {
    return kato.listener().timed(Operation.PREDICT, () -> kato.recall(user, state, config, filter));
  }

  /**
   * Why a pattern is, or is not, among what a state recalls: each bound with its numbers. Takes
   * what a recall takes that returns all members of the ensemble.
   *
   * @param state events as a short-term memory has them
   * @param name with or without the prefix {@code PTRN|}
   * @throws PatternNotFoundException if there is none of that name
   * @throws dev.kato.model.KatoException as {@link #recall} does
   */
  public Explanation explain(List<Event> state, SessionConfig config, String name) {
    PatternName pattern = parse(name);
    return ask((index, budget) -> index.explain(state, config, pattern, budget))
        .orElseThrow(() -> new PatternNotFoundException(name));
  }

  /**
   * The patterns that a state nearly recalls: the most similar of those that are not predicted,
   * ties by name. A pattern that nothing matches is among them only if {@code recall_threshold} is
   * 0.
   *
   * @param state events as a short-term memory has them
   * @param limit at least 1
   * @throws dev.kato.model.KatoException as {@link #recall} does
   */
  public List<NearMiss> nearMisses(List<Event> state, SessionConfig config, int limit) {
    if (limit < 1) {
      throw new IllegalArgumentException("limit must be at least 1, not " + limit);
    }
    return ask((index, budget) -> index.nearMisses(state, config, limit, budget));
  }

  private <T> T ask(BiFunction<KnowledgeIndex, Budget, T> question) {
    return kato.listener().timed(Operation.PREDICT, () -> kato.inTurn(user, question));
  }

  /** As the other, with the default configuration. */
  public Forecast forecast(List<Event> state, ForecastOptions options) {
    return forecast(state, kato.defaults(), options);
  }

  /**
   * What comes after a state, and how likely, without a session; see {@link KatoSession#forecast}.
   *
   * @param state events as a short-term memory has them
   * @param config of which only {@code fuzzy_token_threshold} counts
   * @throws dev.kato.model.KatoException as {@link #recall} does
   */
  public Forecast forecast(List<Event> state, SessionConfig config, ForecastOptions options) {
    return kato.listener()
        .timed(Operation.FORECAST, () -> kato.forecast(user, state, config, options));
  }

  /**
   * Removes all patterns and learned vectors; sessions keep their short-term memory. Of a learning
   * at the same moment vectors may stay without their pattern, until the next clearing; never a
   * pattern without its vectors.
   */
  public void clear() {
    PatternStore patterns = kato.storage().patterns();
    patterns.clear(user);
    kato.storage().vectors().clear(user);
    // A learning at the same time may have lost its vectors to that: it goes, too.
    patterns.clear(user);
  }

  /** Removes everything of the user: sessions, patterns and learned vectors. */
  public void erase() {
    kato.writer().deleteAll(user);
    clear();
    kato.knowledge().forget(user);
  }

  /** Its size. */
  public KnowledgeStatistics statistics() {
    return index().statistics();
  }

  /** What is known of one symbol. */
  public Optional<SymbolStatistics> symbol(String symbol) {
    return index().symbol(symbol);
  }

  /**
   * Up to {@code limit} symbols, in code point order.
   *
   * @param after the last symbol of the page before; null to begin
   */
  public List<SymbolStatistics> symbols(@Nullable String after, int limit) {
    if (limit < 1) {
      throw new IllegalArgumentException("limit must be at least 1, not " + limit);
    }
    return index().symbols(after, limit);
  }

  /** The affinity of a symbol, by emotive in code point order; empty where there is none. */
  public Map<String, Double> affinity(String symbol) {
    return index().affinity(symbol);
  }

  private KnowledgeIndex index() {
    return kato.index(user);
  }

  private static PatternName parse(String name) {
    return PatternName.parse(name).orElseThrow(() -> new PatternNotFoundException(name));
  }
}
