package dev.kato.session;

import dev.kato.spi.SessionLock;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * A lock that is held for as long as its owner gives a sign of life now and then. For one thread.
 */
final class Lease implements AutoCloseable {

  private final SessionLock lock;
  private final Duration length;
  private final Clock clock;
  private Instant begun;

  Lease(SessionLock lock, Duration length, Clock clock) {
    this.lock = lock;
    this.length = length;
    this.clock = clock;
    this.begun = clock.instant();
  }

  SessionLock lock() {
    return lock;
  }

  /** Begins anew when a third is over: sooner would cost a round trip for nothing. */
  void keep() {
    Instant now = clock.instant();
    if (Duration.between(begun, now).compareTo(length.dividedBy(3)) > 0) {
      lock.extend();
      begun = now;
    }
  }

  @Override
  public void close() {
    lock.close();
  }
}
