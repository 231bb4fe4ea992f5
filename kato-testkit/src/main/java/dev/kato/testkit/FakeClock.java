package dev.kato.testkit;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicLong;

/** A clock that stands still until it is told to go on. Safe for any number of threads. */
public final class FakeClock extends Clock {

  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  private final AtomicLong nanos;
  private final ZoneId zone;

  private FakeClock(AtomicLong nanos, ZoneId zone) {
    this.nanos = nanos;
    this.zone = zone;
  }

  /** A clock at the beginning of the year 2026, UTC. */
  public static FakeClock create() {
    return new FakeClock(new AtomicLong(), ZoneOffset.UTC);
  }

  /** Moves the time; a negative duration moves it back. */
  public void advance(Duration by) {
    nanos.addAndGet(by.toNanos());
  }

  @Override
  public Instant instant() {
    return START.plusNanos(nanos.get());
  }

  @Override
  public ZoneId getZone() {
    return zone;
  }

  /** A view of the same clock: both move together. */
  @Override
  public Clock withZone(ZoneId newZone) {
    return new FakeClock(nanos, newZone);
  }
}
