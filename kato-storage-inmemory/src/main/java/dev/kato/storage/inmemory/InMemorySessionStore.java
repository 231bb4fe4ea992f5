package dev.kato.storage.inmemory;

import dev.kato.model.CodePoints;
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
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * All sessions under one monitor, which is never held for longer than a few look-ups. Versions come
 * from one counter for all sessions, so none is used twice, whatever was deleted in between.
 */
final class InMemorySessionStore implements SessionStore {

  private static final Comparator<SessionId> BY_ID =
      Comparator.comparing(SessionId::value, CodePoints.ORDER);

  /** A place in the order in which sessions expire. */
  private record Expiry(Instant at, SessionId id) {}

  private final Gate gate = new Gate();
  private final LockTable locks = new LockTable(gate);
  private final Table<SessionId, StoredSession> sessions = new Table<>();
  private final Table<UserId, TreeSet<SessionId>> byUser = new Table<>();
  private final TreeSet<Expiry> byExpiry =
      new TreeSet<>(Comparator.comparing(Expiry::at).thenComparing(Expiry::id, BY_ID));
  private long lastVersion;

  @Override
  public synchronized boolean create(
      SessionState state, Instant expiresAt, Instant now, long limit, long userLimit) {
    gate.checkOpen();
    TreeSet<SessionId> ofUser = byUser.get(state.user());
    boolean hasEnough = ofUser != null && ofUser.size() >= userLimit;
    if (sessions.containsKey(state.id()) || hasEnough || isFull(now, limit)) {
      return false;
    }
    put(state.id(), new StoredSession(++lastVersion, expiresAt, SessionContent.of(state)));
    return true;
  }

  private boolean isFull(Instant now, long limit) {
    return sessions.size() >= limit && count(now) >= limit;
  }

  @Override
  public synchronized Optional<StoredSession> find(SessionId id) {
    gate.checkOpen();
    return Optional.ofNullable(sessions.get(id));
  }

  @Override
  public synchronized OptionalLong replace(
      SessionId id, long expectedVersion, SessionContent content, Instant expiresAt) {
    gate.checkOpen();
    if (inVersion(id, expectedVersion) == null) {
      return OptionalLong.empty();
    }
    put(id, new StoredSession(++lastVersion, expiresAt, content));
    return OptionalLong.of(lastVersion);
  }

  @Override
  public synchronized boolean touch(SessionId id, long expectedVersion, Instant expiresAt) {
    gate.checkOpen();
    StoredSession known = inVersion(id, expectedVersion);
    if (known != null && known.expiresAt().isBefore(expiresAt)) {
      put(id, new StoredSession(expectedVersion, expiresAt, known.content()));
    }
    return known != null;
  }

  @Override
  public synchronized boolean delete(SessionId id, long expectedVersion) {
    gate.checkOpen();
    boolean there = inVersion(id, expectedVersion) != null;
    if (there) {
      remove(id);
    }
    return there;
  }

  @Override
  public synchronized long count(Instant now) {
    gate.checkOpen();
    long expired = byExpiry.stream().takeWhile(expiry -> !expiry.at().isAfter(now)).count();
    return sessions.size() - expired;
  }

  @Override
  public synchronized List<SessionId> sessionsOf(UserId user) {
    gate.checkOpen();
    TreeSet<SessionId> ids = byUser.get(user);
    return ids == null ? List.of() : List.copyOf(ids);
  }

  @Override
  public synchronized List<SessionId> removeExpired(Instant now, int limit) {
    gate.checkOpen(limit);
    List<SessionId> expired =
        byExpiry.stream()
            .takeWhile(expiry -> !expiry.at().isAfter(now))
            .limit(limit)
            .map(Expiry::id)
            .toList();
    expired.forEach(this::remove);
    return expired;
  }

  @Override
  public Optional<SessionLock> lock(SessionId id, Duration lease, Duration wait) {
    gate.checkOpen();
    return locks.take(id, lease, wait);
  }

  @Override
  public void ping() {
    gate.checkOpen();
  }

  @Override
  public void close() {
    gate.close();
  }

  private @Nullable StoredSession inVersion(SessionId id, long version) {
    StoredSession known = sessions.get(id);
    return known == null || known.version() != version ? null : known;
  }

  /** Stores a session in place of the one there is, which may be of another user. */
  private void put(SessionId id, StoredSession session) {
    remove(id);
    sessions.put(id, session);
    byExpiry.add(new Expiry(session.expiresAt(), id));
    UserId user = userOf(session);
    TreeSet<SessionId> ids = byUser.get(user);
    if (ids == null) {
      ids = new TreeSet<>(BY_ID);
      byUser.put(user, ids);
    }
    ids.add(id);
  }

  private void remove(SessionId id) {
    StoredSession known = sessions.remove(id);
    if (known != null) {
      byExpiry.remove(new Expiry(known.expiresAt(), id));
      UserId user = userOf(known);
      TreeSet<SessionId> ids = byUser.get(user);
      if (ids != null && ids.remove(id) && ids.isEmpty()) {
        byUser.remove(user);
      }
    }
  }

  private static UserId userOf(StoredSession session) {
    return session.content().state().user();
  }

  /** How many sessions, users, expiries and locks are kept. */
  synchronized int kept() {
    return sessions.size() + byUser.size() + byExpiry.size() + locks.size();
  }
}
