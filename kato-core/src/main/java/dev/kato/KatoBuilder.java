package dev.kato;

import dev.kato.config.SessionConfig;
import dev.kato.processor.RecallPlaces;
import dev.kato.recall.base.Budget;
import dev.kato.session.MemoryLimits;
import dev.kato.session.SessionSettings;
import dev.kato.spi.KatoListener;
import dev.kato.spi.Storage;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Sets up a {@link Kato}. Each method checks its argument at once: null is refused with {@link
 * NullPointerException}, a value out of range with {@link IllegalArgumentException}. Not
 * thread-safe.
 */
public final class KatoBuilder {

  private static final Duration A_MILLISECOND = Duration.ofMillis(1);
  private static final Duration A_DAY = Duration.ofDays(1);
  private static final int MAX_THREADS = 1024;
  private static final int MAX_WAITING = 100_000;

  private @Nullable Storage storage;
  private SessionConfig defaults = SessionConfig.DEFAULTS;
  private Duration sessionTtl = Duration.ofHours(1);
  private boolean slidingExpiry = true;
  private long maxSessions = Long.MAX_VALUE;
  private long maxSessionsPerUser = Long.MAX_VALUE;
  private long maxPatterns = Long.MAX_VALUE;
  private long maxCharacters = Long.MAX_VALUE;
  private long maxLearnings = Long.MAX_VALUE;
  private Duration operationTimeout = Duration.ofSeconds(30);
  private @Nullable Duration predictionTimeout;
  private Duration sweepEvery = Duration.ofSeconds(1);
  private long indexBytes = Runtime.getRuntime().maxMemory() / 2;
  private int recallThreads = Runtime.getRuntime().availableProcessors();
  private int concurrentRecalls = Integer.MAX_VALUE;
  private int waitingRecalls = 32;
  private Clock clock = Clock.systemUTC();
  private Supplier<String> ids = () -> UUID.randomUUID().toString().replace("-", "");
  private KatoListener listener = KatoListener.NONE;

  KatoBuilder() {}

  /** Where everything is kept; closed together with the {@link Kato}. */
  public KatoBuilder storage(Storage newStorage) {
    storage = Objects.requireNonNull(newStorage, "storage");
    return this;
  }

  /** Configuration where a session does not override it. */
  public KatoBuilder defaults(SessionConfig newDefaults) {
    defaults = Objects.requireNonNull(newDefaults, "defaults");
    return this;
  }

  /**
   * Configuration where a session does not override it, by wire name.
   *
   * @throws dev.kato.model.InvalidConfigException naming every bad key
   */
  public KatoBuilder defaults(Map<String, ? extends @Nullable Object> overrides) {
    return defaults(SessionConfig.DEFAULTS.with(overrides));
  }

  /** Life time of a session where none is asked for, 1 s to a year, default an hour. */
  public KatoBuilder sessionTtl(Duration ttl) {
    sessionTtl = within("sessionTtl", ttl, SessionSettings.MIN_TTL, SessionSettings.MAX_TTL);
    return this;
  }

  /** Whether every use of a session begins its life time anew, default true. */
  public KatoBuilder slidingExpiry(boolean sliding) {
    slidingExpiry = sliding;
    return this;
  }

  /** Most live sessions, default no bound. */
  public KatoBuilder maxSessions(long limit) {
    maxSessions = atLeastOne("maxSessions", limit);
    return this;
  }

  /**
   * Most sessions of one user, default no bound; one more is refused with a {@link
   * dev.kato.model.LimitReachedException}. One that has expired counts until it is removed: see
   * {@link #sweepEvery}.
   */
  public KatoBuilder maxSessionsPerUser(long limit) {
    maxSessionsPerUser = atLeastOne("maxSessionsPerUser", limit);
    return this;
  }

  /**
   * Most patterns of one user, default no bound. A learning that would add one more is refused with
   * a {@link dev.kato.model.LimitReachedException}; learnings at the same time may exceed it by as
   * many as they are. Costs a count of the store for each new pattern.
   */
  public KatoBuilder maxPatternsPerUser(long limit) {
    maxPatterns = atLeastOne("maxPatternsPerUser", limit);
    return this;
  }

  /**
   * Most characters that one session's short-term memory, emotives and metadata may hold until they
   * are learned or cleared, a number counted as eight; default no bound. An observation beyond it
   * is refused with a {@link dev.kato.model.LimitReachedException}.
   */
  public KatoBuilder maxSessionCharacters(long limit) {
    maxCharacters = atLeastOne("maxSessionCharacters", limit);
    return this;
  }

  /**
   * Most learnings of one operation, default no bound: a sequence of observations that would be
   * learned more often is refused with an {@link dev.kato.model.InvalidInputException}.
   */
  public KatoBuilder maxLearningsAtOnce(long limit) {
    maxLearnings = atLeastOne("maxLearningsAtOnce", limit);
    return this;
  }

  /** How long an operation waits for others on the same session, 1 ms to a day, default 30 s. */
  public KatoBuilder operationTimeout(Duration timeout) {
    operationTimeout = within("operationTimeout", timeout, A_MILLISECOND, A_DAY);
    return this;
  }

