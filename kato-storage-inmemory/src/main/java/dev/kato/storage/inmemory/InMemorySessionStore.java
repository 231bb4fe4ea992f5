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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** All sessions under one monitor, which is never held for longer than a few look-ups. */
final class InMemorySessionStore implements SessionStore {

  private static final Comparator<SessionId> BY_ID =
      Comparator.comparing(SessionId::value, CodePoints.ORDER);

  /** A place in the order in which sessions expire. */
  private record Expiry(Instant at, SessionId id) {}

  private final Gate gate = new Gate();
  private final LockTable locks = new LockTable(gate);
  private final Map<SessionId, StoredSession> sessions = new HashMap<>();
  private final Map<UserId, TreeSet<SessionId>> byUser = new HashMap<>();
  private final TreeSet<Expiry> byExpiry =
      new TreeSet<>(Comparator.comparing(Expiry::at).thenComparing(Expiry::id, BY_ID));

  @Override
  public synchronized boolean create(
      SessionState state, Instant expiresAt, Instant now, long limit) {
    gate.checkOpen();
    if (sessions.containsKey(state.id()) || isFull(now, limit)) {
      return false;
    }
    put(state.id(), new StoredSession(1, expiresAt, SessionContent.of(state)));
    byUser.computeIfAbsent(state.user(), unused -> new TreeSet<>(BY_ID)).add(state.id());
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
  public synchronized boolean replace(
      SessionId id, long expectedVersion, SessionContent content, Instant expiresAt) {
    gate.checkOpen();
    StoredSession known = sessions.get(id);
    if (known == null || known.version() != expectedVersion) {
      return false;
    }
    put(id, new StoredSession(expectedVersion + 1, expiresAt, content));
    return true;
  }

  @Override
  public synchronized boolean touch(SessionId id, Instant expiresAt) {
    gate.checkOpen();
    StoredSession known = sessions.get(id);
    if (known == null) {
      return false;
    }
    put(id, new StoredSession(known.version(), expiresAt, known.content()));
    return true;
  }

  @Override
  public synchronized boolean delete(SessionId id) {
    gate.checkOpen();
    StoredSession known = sessions.remove(id);
    if (known == null) {
      return false;
    }
    byExpiry.remove(new Expiry(known.expiresAt(), id));
    UserId user = known.content().state().user();
    byUser.computeIfPresent(user, (unused, ids) -> ids.remove(id) && ids.isEmpty() ? null : ids);
    return true;
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
    expired.forEach(this::delete);
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

  private void put(SessionId id, StoredSession session) {
    StoredSession known = sessions.put(id, session);
    if (known != null) {
      byExpiry.remove(new Expiry(known.expiresAt(), id));
    }
    byExpiry.add(new Expiry(session.expiresAt(), id));
  }
}
