package dev.kato.session;

import dev.kato.model.ConflictException;
import dev.kato.model.InvalidInputException;
import dev.kato.model.LimitReachedException;
import dev.kato.model.Outcome;
import dev.kato.model.SessionId;
import dev.kato.model.SessionNotFoundException;
import dev.kato.model.SessionState;
import dev.kato.model.UserId;
import dev.kato.processor.Step;
import dev.kato.session.Turns.Turn;
import dev.kato.spi.KatoListener;
import dev.kato.spi.SessionContent;
import dev.kato.spi.SessionContent.Prepared;
import dev.kato.spi.SessionStore;
import dev.kato.spi.Storage;
import dev.kato.spi.StoredSession;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one writer of sessions: what opens, changes, extends or removes one goes through here, but
 * for the sweep of those whose time is over. Thread-safe.
 *
 * <p>Whatever rests on what was read is written only if the session still has the version that was
 * read, and a version is never used twice. So nothing is overwritten, whoever else writes, and a
 * session that was deleted and opened anew under the same id is another one. Turns make that rare.
 *
 * <p>A change that learns is first stored as <em>prepared</em>, beside the state that everyone
 * still sees; then its learnings are carried out; then its result becomes the state. Whoever has
 * the next turn and finds a prepared change completes it first. A learning that is carried out
 * twice counts once.
 */
public final class SessionWriter {

  private static final Logger log = LoggerFactory.getLogger(SessionWriter.class);
  private static final int MAX_ATTEMPTS = 50;

  private final Storage storage;
  private final SessionStore store;
  private final SessionSettings settings;
  private final Clock clock;
  private final Supplier<String> ids;
  private final KatoListener listener;
  private final Turns turns;
  private final PreparedChanges changes;

  /**
   * The writer of the sessions in these stores.
   *
   * @param ids gives a new text of 1 to 32 ASCII characters at each call
   */
  public SessionWriter(
      Storage storage,
      SessionSettings settings,
      Clock clock,
      Supplier<String> ids,
      KatoListener listener) {
    this(storage, settings, clock, System::nanoTime, ids, listener);
  }

  SessionWriter(
      Storage storage,
      SessionSettings settings,
      Clock clock,
      LongSupplier nanoTime,
      Supplier<String> ids,
      KatoListener listener) {
    this.storage = storage;
    this.store = storage.sessions();
    this.settings = settings;
    this.clock = clock;
    this.ids = ids;
    this.listener = listener;
    this.turns = new Turns(store, settings, nanoTime);
    this.changes = new PreparedChanges(storage, clock, listener);
  }

  /**
   * Opens a session under a new id, for which there is nobody to take turns with.
   *
   * @throws InvalidInputException if a value is out of range
   * @throws LimitReachedException if there are as many sessions as there may be
   */
  public SessionState open(NewSession wanted) {
    Instant now = clock.instant();
    SessionId id = new SessionId("session-" + ids.get() + "-" + now.toEpochMilli());
    SessionState state = wanted.state(id, settings, now);
    if (!create(state, now)) {
      throw noMore(state.user());
    }
    return state;
  }

  /**
   * Opens a session with this id unless there is a live one. One whose time is over gives its
   * place.
   *
   * @throws InvalidInputException if a value is out of range
   * @throws LimitReachedException if there are as many sessions as there may be
   */
  public void findOrOpen(SessionId id, NewSession wanted) {
    if (store.find(id).filter(this::isLive).isEmpty()) {
      turns.take(id, turn -> findOrOpen(id, wanted, turn));
    }
  }

  private boolean findOrOpen(SessionId id, NewSession wanted, Turn turn) {
    SessionState state = wanted.state(id, settings, clock.instant());
    Optional<StoredSession> found = turn.found();
    for (int attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
      if (found.filter(this::isLive).isPresent()) {
        return false;
      }
      found.ifPresent(expired -> remove(expired, turn));
      if (create(state, clock.instant())) {
        return true;
      }
      found = store.find(id);
      // Not there, twice: it was not just taken and removed by others.
      if (found.isEmpty() && attempt > 0) {
        throw noMore(state.user());
      }
    }
    throw new ConflictException(id, "open", MAX_ATTEMPTS);
  }

