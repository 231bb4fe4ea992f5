package dev.kato.spi;

import dev.kato.model.SessionId;
import dev.kato.model.SessionState;
import dev.kato.model.UserId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Keeps the sessions. A session is one value with a version and an expiry. See the package for the
 * rules that hold for all stores.
 *
 * <p>Every write of content gives the session a new version: a positive number that is larger than
 * every version that a session of this id has had, those included that were deleted since. So a
 * write that expects a version never meets another session that has taken the id meanwhile.
 *
 * <p>Writes are linearizable, as in {@link PatternStore}. Time is the caller's: a store judges
 * expiry by the {@code now} it is given. It may drop a session by its own clock, but not before a
 * minute after its expiry.
 */
public interface SessionStore extends AutoCloseable {

  /**
   * Stores a new session.
   *
   * @param userLimit most sessions of its user, those included that have expired and not been
   *     removed yet
   * @return false, and nothing is changed, if the id is taken, or {@code limit} sessions that have
   *     not expired at {@code now} exist already, or {@code userLimit} of its user
   */
  boolean create(SessionState state, Instant expiresAt, Instant now, long limit, long userLimit);

  /** The same without a bound on the sessions of one user. */
  default boolean create(SessionState state, Instant expiresAt, Instant now, long limit) {
    return create(state, expiresAt, now, limit, Long.MAX_VALUE);
  }

  /** The session as it is, also when its expiry has passed and it has not been removed yet. */
  Optional<StoredSession> find(SessionId id);

  /**
   * Replaces the session in one atomic step if its version is still {@code expectedVersion}.
   *
   * @param content may be of another user
   * @param expiresAt the new expiry, earlier or later than the one before
   * @return the new version; empty, and nothing is changed, if the session is gone or has another
   *     version
   */
  OptionalLong replace(
      SessionId id, long expectedVersion, SessionContent content, Instant expiresAt);

  /**
   * Lets a session live until {@code expiresAt} unless it lives longer already, and leaves the
   * version.
   *
   * @return false, and nothing is changed, if the session is gone or has another version
   */
  boolean touch(SessionId id, long expectedVersion, Instant expiresAt);

  /**
   * Removes a session if its version is still {@code expectedVersion}.
   *
   * @return false, and nothing is changed, if it is gone or has another version
   */
  boolean delete(SessionId id, long expectedVersion);

  /** Number of sessions that expire after {@code now}, exact. */
  long count(Instant now);

  /** The sessions of a user, in code point order of their ids, expired ones included. */
  List<SessionId> sessionsOf(UserId user);

  /**
   * Removes up to {@code limit} sessions whose expiry is not after {@code now}. Of several callers
   * at the same time only one gets each id.
   *
   * @return the ids of those removed
   */
  List<SessionId> removeExpired(Instant now, int limit);

  /**
   * Takes the lock that keeps other instances from working on a session at the same time. It is a
   * courtesy that avoids conflicts: correctness rests on {@link #replace}. The lock ends by itself
   * {@code lease} after it was last taken or extended. A call that an interrupt ends leaves no lock
   * behind.
   *
   * @param wait how long to wait for another owner
   * @return the lock, or empty if another owner still has it after {@code wait}
   */
  Optional<SessionLock> lock(SessionId id, Duration lease, Duration wait);

  /**
   * Does {@link #lock}, then {@link #find}. When reading fails, the lock is given back. A store
   * that can do both in one step spares a round trip by overriding this.
   *
   * @param wait how long to wait for another owner
   * @return the lock and the session, or empty if another owner still has the lock after {@code
   *     wait}
   */
  default Optional<LockedSession> lockAndFind(SessionId id, Duration lease, Duration wait) {
    Optional<SessionLock> lock = lock(id, lease, wait);
    if (lock.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(new LockedSession(lock.get(), find(id)));
    } catch (RuntimeException | Error e) {
      lock.get().close();
      throw e;
    }
  }

  /**
   * Does {@link #replace} and, if that succeeds, closes the lock. A store that can do both in one
   * step spares a round trip by overriding this.
   *
   * @param lock of this store, of session {@code id}; it may have been lost
   * @return false, and nothing is changed, the lock included, if the session is gone or has another
   *     version
   */
  default boolean replaceAndUnlock(
      SessionLock lock,
      SessionId id,
      long expectedVersion,
      SessionContent content,
      Instant expiresAt) {
    boolean replaced = replace(id, expectedVersion, content, expiresAt).isPresent();
    if (replaced) {
      lock.close();
    }
    return replaced;
  }

  /** Asks the store whether it would take a write: one that only reads serves nobody. */
  void ping();

  /** Frees what this object holds; a client handed in by the caller stays open. */
  @Override
  void close();
}
