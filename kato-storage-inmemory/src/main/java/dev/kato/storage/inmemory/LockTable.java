package dev.kato.storage.inmemory;

import dev.kato.model.SessionId;
import dev.kato.model.StorageUnavailableException;
import dev.kato.spi.SessionLock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Locks with a lease. Who waits for one is woken when it is given back or its lease ends. Those
 * that ended and were never given back go whenever the number of locks has doubled.
 */
final class LockTable {

  private static final int FEW = 64;

  private final Gate gate;
  private final ReentrantLock guard = new ReentrantLock();
  private final Table<SessionId, Held> held = new Table<>();
  private int sweepAt = FEW;

  LockTable(Gate gate) {
    this.gate = gate;
  }

  Optional<SessionLock> take(SessionId id, Duration lease, Duration wait) {
    long giveUpAt = System.nanoTime() + nanos(wait);
    guard.lock();
    try {
      while (true) {
        gate.checkOpen();
        Held owner = held.get(id);
        if (owner == null || owner.leaseLeft() <= 0) {
          sweepNowAndThen();
          Held mine = new Held(id, nanos(lease));
          held.put(id, mine);
          return Optional.of(mine);
        }
        long waitLeft = giveUpAt - System.nanoTime();
        if (waitLeft <= 0) {
          return Optional.empty();
        }
        owner.await(Math.min(waitLeft, owner.leaseLeft()));
      }
    } finally {
      guard.unlock();
    }
  }

  private void sweepNowAndThen() {
    if (held.size() >= sweepAt) {
      held.removeIf(lock -> lock.leaseLeft() <= 0);
      sweepAt = Math.max(FEW, 2 * held.size());
    }
  }

  /** How many locks are kept, those that ended included. */
  int size() {
    guard.lock();
    try {
      return held.size();
    } finally {
      guard.unlock();
    }
  }

  private static long nanos(Duration duration) {
    return duration.compareTo(Duration.ofDays(365)) < 0
        ? duration.toNanos()
        : Duration.ofDays(365).toNanos();
  }

  /** In the table until it is given back or another owner takes its place. */
  private final class Held implements SessionLock {

    private final SessionId id;
    private final long lease;
    private final Condition released = guard.newCondition();
    private long endsAt;

    Held(SessionId id, long lease) {
      this.id = id;
      this.lease = lease;
      this.endsAt = System.nanoTime() + lease;
    }

    long leaseLeft() {
      return endsAt - System.nanoTime();
    }

    void await(long nanos) {
      try {
        if (nanos > 0) {
          released.awaitNanos(nanos);
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new StorageUnavailableException(
            InMemoryStorage.NAME, "interrupted while waiting for a lock", e);
      }
    }

    @Override
    public boolean extend() {
      guard.lock();
      try {
        gate.checkOpen();
        boolean mine = held.get(id) == this && leaseLeft() > 0;
        if (mine) {
          endsAt = System.nanoTime() + lease;
        }
        return mine;
      } finally {
        guard.unlock();
      }
    }

    @Override
    public void close() {
      guard.lock();
      try {
        if (held.get(id) == this) {
          held.remove(id);
        }
        released.signalAll();
      } finally {
        guard.unlock();
      }
    }
  }
}
