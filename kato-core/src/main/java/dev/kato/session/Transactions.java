package dev.kato.session;

import dev.kato.model.BusyException;
import dev.kato.model.ConflictException;
import dev.kato.model.FloatVector;
import dev.kato.model.InvalidInputException;
import dev.kato.model.LearnResult;
import dev.kato.model.Outcome;
import dev.kato.model.SessionId;
import dev.kato.model.SessionNotFoundException;
import dev.kato.model.SessionState;
import dev.kato.model.UserId;
import dev.kato.model.VectorDimensionMismatchException;
import dev.kato.processor.Step;
import dev.kato.spi.KatoListener;
import dev.kato.spi.LearnRequest;
import dev.kato.spi.LockedSession;
import dev.kato.spi.SessionContent;
import dev.kato.spi.SessionContent.Prepared;
import dev.kato.spi.SessionStore;
import dev.kato.spi.Storage;
import dev.kato.spi.StoredSession;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one way a session's state changes. A change is a function of the state, stored by
 * compare-and-set. One that learns is first stored as prepared, beside the state that everyone
 * still sees; then its learnings are carried out; then its result becomes the state. Whoever finds
 * a prepared change completes it before his own. So an operation happens as a whole or not at all,
 * whatever process dies in the middle, and a learning that is carried out twice counts once.
 * Thread-safe.
 */
final class Transactions {

  private static final Logger log = LoggerFactory.getLogger(Transactions.class);
  private static final int MAX_ATTEMPTS = 50;

  private static final LearnResult DONE = new LearnResult(null, 0);

  private final Storage storage;
  private final SessionStore store;
  private final SessionSettings settings;
  private final Clock clock;
  private final KatoListener listener;
  private final LocalLocks locks = new LocalLocks();

  Transactions(Storage storage, SessionSettings settings, Clock clock, KatoListener listener) {
    this.storage = storage;
    this.store = storage.sessions();
    this.settings = settings;
    this.clock = clock;
    this.listener = listener;
  }

  /**
   * Carries out an operation.
   *
   * @throws SessionNotFoundException if there is no such session, or its time is over
   * @throws BusyException if the session's turn does not come in time
   * @throws ConflictException if others changed the session at each attempt
   */
  <T extends Outcome> T run(SessionId id, Operation<T> operation) {
    return locks.inTurn(
        id,
        settings.patience(),
        () -> {
          LockedSession locked = lock(id);
          try (Lease lease = new Lease(locked.lock(), settings.lease(), clock)) {
            return attempt(live(id, locked.session()), operation, lease);
          }
        });
  }

  private <T extends Outcome> T attempt(StoredSession found, Operation<T> operation, Lease lease) {
    SessionId id = found.content().state().id();
    StoredSession stored = found;
    Optional<Prepared> completed = Optional.empty();
    for (int attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
      Optional<Prepared> begun = stored.content().prepared();
      if (begun.isPresent()) {
        completed = rollForward(stored, begun.get(), lease);
      } else {
        Step<T> step = operation.on(stored.content().state(), completed);
        if (store(stored, step, lease)) {
          return step.outcome();
        }
      }
      stored = live(id);
    }
    throw new ConflictException(id, MAX_ATTEMPTS);
  }

  /**
   * The session as it is stored.
   *
   * @throws SessionNotFoundException if there is none, or its time is over
   */
  StoredSession live(SessionId id) {
    return live(id, store.find(id));
  }

  private StoredSession live(SessionId id, Optional<StoredSession> found) {
    return found
        .filter(session -> session.expiresAt().isAfter(clock.instant()))
        .orElseThrow(() -> new SessionNotFoundException(id.value()));
  }

  /** When a session that is used now ends. */
  Instant expiry(StoredSession stored, SessionState state) {
    return settings.sliding() ? clock.instant().plus(state.ttl()) : stored.expiresAt();
  }

  /** Gives a session another life time, which begins now whether sessions slide or not. */
  void extend(SessionId id, Duration ttl) {
    run(id, (state, completed) -> new Step<>(state.withTtl(ttl), List.of(), DONE));
    if (!store.touch(id, live(id).version(), clock.instant().plus(ttl))) {
      throw new SessionNotFoundException(id.value());
    }
  }

  private LockedSession lock(SessionId id) {
    return store
        .lockAndFind(id, settings.lease(), settings.patience())
        .orElseThrow(() -> new BusyException(id));
  }

  private <T extends Outcome> boolean store(StoredSession stored, Step<T> step, Lease lease) {
    SessionState before = stored.content().state();
    settings.limits().check(before.memory(), before.user(), step, storage.patterns());
    Instant expiry = expiry(stored, step.state());
    if (step.learnings().isEmpty()) {
      return step.state() == before
          ? store.touch(before.id(), stored.version(), expiry)
          : replaceLast(stored.version(), step.state(), expiry, lease);
    }
    checkDimensions(before.user(), step.learnings());
    Prepared prepared = new Prepared(step.learnings(), step.state());
    SessionContent content = new SessionContent(before, Optional.of(prepared));
    OptionalLong version = store.replace(before.id(), stored.version(), content, expiry);
    if (version.isEmpty()) {
      return false;
    }
    StoredSession begun = new StoredSession(version.getAsLong(), expiry, content);
    carryOut(begun, prepared, lease);
    // When this fails, another instance has completed the operation in our place.
    replaceLast(begun.version(), prepared.next(), expiry, lease);
    return true;
  }

  /** The last step of an operation gives the lock back, too. */
  private boolean replaceLast(long version, SessionState next, Instant expiry, Lease lease) {
    return store.replaceAndUnlock(
        lease.lock(), next.id(), version, SessionContent.of(next), expiry);
  }

  /** Its owner will hear of an operation that cannot be carried out; it is none of ours. */
  private Optional<Prepared> rollForward(StoredSession stored, Prepared begun, Lease lease) {
    try {
      carryOut(stored, begun, lease);
      store.replace(
          begun.next().id(), stored.version(), SessionContent.of(begun.next()), stored.expiresAt());
      return Optional.of(begun);
    } catch (InvalidInputException e) {
      log.warn("abandoned a prepared operation of session {}", stored.content().state().id(), e);
      return Optional.empty();
    }
  }

  private void carryOut(StoredSession stored, Prepared prepared, Lease lease) {
    SessionState state = stored.content().state();
    try {
      for (LearnRequest learning : prepared.learnings()) {
        learn(state, learning);
        lease.keep();
      }
    } catch (InvalidInputException e) {
      // It can never be carried out, so the session must not stay bound to it.
      store.replace(state.id(), stored.version(), SessionContent.of(state), stored.expiresAt());
      throw e;
    }
  }

  /** Vectors first: a pattern that can be seen has all of its vectors. */
  private void learn(SessionState state, LearnRequest learning) {
    if (!learning.vectors().isEmpty()) {
      storage.vectors().add(state.user(), learning.vectors());
    }
    storage.patterns().learn(state.user(), learning, clock.instant());
    listener.patternLearned(state.user(), learning.name(), state.id(), clock.instant());
  }

  private void checkDimensions(UserId user, List<LearnRequest> learnings) {
    Optional<FloatVector> any =
        learnings.stream().flatMap(request -> request.vectors().values().stream()).findFirst();
    if (any.isPresent()) {
      OptionalInt known = storage.vectors().dimension(user);
      int dimension = any.get().dimension();
      if (known.isPresent() && known.getAsInt() != dimension) {
        throw new VectorDimensionMismatchException(known.getAsInt(), dimension);
      }
    }
  }
}
