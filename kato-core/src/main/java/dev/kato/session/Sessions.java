package dev.kato.session;

import dev.kato.config.SessionConfig;
import dev.kato.model.InvalidInputException;
import dev.kato.model.JsonValues;
import dev.kato.model.LimitReachedException;
import dev.kato.model.SessionId;
import dev.kato.model.SessionNotFoundException;
import dev.kato.model.SessionState;
import dev.kato.model.ShortTermMemory;
import dev.kato.model.UserId;
import dev.kato.processor.Processor;
import dev.kato.spi.KatoListener;
import dev.kato.spi.SessionContent;
import dev.kato.spi.SessionStore;
import dev.kato.spi.Storage;
import dev.kato.spi.StoredSession;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The life of sessions: opening, finding, expiring, removing. Thread-safe. */
public final class Sessions {

  private static final Duration MAX_TTL = Duration.ofSeconds(31_536_000);
  private static final int SWEEP_BATCH = 1000;

  private final SessionStore store;
  private final Transactions transactions;
  private final SessionOperations operations;
  private final SessionSettings settings;
  private final Clock clock;
  private final Supplier<String> ids;
  private final KatoListener listener;

  /**
   * Sessions kept in these stores.
   *
   * @param ids gives a new text of 1 to 32 ASCII characters at each call
   */
  public Sessions(
      Storage storage,
      SessionSettings settings,
      Clock clock,
      Supplier<String> ids,
      KatoListener listener) {
    this.store = storage.sessions();
    this.transactions = new Transactions(storage, settings, clock, listener);
    this.operations =
        new SessionOperations(
            transactions, new Processor(ids), storage.vectors(), settings.defaults());
    this.settings = settings;
    this.clock = clock;
    this.ids = ids;
    this.listener = listener;
  }

  /** What can be done with a session. */
  public SessionOperations operations() {
    return operations;
  }

  /**
   * Opens a session.
   *
   * @param ttl 1 s to a year; empty for the default
   * @param overrides of the configuration
   * @throws InvalidInputException if a value is out of range
   * @throws LimitReachedException if there are as many sessions as there may be
   */
  public SessionState open(
      UserId user,
      Map<String, ? extends @Nullable Object> metadata,
      Optional<Duration> ttl,
      Map<String, ? extends @Nullable Object> overrides) {
    Instant now = clock.instant();
    SessionId id = new SessionId("session-" + ids.get() + "-" + now.toEpochMilli());
    SessionState state = fresh(id, user, metadata, ttl, overrides, now);
    if (!store.create(state, now.plus(state.ttl()), now, settings.maxSessions())) {
      throw new LimitReachedException("sessions", settings.maxSessions());
    }
    listener.sessionCreated(id, user, now);
    return state;
  }

  /**
   * Opens a session with this id unless there is a live one.
   *
   * @throws InvalidInputException if a value is out of range
   * @throws LimitReachedException if there are as many sessions as there may be
   */
  public void findOrOpen(
      SessionId id,
      UserId user,
      Map<String, ? extends @Nullable Object> metadata,
      Optional<Duration> ttl,
      Map<String, ? extends @Nullable Object> overrides) {
    Instant now = clock.instant();
    Optional<StoredSession> found = store.find(id);
    if (found.isPresent() && !expired(found.get())) {
      return;
    }
    SessionState state = fresh(id, user, metadata, ttl, overrides, now);
    Instant expiry = now.plus(state.ttl());
    // One whose time is over gives its place: removing it first could hit another caller's new one.
    boolean opened =
        found.isPresent()
            ? store.replace(id, found.get().version(), SessionContent.of(state), expiry).isPresent()
            : store.create(state, expiry, now, settings.maxSessions());
    if (opened) {
      listener.sessionCreated(id, user, now);
    } else if (store.find(id).filter(session -> !expired(session)).isEmpty()) {
      throw new LimitReachedException("sessions", settings.maxSessions());
    }
  }

  private SessionState fresh(
      SessionId id,
      UserId user,
      Map<String, ? extends @Nullable Object> metadata,
      Optional<Duration> ttl,
      Map<String, ? extends @Nullable Object> overrides,
      Instant now) {
    settings.defaults().with(overrides);
    return new SessionState(
        id,
        user,
        now,
        checkTtl(ttl.orElse(settings.ttl())),
        JsonValues.copy("metadata", metadata),
        JsonValues.copy("config", overrides),
        0,
        ShortTermMemory.EMPTY,
        null,
        List.of(),
        Map.of());
  }

  /** A life time in range, or an {@link InvalidInputException}. */
  static Duration checkTtl(Duration ttl) {
    if (ttl.compareTo(Duration.ofSeconds(1)) < 0 || ttl.compareTo(MAX_TTL) > 0) {
      throw new InvalidInputException(
          "ttl_seconds", "must be 1.." + MAX_TTL.toSeconds() + ", was " + ttl.toSeconds());
    }
    return ttl;
  }

  /**
   * Uses a session without changing it.
   *
   * @throws SessionNotFoundException if there is none, or its time is over
   */
  public StoredSession use(SessionId id) {
    StoredSession stored = transactions.live(id);
    Instant expiry = transactions.expiry(stored, stored.content().state());
    if (!expiry.equals(stored.expiresAt()) && !store.touch(id, stored.version(), expiry)) {
      throw new SessionNotFoundException(id.value());
    }
    return new StoredSession(stored.version(), expiry, stored.content());
  }

  /** The session without using it, also when its time is over and it has not been removed yet. */
  public Optional<StoredSession> peek(SessionId id) {
    return store.find(id);
  }

  /** Whether that session's time is over. */
  public boolean expired(StoredSession stored) {
    return !stored.expiresAt().isAfter(clock.instant());
  }

  /** The configuration a session works with. */
  public SessionConfig config(SessionState state) {
    return settings.defaults().with(state.config());
  }

  /**
   * Removes a session.
   *
   * @throws SessionNotFoundException if there is none, or its time is over
   */
  public void delete(SessionId id) {
    if (!store.delete(id, transactions.live(id).version())) {
      throw new SessionNotFoundException(id.value());
    }
    listener.sessionDeleted(id, clock.instant());
  }

  /** Removes all sessions of a user. */
  public void deleteAll(UserId user) {
    for (SessionId id : store.sessionsOf(user)) {
      if (store.find(id).filter(found -> store.delete(id, found.version())).isPresent()) {
        listener.sessionDeleted(id, clock.instant());
      }
    }
  }

  /** Number of live sessions, exact. */
  public long count() {
    return store.count(clock.instant());
  }

  /** Removes sessions whose time is over. */
  public void removeExpired() {
    List<SessionId> removed;
    do {
      Instant now = clock.instant();
      removed = store.removeExpired(now, SWEEP_BATCH);
      removed.forEach(id -> listener.sessionExpired(id, now));
    } while (removed.size() == SWEEP_BATCH);
  }
}