  private boolean create(SessionState state, Instant now) {
    boolean created =
        store.create(
            state,
            now.plus(state.ttl()),
            now,
            settings.maxSessions(),
            settings.maxSessionsPerUser());
    if (created) {
      listener.sessionCreated(state.id(), state.user(), now);
    }
    return created;
  }

  private LimitReachedException noMore(UserId user) {
    return store.sessionsOf(user).size() >= settings.maxSessionsPerUser()
        ? new LimitReachedException("sessions of one user", settings.maxSessionsPerUser())
        : new LimitReachedException("sessions", settings.maxSessions());
  }

  /** Removes one whose time is over, unless somebody else just does. */
  private void remove(StoredSession expired, Turn turn) {
    SessionId id = expired.content().state().id();
    if (expired.content().prepared().isPresent()) {
      changes.complete(expired, turn.lease());
    } else if (store.delete(id, expired.version())) {
      listener.sessionExpired(id, clock.instant());
    }
  }

  /**
   * Uses a session without changing its content. Needs no turn: it makes the session live longer
   * only if nobody has changed it since it was read, and never shorter.
   *
   * @throws SessionNotFoundException if there is none, or its time is over
   */
  public StoredSession use(SessionId id) {
    StoredSession stored = live(id, store.find(id));
    for (int attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
      Instant expiry = expiry(stored, stored.content().state());
      if (!expiry.isAfter(stored.expiresAt())) {
        return stored;
      }
      if (store.touch(id, stored.version(), expiry)) {
        return new StoredSession(stored.version(), expiry, stored.content());
      }
      stored = same(stored, live(id, store.find(id)));
    }
    throw new ConflictException(id, "use", MAX_ATTEMPTS);
  }

  /**
   * Carries out an operation.
   *
   * @throws SessionNotFoundException if there is no such session, or its time is over
   * @throws dev.kato.model.BusyException if the session's turn does not come in time
   * @throws ConflictException if others changed the session at each attempt
   */
  <T extends Outcome> T change(SessionId id, Operation<T> operation) {
    return inTurn(
        id,
        operation.name(),
        (stored, completed, lease) -> {
          SessionState state = stored.content().state();
          Optional<T> answered = Receipts.answer(state, operation);
          if (answered.isPresent()) {
            boolean used = store.touch(id, stored.version(), expiry(stored, state));
            return used ? answered : Optional.empty();
          }
          Step<T> step = Receipts.with(operation.on(state, completed), operation);
          settings.limits().check(state.memory(), state.user(), step, storage.patterns());
          boolean written =
              step.learnings().isEmpty()
                  ? replaceLast(stored.version(), step.state(), expiry(stored, step.state()), lease)
                  : changes.carryOut(stored, step, expiry(stored, step.state()), lease);
          return written ? Optional.of(step.outcome()) : Optional.empty();
        });
  }

  /**
   * Gives a session another life time, which begins now whether sessions slide or not.
   *
   * @param ttl 1 s to a year
   */
  public void extend(SessionId id, Duration ttl) {
    SessionSettings.checkTtl(ttl);
    inTurn(
        id,
        "extend",
        (stored, completed, lease) -> {
          SessionState next = stored.content().state().withTtl(ttl);
          Instant expiry = clock.instant().plus(ttl);
          return done(replaceLast(stored.version(), next, expiry, lease));
        });
  }

  /**
   * Removes a session.
   *
   * @throws SessionNotFoundException if there is none, or its time is over
   */
  public void delete(SessionId id) {
    inTurn(id, "delete", (stored, completed, lease) -> done(store.delete(id, stored.version())));
    listener.sessionDeleted(id, clock.instant());
  }

