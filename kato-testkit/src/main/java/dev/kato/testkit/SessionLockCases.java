package dev.kato.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.kato.model.SessionId;
import dev.kato.model.StorageUnavailableException;
import dev.kato.spi.SessionLock;
import dev.kato.spi.SessionStore;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** The lock, which is exclusive, ends by itself, and belongs to its owner. */
abstract class SessionLockCases extends SessionExpiryCases {

  private static final Duration LONG = Duration.ofMinutes(1);
  private static final Duration SHORT = Duration.ofMillis(50);

  private Optional<SessionLock> tryLock(SessionStore from) {
    return from.lock(ID, LONG, Duration.ZERO);
  }

  @Test
  void oneOwnerAtATime() {
    SessionLock lock = tryLock(store()).orElseThrow();

    assertThat(tryLock(store())).isEmpty();
    assertThat(store().lock(ID, LONG, SHORT)).isEmpty();

    lock.close();
    assertThat(tryLock(store())).isPresent();
  }

  @Test
  void needsNoSession() {
    assertThat(store().find(ID)).isEmpty();
    assertThat(tryLock(store())).isPresent();
    assertThat(store().find(ID)).isEmpty();
  }

  @Test
  void locksOfOtherSessionsAreOther() {
    for (String trap : TRAPS) {
      assertThat(store().lock(new SessionId(trap), LONG, Duration.ZERO)).as(trap).isPresent();
    }
  }

  @Test
  void keepsOtherInstancesOut() {
    SessionStore other = another();
    SessionLock lock = tryLock(store()).orElseThrow();

    assertThat(tryLock(other)).isEmpty();

    lock.close();
    assertThat(tryLock(other)).isPresent();
  }

  @Test
  void waitsForTheOwner() {
    SessionLock lock = tryLock(store()).orElseThrow();
    CompletableFuture<Optional<SessionLock>> waiting =
        CompletableFuture.supplyAsync(() -> store().lock(ID, LONG, LONG));

    lock.close();

    assertThat(waiting.join()).isPresent();
  }

  @Test
  void theLeaseEndsByItself() {
    SessionLock lost = store().lock(ID, SHORT, Duration.ZERO).orElseThrow();

    SessionLock taken = store().lock(ID, LONG, LONG).orElseThrow();

    assertThat(lost.extend()).isFalse();
    lost.close();
    assertThat(tryLock(store())).as("closing a lost lock harms nobody").isEmpty();
    assertThat(taken.extend()).isTrue();
  }

  @Test
  void extendingKeepsTheLock() {
    Duration lease = Duration.ofMillis(600);
    SessionLock lock = store().lock(ID, lease, Duration.ZERO).orElseThrow();
    CompletableFuture<Optional<SessionLock>> waiting =
        CompletableFuture.supplyAsync(() -> store().lock(ID, LONG, lease.multipliedBy(2)));

    long last = System.nanoTime();
    boolean inTime = true;
    while (!waiting.isDone() && inTime) {
      inTime = System.nanoTime() - last < lease.toNanos() / 2;
      last = System.nanoTime();
      assertThat(lock.extend() || !inTime).isTrue();
    }

    assumeTrue(inTime, "this machine stood still for too long");
    assertThat(waiting.join()).isEmpty();
  }

  @Test
  void aLockThatWasGivenBackCannotBeExtended() {
    SessionLock lock = tryLock(store()).orElseThrow();
    lock.close();
    lock.close();

    assertThat(lock.extend()).isFalse();
    assertThat(tryLock(store())).isPresent();
  }

  @Test
  void manyThatWaitTakeTurns() {
    AtomicInteger inside = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();

    race(
        thread -> {
          try (SessionLock lock = store().lock(ID, LONG, LONG).orElseThrow()) {
            most.accumulateAndGet(inside.incrementAndGet(), Math::max);
            assertThat(lock.extend()).isTrue();
            return inside.decrementAndGet();
          }
        });

    assertThat(most).hasValue(1);
  }

  @Test
  void anInterruptEndsTheWait() {
    assertThat(tryLock(store())).isPresent();
    Thread.currentThread().interrupt();
    try {
      assertThatThrownBy(() -> store().lock(ID, LONG, LONG))
          .isInstanceOf(StorageUnavailableException.class);
    } finally {
      assertThat(Thread.interrupted()).as("the interrupt is kept").isTrue();
    }
  }

  @Test
  void anInterruptedOwnerGivesTheLockBack() {
    SessionLock lock = tryLock(store()).orElseThrow();
    Thread.currentThread().interrupt();
    lock.close();

    assertThat(Thread.interrupted()).isTrue();
    assertThat(tryLock(store())).isPresent();
  }
}
