package dev.kato.spi;

import dev.kato.model.SessionId;
import dev.kato.model.SessionState;
import dev.kato.model.UserId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Keeps the sessions. A session is one value with a version and an expiry. See the package for the
 * rules that hold for all stores.
 *
 * <p>Writes are linearizable, as in {@link PatternStore}. Time is the caller's: a store judges
 * expiry by the {@code now} it is given. It may drop a session by its own clock, but not before a
 * minute after its expiry.
 */
public interface SessionStore extends AutoCloseable {

  /**
   * Stores a new session with version 1.
   *
   * @return false, and nothing is changed, if the id is taken or {@code limit} sessions that have
   *     not expired at {@code now} exist already
   */
  boolean create(SessionState state, Instant expiresAt, Instant now, long limit);

  /** The session as it is, also when its expiry has passed and it has not been removed yet. */
  Optional<StoredSession> find(SessionId id);

  /**
   * Replaces the session in one atomic step if its version is still {@code expectedVersion}; the
   * new version is one more.
   *
   * @param expiresAt the new expiry
   * @return false, and nothing is changed, if the session is gone or has another version
   */
  boolean replace(SessionId id, long expectedVersion, SessionContent content, Instant expiresAt);

  /**
   * Sets the expiry and leaves the version.
   *
   * @return false if the session is gone
   */
  boolean touch(SessionId id, Instant expiresAt);

  /**
   * Removes a session, whatever its version.
   *
   * @return whether it was there
   */
  boolean delete(SessionId id);

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
   * {@code lease} after it was last taken or extended.
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
    boolean replaced = replace(id, expectedVersion, content, expiresAt);
    if (replaced) {
      lock.close();
    }
    return replaced;
  }

  /** Asks the store for a sign of life. */
  void ping();

  /** Frees what this object holds; a client handed in by the caller stays open. */
  @Override
  void close();
}