  /**
   * How long one recall may take, with all that it waits for, 1 ms to a day, default as long as it
   * takes. Beyond it the caller gets a {@link dev.kato.model.TimeLimitException}, some milliseconds
   * late at most, and nothing has changed; or a {@link dev.kato.model.LoadingException} if the
   * knowledge base was not in memory yet: loading it goes on; or an {@link
   * dev.kato.model.OverloadedException} if it had no {@linkplain #concurrentRecalls place} yet. An
   * interrupt of the calling thread ends a recall likewise, with or without a timeout. Holds for
   * all that asks a knowledge base's index.
   */
  public KatoBuilder predictionTimeout(Duration timeout) {
    predictionTimeout = within("predictionTimeout", timeout, A_MILLISECOND, A_DAY);
    return this;
  }

  /** How often expired sessions are removed, every 1 ms to a day, default every second. */
  public KatoBuilder sweepEvery(Duration period) {
    sweepEvery = within("sweepEvery", period, A_MILLISECOND, A_DAY);
    return this;
  }

  /**
   * Heap that indexes may take together before those of idle users go, default half of the heap. An
   * index that is larger by itself is kept all the same, one at a time, beside the others.
   */
  public KatoBuilder indexBytes(long bytes) {
    indexBytes = atLeastOne("indexBytes", bytes);
    return this;
  }

  /**
   * Most threads that work on one recall from a large knowledge base, and that merge what was
   * learned in the background, 1 to 1024; default one per processor. The answers do not depend on
   * it.
   */
  public KatoBuilder recallThreads(int threads) {
    recallThreads = within("recallThreads", threads, MAX_THREADS);
    return this;
  }

  /**
   * Most recalls that compute at once, 1 to 1024; default no bound. Others wait for as long as
   * {@link #predictionTimeout} allows; users take turns, so that many recalls of one do not hold up
   * another's. The answers do not depend on it.
   */
  public KatoBuilder concurrentRecalls(int recalls) {
    concurrentRecalls = within("concurrentRecalls", recalls, MAX_THREADS);
    return this;
  }

  /**
   * Most recalls of one user that wait for a place, 1 to 100,000; default 32. One more gets an
   * {@link dev.kato.model.OverloadedException} at once.
   */
  public KatoBuilder waitingRecallsPerUser(int recalls) {
    waitingRecalls = within("waitingRecallsPerUser", recalls, MAX_WAITING);
    return this;
  }

  /** What tells the time, default the system's clock. */
  public KatoBuilder clock(Clock newClock) {
    clock = Objects.requireNonNull(newClock, "clock");
    return this;
  }

  /**
   * What ids are made from, default random UUIDs.
   *
   * @param newIds gives at each call another text of 1 to 32 ASCII letters and digits, unlike that
   *     of any other instance on the same storage
   */
  public KatoBuilder ids(Supplier<String> newIds) {
    ids = Objects.requireNonNull(newIds, "ids");
    return this;
  }

  /** Who hears what happens, default nobody. */
  public KatoBuilder listener(KatoListener newListener) {
    listener = Objects.requireNonNull(newListener, "listener");
    return this;
  }

  /**
   * Sets it up.
   *
   * @throws IllegalStateException if no storage was given
   */
  public Kato build() {
    return new Kato(this);
  }

  Storage requiredStorage() {
    if (storage == null) {
      throw new IllegalStateException("no storage given");
    }
    return storage;
  }

  SessionConfig defaults() {
    return defaults;
  }

  SessionSettings sessionSettings() {
    Duration lease = Duration.ofSeconds(10);
    return new SessionSettings(
        defaults,
        sessionTtl,
        slidingExpiry,
        maxSessions,
        maxSessionsPerUser,
        new MemoryLimits(maxPatterns, maxCharacters, maxLearnings),
        operationTimeout,
        lease);
  }

  Supplier<Budget> budgets() {
    Duration limit = predictionTimeout;
    return limit == null ? Budget::unlimited : () -> Budget.of(limit, System::nanoTime);
  }

  Duration sweepEvery() {
    return sweepEvery;
  }

  long indexBytes() {
    return indexBytes;
  }

  int recallThreads() {
    return recallThreads;
  }

  RecallPlaces recallPlaces() {
    return new RecallPlaces(concurrentRecalls, waitingRecalls);
  }

  Clock clock() {
    return clock;
  }

  Supplier<String> ids() {
    return ids;
  }

  KatoListener listener() {
    return listener;
  }

  private static Duration within(String name, Duration value, Duration least, Duration most) {
    Objects.requireNonNull(value, name);
    if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
      throw new IllegalArgumentException(
          name + " must be " + least + " to " + most + ", was " + value);
    }
    return value;
  }

  private static int within(String name, int value, int most) {
    if (value < 1 || value > most) {
      throw new IllegalArgumentException(name + " must be 1 to " + most + ", was " + value);
    }
    return value;
  }

  private static long atLeastOne(String name, long value) {
    if (value < 1) {
      throw new IllegalArgumentException(name + " must be at least 1, was " + value);
    }
    return value;
  }
}
