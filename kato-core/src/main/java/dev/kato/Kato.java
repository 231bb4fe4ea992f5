package dev.kato;

import dev.kato.config.SessionConfig;
import dev.kato.model.EnsembleFilter;
import dev.kato.model.Event;
import dev.kato.model.Forecast;
import dev.kato.model.ForecastOptions;
import dev.kato.model.IndexStatistics;
import dev.kato.model.InvalidInputException;
import dev.kato.model.LimitReachedException;
import dev.kato.model.Predictions;
import dev.kato.model.SessionId;
import dev.kato.model.UserId;
import dev.kato.processor.IndexCache;
import dev.kato.processor.Processor;
import dev.kato.processor.RecallPlaces;
import dev.kato.recall.KnowledgeIndex;
import dev.kato.recall.RecallResources;
import dev.kato.recall.base.Budget;
import dev.kato.session.SessionOperations;
import dev.kato.session.SessionWriter;
import dev.kato.session.Sessions;
import dev.kato.spi.Storage;
import java.util.List;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A deterministic, explainable memory: sessions observe and learn sequences of events, and recall
 * the learned ones that resemble what they are observing. Thread-safe. Everything that is kept is
 * in the {@link Storage}; several instances may work on the same one.
 *
 * <p>All operations throw {@link dev.kato.model.KatoException}s for what can go wrong, and {@link
 * IllegalStateException} after {@link #close()}.
 */
public final class Kato implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(Kato.class);

  private static final long PATIENCE_SECONDS = 30;

  private final Storage storage;
  private final SessionConfig defaults;
  private final SafeListener listener;
  private final SessionWriter writer;
  private final SessionOperations operations;
  private final Sessions sessions;
  private final RecallResources resources;
  private final IndexCache knowledge;
  private final Supplier<Budget> budgets;
  private final RecallPlaces places;
  private final ScheduledThreadPoolExecutor sweeper;
  private final ThreadPoolExecutor workers;
  private final ThreadPoolExecutor loaders;
  private volatile boolean closed;

  /** Of the last sweep; only its thread uses it. */
  private String sweepFailure = "";

  Kato(KatoBuilder builder) {
    this.storage = builder.requiredStorage();
    this.defaults = builder.defaults();
    this.listener = new SafeListener(builder.listener());
    this.sweeper = Threads.sweeper();
    this.workers = Threads.workers(builder.recallThreads());
    this.loaders = Threads.loaders();
    this.writer =
        new SessionWriter(
            storage, builder.sessionSettings(), builder.clock(), builder.ids(), listener);
    this.operations =
        new SessionOperations(
            writer, new Processor(builder.ids()), storage.vectors(), builder.defaults());
    this.sessions = new Sessions(storage.sessions(), builder.defaults(), builder.clock(), listener);
    this.resources = new RecallResources(workers, builder.recallThreads());
    this.knowledge =
        new IndexCache(
            storage.patterns(),
            () -> new KnowledgeIndex(resources),
            builder.indexBytes(),
            loaders,
            workers);
    this.budgets = builder.budgets();
    this.places = builder.recallPlaces();
    long period = builder.sweepEvery().toMillis();
    sweeper.scheduleWithFixedDelay(this::sweep, period, period, TimeUnit.MILLISECONDS);
  }

  /** Begins to set one up; only the storage has no default. */
  public static KatoBuilder builder() {
    return new KatoBuilder();
  }

  /**
   * Opens a session with all defaults.
   *
   * @param user 1 to 256 characters
   * @throws InvalidInputException if the user's id is not
   * @throws LimitReachedException if there are as many sessions as there may be
   */
  public KatoSession openSession(String user) {
    return openSession(SessionOptions.of(user));
  }

  /**
   * Opens a session.
   *
   * @throws InvalidInputException if the life time or a value of the configuration is out of range
   * @throws LimitReachedException if there are as many sessions as there may be
   */
  public KatoSession openSession(SessionOptions options) {
    checkOpen();
    return new KatoSession(this, writer.open(options.toNewSession()).id());
  }

  /**
   * The session with an id of the caller's choice: the live one, whatever it was opened with, or a
   * new one. Of callers at the same time, also through other instances, only one opens it.
   *
   * @param id 1 to 256 characters
   * @throws dev.kato.model.SessionNotFoundException if no session can have that id
   * @throws InvalidInputException if the life time or a value of the configuration is out of range
   * @throws LimitReachedException if there are as many sessions as there may be
   */
  public KatoSession findOrOpenSession(String id, SessionOptions options) {
    checkOpen();
    SessionId chosen = new SessionId(id);
    writer.findOrOpen(chosen, options.toNewSession());
    return new KatoSession(this, chosen);
  }

  /**
   * A handle on a session, whether there is one or not: its operations tell. Costs nothing.
   *
   * @throws dev.kato.model.SessionNotFoundException if no session can have that id
   */
  public KatoSession session(String id) {
    return new KatoSession(this, new SessionId(id));
  }

  /** Whether a session is there; does not use it. One whose id no session can have is absent. */
  public SessionPresence presence(String id) {
    checkOpen();
    if (!SessionId.isPossible(id)) {
      return SessionPresence.ABSENT;
    }
    return sessions
        .peek(new SessionId(id))
        .map(stored -> sessions.expired(stored) ? SessionPresence.EXPIRED : SessionPresence.LIVE)
        .orElse(SessionPresence.ABSENT);
  }

  /** Number of live sessions, exact. */
  public long sessionCount() {
    checkOpen();
    return sessions.count();
  }

  /**
   * A handle on what a user has learned. Costs nothing.
   *
   * @param user 1 to 256 characters
   * @throws InvalidInputException if the user's id is not
   */
  public KnowledgeBase knowledgeBase(String user) {
    return new KnowledgeBase(this, new UserId(user));
  }

  /** The configuration where a session does not override it. */
  public SessionConfig defaults() {
    return defaults;
  }

  /** The indexes in memory; their bytes with those that are kept to work in. */
  public IndexStatistics indexStatistics() {
    checkOpen();
    IndexStatistics indexes = knowledge.statistics();
    return new IndexStatistics(
        indexes.users(),
        indexes.patterns(),
        indexes.bytes() + resources.heapBytes(),
        indexes.loads(),
        indexes.evictions(),
        indexes.loading());
  }

  /** Ends the work in the background and closes the storage. Closing twice does nothing. */
  @Override
  public void close() {
    if (!closed) {
      closed = true;
      sweeper.shutdown();
      loaders.shutdownNow();
      knowledge.close();
      workers.shutdown();
      await(sweeper);
      await(loaders);
      await(workers);
      sweeper.shutdownNow();
      storage.close();
    }
  }

  /** What is under way is over soon, and somebody may be waiting for it. */
  private static void await(ThreadPoolExecutor executor) {
    try {
      if (!executor.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        log.warn("background work did not end in time");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** What a state recalls from all that the user has learned until now. */
  Predictions recall(UserId user, List<Event> state, SessionConfig config, EnsembleFilter filter) {
    return inTurn(user, (index, budget) -> index.recall(state, config, filter, budget));
  }

  /** What comes after a state, from all that the user has learned until now. */
  Forecast forecast(UserId user, List<Event> state, SessionConfig config, ForecastOptions options) {
    return inTurn(
        user,
        (index, budget) -> index.forecast(state, options, config.fuzzyTokenThreshold(), budget));
  }

  /**
   * Has the user's index, with all that was learned until now, asked when it is the user's turn.
   */
  <T> T inTurn(UserId user, BiFunction<KnowledgeIndex, Budget, T> question) {
    Budget budget = budgets.get();
    // Before it has a place: it may have to wait for being loaded, which computes nothing.
    KnowledgeIndex index = knowledge().current(user, budget);
    return places.inTurn(
        user,
        budget,
        () -> {
          budget.begin();
          return question.apply(index, budget);
        });
  }

  /** The user's index with all that was learned until now. */
  KnowledgeIndex index(UserId user) {
    return knowledge().current(user, budgets.get());
  }

  /** As {@link #index}, however long it takes. */
  void load(UserId user) {
    knowledge().current(user, Budget.unlimited());
  }

  Storage storage() {
    checkOpen();
    return storage;
  }

  SessionWriter writer() {
    checkOpen();
    return writer;
  }

  SessionOperations operations() {
    checkOpen();
    return operations;
  }

  Sessions sessions() {
    checkOpen();
    return sessions;
  }

  IndexCache knowledge() {
    checkOpen();
    return knowledge;
  }

  SafeListener listener() {
    return listener;
  }

  private void checkOpen() {
    if (closed) {
      throw new IllegalStateException("closed");
    }
  }

  private void sweep() {
    try {
      sessions.removeExpired();
      sweepFailure = "";
    } catch (RuntimeException | Error e) {
      // Whatever it was, the next sweep must come. The same again, or what close() ended, is no
      // news.
      String failure = e.toString();
      if (!closed && !failure.equals(sweepFailure)) {
        log.warn("could not remove expired sessions, will try again: {}", failure);
      }
      sweepFailure = failure;
    }
  }
}
