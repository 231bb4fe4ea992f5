package dev.kato.session;

import dev.kato.model.SessionId;
import dev.kato.model.SessionState;
import dev.kato.model.UserId;
import dev.kato.spi.SessionContent;
import dev.kato.spi.SessionLock;
import dev.kato.spi.SessionStore;
import dev.kato.spi.StoredSession;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.locks.LockSupport;

/** Sessions in a map, with locks whose lease ends only when a test says so. */
class MapSessionStore implements SessionStore {

  private final Map<SessionId, StoredSession> sessions = new HashMap<>();
  private final Map<SessionId, SessionLock> locks = new HashMap<>();
  private long version;
  private int extensions;
  private volatile boolean exclusive = true;

  /** All leases end now: others get the locks, their owners do not hear of it. */
  synchronized void endLeases() {
    locks.clear();
    notifyAll();
  }

  synchronized boolean isLocked(SessionId id) {
    return locks.containsKey(id);
  }

  /**
   * From now on everyone gets every lock, and lets others go first now and then: what is left is
   * what versions protect.
   */
  synchronized void letEveryoneIn() {
    exclusive = false;
  }

  private void letOthersGoFirst() {
    if (!exclusive) {
      LockSupport.parkNanos(1);
    }
  }

  /** How often an owner of a lock has asked for more time. */
  synchronized int extensions() {
    return extensions;
  }

  @Override
  public synchronized boolean create(
      SessionState state, Instant expiresAt, Instant now, long limit, long userLimit) {
    if (sessions.containsKey(state.id())
        || count(now) >= limit
        || sessionsOf(state.user()).size() >= userLimit) {
      return false;
    }
    sessions.put(state.id(), new StoredSession(++version, expiresAt, SessionContent.of(state)));
    return true;
  }

  @Override
  public Optional<StoredSession> find(SessionId id) {
    Optional<StoredSession> found = read(id);
    letOthersGoFirst();
    return found;
  }

  private synchronized Optional<StoredSession> read(SessionId id) {
    return Optional.ofNullable(sessions.get(id));
  }

  @Override
  public synchronized OptionalLong replace(
      SessionId id, long expectedVersion, SessionContent content, Instant expiresAt) {
    if (!has(id, expectedVersion)) {
      return OptionalLong.empty();
    }
    sessions.put(id, new StoredSession(++version, expiresAt, content));
    return OptionalLong.of(version);
  }

  @Override
  public synchronized boolean touch(SessionId id, long expectedVersion, Instant expiresAt) {
    if (!has(id, expectedVersion)) {
      return false;
    }
    StoredSession known = sessions.get(id);
    if (expiresAt.isAfter(known.expiresAt())) {
      sessions.put(id, new StoredSession(known.version(), expiresAt, known.content()));
    }
    return true;
  }

  @Override
  public synchronized boolean delete(SessionId id, long expectedVersion) {
    return has(id, expectedVersion) && sessions.remove(id) != null;
  }

  private boolean has(SessionId id, long expectedVersion) {
    StoredSession known = sessions.get(id);
    return known != null && known.version() == expectedVersion;
  }

  @Override
  public synchronized long count(Instant now) {
    return sessions.values().stream().filter(each -> each.expiresAt().isAfter(now)).count();
  }

  @Override
  public synchronized List<SessionId> sessionsOf(UserId user) {
    return sessions.values().stream()
        .map(each -> each.content().state())
        .filter(state -> state.user().equals(user))
        .map(SessionState::id)
        .sorted(Comparator.comparing(SessionId::value))
        .toList();
  }

  @Override
  public synchronized List<SessionId> removeExpired(Instant now, int limit) {
    List<SessionId> expired =
        sessions.entrySet().stream()
            .filter(each -> !each.getValue().expiresAt().isAfter(now))
            .map(Map.Entry::getKey)
            .limit(limit)
            .toList();
    expired.forEach(sessions::remove);
    return expired;
  }

  @Override
  public synchronized Optional<SessionLock> lock(SessionId id, Duration lease, Duration wait) {
    long giveUpAt = System.nanoTime() + wait.toNanos();
    while (exclusive && locks.containsKey(id)) {
      long left = (giveUpAt - System.nanoTime()) / 1_000_000;
      if (left <= 0) {
        return Optional.empty();
      }
      try {
        wait(left);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return Optional.empty();
      }
    }
    SessionLock lock = new Lock(id);
    locks.put(id, lock);
    return Optional.of(lock);
  }

  private final class Lock implements SessionLock {
    private final SessionId id;

    Lock(SessionId id) {
      this.id = id;
    }

    @Override
    public boolean extend() {
      synchronized (MapSessionStore.this) {
        extensions++;
        return !exclusive || locks.get(id) == this;
      }
    }

    @Override
    public void close() {
      synchronized (MapSessionStore.this) {
        locks.remove(id, this);
        MapSessionStore.this.notifyAll();
      }
    }
  }

  @Override
  public void ping() {}

  @Override
  public void close() {}
}
