package dev.kato.session;

import dev.kato.spi.SessionLock;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * A lock that is held for as long as its owner gives a sign of life now and then. Time is measured
 * by a clock that only goes forward, never by that of the wall. For one thread.
 */
final class Lease implements AutoCloseable {

  private final SessionLock lock;
  private final long lengthNanos;
  private final LongSupplier nanoTime;
  private long begun;
  private boolean lost;

  /**
   * A lease that was just taken.
   *
   * @param nanoTime as {@link System#nanoTime}
   * @param begun by that clock; a time before the lock was asked for, since its lease has begun
   *     when the store gave it, however late the answer came
   */
  Lease(SessionLock lock, Duration length, LongSupplier nanoTime, long begun) {
    this.lock = lock;
    this.lengthNanos = length.toNanos();
    this.nanoTime = nanoTime;
    this.begun = begun;
  }

  SessionLock lock() {
    return lock;
  }

  /**
   * Begins anew when a third is over: sooner would cost a round trip for nothing.
   *
   * @return false if the lock was lost, now or before
   */
  boolean keep() {
    long now = nanoTime.getAsLong();
    if (!lost && now - begun > lengthNanos / 3) {
      lost = !lock.extend();
      begun = now;
    }
    return !lost;
  }

  /** Whether nobody else can have had the lock since this one was taken. */
  boolean isHeld() {
    return !lost && nanoTime.getAsLong() - begun < lengthNanos;
  }

  @Override
  public void close() {
    lock.close();
  }
}