  /** Removes all sessions of a user, and with them what they had begun to learn. */
  public void deleteAll(UserId user) {
    for (SessionId id : store.sessionsOf(user)) {
      turns.take(id, turn -> deleteIfOf(user, id, turn));
    }
  }

  private boolean deleteIfOf(UserId user, SessionId id, Turn turn) {
    Optional<StoredSession> found = turn.found();
    while (found.filter(session -> session.content().state().user().equals(user)).isPresent()) {
      if (store.delete(id, found.get().version())) {
        listener.sessionDeleted(id, clock.instant());
        return true;
      }
      found = store.find(id);
    }
    return false;
  }

  /**
   * Gives up a change that was begun and not completed: the session is what it was before. Of its
   * learnings those that were carried out stay. Also if the session's time is over, since a change
   * that cannot be completed keeps its id from being opened.
   *
   * @return whether there was one
   */
  public boolean abandon(SessionId id) {
    return turns.take(
        id,
        turn -> {
          StoredSession stored = there(id, turn.found());
          for (int attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
            SessionState state = stored.content().state();
            if (stored.content().prepared().isEmpty()) {
              return false;
            }
            if (replaceLast(stored.version(), state, stored.expiresAt(), turn.lease())) {
              log.warn("A change of session {} was given up as it was asked for", id);
              return true;
            }
            stored = same(stored, there(id, store.find(id)));
          }
          throw new ConflictException(id, "abandon", MAX_ATTEMPTS);
        });
  }

  /** One try to write. */
  private interface Attempt<T> {
    /** The answer, or empty if somebody else has written meanwhile. */
    Optional<T> on(StoredSession stored, Optional<Prepared> completed, Lease lease);
  }

  /** Tries until nobody else has written meanwhile, and completes what others have begun. */
  private <T> T inTurn(SessionId id, String name, Attempt<T> attempt) {
    return turns.take(
        id,
        turn -> {
          StoredSession stored = live(id, turn.found());
          Optional<Prepared> completed = Optional.empty();
          for (int tried = 0; tried < MAX_ATTEMPTS; tried++) {
            if (stored.content().prepared().isPresent()) {
              completed = changes.complete(stored, turn.lease());
            } else {
              Optional<T> answer = attempt.on(stored, completed, turn.lease());
              if (answer.isPresent()) {
                return answer.get();
              }
            }
            stored = same(stored, live(id, store.find(id)));
          }
          throw new ConflictException(id, name, MAX_ATTEMPTS);
        });
  }

  /**
   * An operation that has begun on one session does not go on with another that took its id. One of
   * the same user, opened at the very same instant, is taken for the same.
   */
  private static StoredSession same(StoredSession before, StoredSession now) {
    SessionState first = before.content().state();
    SessionState second = now.content().state();
    if (!first.user().equals(second.user()) || !first.createdAt().equals(second.createdAt())) {
      throw new SessionNotFoundException(first.id().value());
    }
    return now;
  }

  /** The last step of a change gives the lock back, too. */
  private boolean replaceLast(long version, SessionState next, Instant expiry, Lease lease) {
    return store.replaceAndUnlock(
        lease.lock(), next.id(), version, SessionContent.of(next), expiry);
  }

  private StoredSession live(SessionId id, Optional<StoredSession> found) {
    return there(id, found.filter(this::isLive));
  }

  private static StoredSession there(SessionId id, Optional<StoredSession> found) {
    return found.orElseThrow(() -> new SessionNotFoundException(id.value()));
  }

  private boolean isLive(StoredSession session) {
    return session.expiresAt().isAfter(clock.instant());
  }

  /** When a session that is used now ends. */
  private Instant expiry(StoredSession stored, SessionState state) {
    return settings.sliding() ? clock.instant().plus(state.ttl()) : stored.expiresAt();
  }

  private static Optional<Boolean> done(boolean written) {
    return written ? Optional.of(true) : Optional.empty();
  }
}
