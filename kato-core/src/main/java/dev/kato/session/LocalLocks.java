package dev.kato.session;

import dev.kato.model.BusyException;
import dev.kato.model.SessionId;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/** Lets the operations of one session in this process run one after another, as they arrived. */
final class LocalLocks {

  private final ConcurrentHashMap<SessionId, Entry> entries = new ConcurrentHashMap<>();

  /** Counted, so that an entry goes when nobody holds it or waits for it. */
  private static final class Entry {
    private final ReentrantLock lock = new ReentrantLock(true);
    private int users;
  }

  /**
   * Runs an action when the session's turn comes.
   *
   * @throws BusyException if it does not come in time, or the thread is interrupted
   */
  <T> T inTurn(SessionId id, Duration patience, Supplier<T> action) {
    Entry entry = enter(id);
    try {
      if (!tryLock(entry.lock, patience)) {
        throw new BusyException(id);
      }
      try {
        return action.get();
      } finally {
        entry.lock.unlock();
      }
    } finally {
      leave(id);
    }
  }

  private static boolean tryLock(ReentrantLock lock, Duration patience) {
    try {
      return lock.tryLock(patience.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private Entry enter(SessionId id) {
    return entries.compute(
        id,
        (key, known) -> {
          Entry entry = known == null ? new Entry() : known;
          entry.users++;
          return entry;
        });
  }

  private void leave(SessionId id) {
    entries.computeIfPresent(id, (key, entry) -> --entry.users == 0 ? null : entry);
  }
}
