package dev.kato;

import dev.kato.model.EnsembleFilter;
import dev.kato.model.Event;
import dev.kato.model.Explanation;
import dev.kato.model.Forecast;
import dev.kato.model.ForecastOptions;
import dev.kato.model.InvalidConfigException;
import dev.kato.model.KatoException;
import dev.kato.model.LearnResult;
import dev.kato.model.NearMiss;
import dev.kato.model.Observation;
import dev.kato.model.ObserveResult;
import dev.kato.model.Predictions;
import dev.kato.model.SequenceOptions;
import dev.kato.model.SequenceResult;
import dev.kato.model.SessionId;
import dev.kato.model.SessionState;
import dev.kato.session.SessionOperations;
import dev.kato.spi.KatoListener.Operation;
import dev.kato.spi.ObservationNote;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A handle on one session. Holds no state; thread-safe; operations on one session take effect one
 * after another. All of them throw {@link dev.kato.model.SessionNotFoundException} when there is no
 * such session or its time is over, {@link dev.kato.model.StorageUnavailableException} when a store
 * fails and {@link dev.kato.model.StorageRefusedException} when its operator must mend it, and
 * those that change it {@link dev.kato.model.BusyException} or {@link
 * dev.kato.model.ConflictException} when others keep it busy, {@link
 * dev.kato.model.LimitReachedException} when a bound set in {@link KatoBuilder} is reached, and
 * {@link dev.kato.model.PatternTooLargeException} when a pattern would be larger than its store can
 * hold. Every one but {@link #delete()} and {@link #abandon()} counts as a use of the session.
 *
 * <p>An operation that is refused ({@link dev.kato.model.InvalidInputException}, {@link
 * dev.kato.model.LimitReachedException}) has changed nothing. After any other exception it has
 * happened, or has not, or was begun: then everyone sees the session as it was, and whoever changes
 * it next finishes it first. So it happens as a whole or not at all, each learning counts once, and
 * repeating it under the same id does no harm. What was begun is given up, and can then count
 * again, if nobody has finished it a day after the session would have ended unused; only reading
 * the session does not finish it. Of an operation that learns several patterns, part can stay
 * learned in three cases: another caller at the same moment makes a later one of them too large, so
 * that it is refused although it was checked before the first was learned; it is given up by {@link
 * #abandon()}; or the session's time is over before anyone uses it again.
 */
public final class KatoSession {

  private final Kato kato;
  private final SessionId id;

  KatoSession(Kato kato, SessionId id) {
    this.kato = kato;
    this.id = id;
  }

  /** Its id. */
  public SessionId id() {
    return id;
  }

  /** Takes in symbols; see {@link #observe(Observation)}. */
  public ObserveResult observe(String... strings) {
    return observe(Observation.of(strings));
  }

  /**
   * Takes in one observation, and learns when {@code max_pattern_length} says so. An observation
   * that was taken in before under the same {@code uniqueId} and with the same content changes
   * nothing and gets the same answer, as long as fewer than 32 other operations with an id, of no
   * more than 10,000 observations in all, lie between.
   *
   * @throws dev.kato.model.VectorDimensionMismatchException if its vectors have another dimension
   *     than those of the session or the user
   */
  public ObserveResult observe(Observation observation) {
    return kato.listener().timed(Operation.OBSERVE, () -> operations().observe(id, observation));
  }

  /**
   * Takes in one observation as {@link #observe(Observation)} does and, in the same step, changes
   * what the caller keeps with the session under a name; see {@link #note}. A repeat leaves the
   * note as it is.
   */
  public ObserveResult observe(Observation observation, String note, ObservationNote change) {
    return kato.listener()
        .timed(Operation.OBSERVE, () -> operations().observe(id, observation, note, change));
  }

  /**
   * Takes in one observation as {@link #observe(Observation)} does, and forecasts what comes then:
   * one step of a loop that forecasts, sees what came, and forecasts again. What the observation
   * had learned counts. Another caller's change of the session may come between.
   */
  public WithForecast<ObserveResult> observe(Observation observation, ForecastOptions options) {
    return withForecast(observe(observation), options);
  }

  /**
   * Takes in a sequence as {@link #observeAll(List, SequenceOptions)} does, and forecasts what
   * comes then; see {@link #observe(Observation, ForecastOptions)}.
   */
  public WithForecast<SequenceResult> observeAll(
      List<Observation> observations, SequenceOptions options, ForecastOptions forecast) {
    return withForecast(observeAll(observations, options), forecast);
  }

  private <T> WithForecast<T> withForecast(T result, ForecastOptions options) {
    try {
      return new WithForecast<>(result, forecast(options), null);
    } catch (KatoException e) {
      return new WithForecast<>(result, null, e);
    }
  }

  /**
   * Takes in a sequence of observations as one operation: all or nothing. A repeat is recognised as
   * in {@link #observe(Observation)}, by the options' id or, where it has none, when every
   * observation has one.
   *
   * @throws dev.kato.model.InvalidInputException naming the index of the first observation that
   *     cannot be taken in
   */
  public SequenceResult observeAll(List<Observation> observations, SequenceOptions options) {
    return kato.listener()
        .timed(Operation.OBSERVE, () -> operations().observeAll(id, observations, options));
  }

  /**
   * Learns the short-term memory as a pattern and empties it. With fewer than two symbols it is
   * only emptied.
   *
   * @throws dev.kato.model.EmptyMemoryException if it is empty
   */
  public LearnResult learn() {
    return learn(null);
  }

  /** Learns; a repeat is recognised by {@code uniqueId} as in {@link #observe(Observation)}. */
  public LearnResult learn(@Nullable String uniqueId) {
    return kato.listener().timed(Operation.LEARN, () -> operations().learn(id, uniqueId));
  }

  /**
   * What the user's knowledge base makes of the short-term memory now. Fails beside the above as
   * {@link KnowledgeBase#recall} does.
   */
  public Predictions predict() {
    return kato.listener()
        .timed(
            Operation.PREDICT,
            () -> {
              SessionInfo info = info();
              SessionState state = info.state();
              return kato.recall(
                  state.user(), state.memory().events(), info.config(), EnsembleFilter.NONE);
            });
  }

  /**
   * Why a pattern is, or is not, among what {@link #predict()} answers now; see {@link
   * KnowledgeBase#explain}.
   *
   * @param name of the pattern, with or without the prefix {@code PTRN|}
   * @throws dev.kato.model.PatternNotFoundException if the user has none of that name
   */
  public Explanation explain(String name) {
    SessionInfo info = info();
    return knowledge(info).explain(info.state().memory().events(), info.config(), name);
  }

  /**
   * The most similar of the patterns that {@link #predict()} does not answer now; see {@link
   * KnowledgeBase#nearMisses}.
   *
   * @param limit at least 1
   */
  public List<NearMiss> nearMisses(int limit) {
    SessionInfo info = info();
    return knowledge(info).nearMisses(info.state().memory().events(), info.config(), limit);
  }

  private KnowledgeBase knowledge(SessionInfo info) {
    return kato.knowledgeBase(info.state().user().value());
  }

  /** As {@link #forecast(ForecastOptions)}, of the next event, with the default options. */
  public Forecast forecast() {
    return forecast(ForecastOptions.DEFAULT);
  }

  /**
   * What comes after the short-term memory, and how likely, from all that the user has learned. Of
   * the configuration only {@code fuzzy_token_threshold} counts. Linear in the occurrences of the
   * newest six events' symbols; fails beside the above as {@link KnowledgeBase#recall} does.
   */
  public Forecast forecast(ForecastOptions options) {
    return kato.listener()
        .timed(
            Operation.FORECAST,
            () -> {
              SessionInfo info = info();
              SessionState state = info.state();
              return kato.forecast(state.user(), state.memory().events(), info.config(), options);
            });
  }

  /** The short-term memory, oldest event first. */
  public List<Event> stm() {
    return info().state().memory().events();
  }

  /** Everything about the session. */
  public SessionInfo info() {
    var stored = kato.writer().use(id);
    SessionState state = stored.content().state();
    return new SessionInfo(state, stored.expiresAt(), kato.sessions().config(state));
  }

  /** Empties the short-term memory, the accumulators and the percept; the time goes on. */
  public void clearStm() {
    operations().clear(id, false);
  }

  /** Empties as {@link #clearStm()} does and sets the time to 0. */
  public void restart() {
    operations().clear(id, true);
  }

  /**
   * Removes everything the user has learned, and then empties the session as {@link #restart()}
   * does. Other sessions of the user keep their short-term memory.
   */
  public void clearAll() {
    knowledge(info()).clear();
    restart();
  }

  /**
   * Overrides parts of the configuration, by wire name; other overrides stay.
   *
   * @throws InvalidConfigException naming every bad key; then nothing is changed
   */
  public void configure(Map<String, ? extends @Nullable Object> overrides) {
    operations().configure(id, overrides);
  }

  /**
   * Overrides parts of the configuration and, in the same step, changes what the caller keeps with
   * the session under a name; see {@link #configure(Map)} and {@link #note}.
   *
   * @throws InvalidConfigException naming every bad key; then nothing is changed
   */
  public void configure(
      Map<String, ? extends @Nullable Object> overrides,
      String note,
      UnaryOperator<@Nullable Object> change) {
    operations().configure(id, overrides, note, change);
  }

  /**
   * Changes, in one step, what the caller keeps with the session under a name. KATO does not read
   * it; {@link SessionInfo#state()} shows it.
   *
   * @param change from what is there to what will be, null standing for nothing; values as {@link
   *     dev.kato.model.JsonValues} has them. May be called more than once
   */
  public void note(String name, UnaryOperator<@Nullable Object> change) {
    operations().note(id, name, change);
  }

  /**
   * Gives the session another life time, which begins now.
   *
   * @param ttl 1 s to a year
   * @throws dev.kato.model.InvalidInputException if it is not
   */
  public void extend(Duration ttl) {
    kato.writer().extend(id, ttl);
  }

  /**
   * Gives up a change that learns, that was begun, and that a store does not let finish: as long as
   * it is there every other change fails as it did. The session is then what it was before that
   * change; of its learnings those that were carried out stay. A change that can never be finished
   * ({@link dev.kato.model.InvalidInputException}) is given up without being asked.
   *
   * @return whether there was one
   */
  public boolean abandon() {
    return kato.writer().abandon(id);
  }

  /**
   * Removes the session; what the user has learned stays, and what was begun is finished before.
   */
  public void delete() {
    kato.writer().delete(id);
  }

  private SessionOperations operations() {
    return kato.operations();
  }
}
