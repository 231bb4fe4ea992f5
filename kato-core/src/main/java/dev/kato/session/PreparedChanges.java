package dev.kato.session;

import dev.kato.model.ConflictException;
import dev.kato.model.InvalidInputException;
import dev.kato.model.SessionState;
import dev.kato.processor.Step;
import dev.kato.spi.KatoListener;
import dev.kato.spi.LearnRequest;
import dev.kato.spi.SessionContent;
import dev.kato.spi.SessionContent.Prepared;
import dev.kato.spi.SessionStore;
import dev.kato.spi.Storage;
import dev.kato.spi.StoredSession;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Changes of sessions that learn, in three steps: prepared, learned, done. They are used only
 * within a turn, by {@link SessionWriter}. Thread-safe.
 */
final class PreparedChanges {

  private static final Logger log = LoggerFactory.getLogger(PreparedChanges.class);

  private final SessionStore store;
  private final Learnings learnings;

  PreparedChanges(Storage storage, Clock clock, KatoListener listener) {
    this.store = storage.sessions();
    this.learnings = new Learnings(storage, clock, listener);
  }

  /**
   * Carries out a step that learns.
   *
   * @return false, and nothing has happened, if the session has been changed since it was read
   * @throws InvalidInputException if it can never be carried out: the session is as it was, and of
   *     several learnings those that came before the refused one are learned
   */
  boolean carryOut(StoredSession stored, Step<?> step, Instant expiry, Lease lease) {
    SessionState before = stored.content().state();
    List<LearnRequest> requests = Learnings.repeatable(step.learnings(), expiry);
    learnings.check(before.user(), requests);
    Prepared prepared = new Prepared(requests, step.state());
    SessionContent content = new SessionContent(before, Optional.of(prepared));
    OptionalLong version = store.replace(before.id(), stored.version(), content, expiry);
    if (version.isEmpty()) {
      return false;
    }
    StoredSession begun = new StoredSession(version.getAsLong(), expiry, content);
    learn(begun, prepared, lease);
    boolean done =
        store.replaceAndUnlock(
            lease.lock(), before.id(), begun.version(), SessionContent.of(step.state()), expiry);
    if (!done) {
      checkCompleted(before, step.state());
    } else if (lease.isHeld()) {
      // Only now: until then another may have had the lock, and may be about to learn the same.
      learnings.forget(before.user(), requests);
    }
    return true;
  }

  /**
   * Somebody else has the turn now, and has completed the change in our place, or given it up.
   *
   * @throws ConflictException unless it can be seen that it was completed
   */
  private void checkCompleted(SessionState before, SessionState next) {
    boolean completed =
        store
            .find(before.id())
            .map(found -> found.content().state())
            .filter(state -> state.equals(next) || Receipts.haveNewestOf(next, before, state))
            .isPresent();
    if (!completed) {
      throw new ConflictException(before.id(), "learn", 1);
    }
  }

  /**
   * Completes what somebody had begun, or gives it up if it can never be completed: its owner will
   * hear of that, or has. What recognises repeats is kept: the owner may still be about to learn.
   *
   * @return what was completed; empty if it was given up
   */
  Optional<Prepared> complete(StoredSession stored, Lease lease) {
    SessionState before = stored.content().state();
    Prepared begun = stored.content().prepared().orElseThrow();
    if (!learnings.areRepeatable(begun)) {
      log.warn("Gave up a change of session {} that was begun too long ago", before.id());
      replace(stored, before);
      return Optional.empty();
    }
    try {
      learn(stored, begun, lease);
    } catch (InvalidInputException e) {
      log.warn("Gave up a change of session {}: {}", before.id(), e.getMessage());
      return Optional.empty();
    }
    replace(stored, begun.next());
    return Optional.of(begun);
  }

  private void learn(StoredSession begun, Prepared prepared, Lease lease) {
    SessionState state = begun.content().state();
    try {
      learnings.carryOut(state, prepared, lease);
    } catch (InvalidInputException e) {
      // It can never be carried out, so the session must not stay bound to it.
      replace(begun, state);
      throw e;
    }
  }

  private boolean replace(StoredSession stored, SessionState next) {
    return store
        .replace(next.id(), stored.version(), SessionContent.of(next), stored.expiresAt())
        .isPresent();
  }
}
