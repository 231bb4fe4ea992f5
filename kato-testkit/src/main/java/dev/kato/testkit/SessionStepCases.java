package dev.kato.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kato.spi.LockedSession;
import dev.kato.spi.SessionContent;
import dev.kato.spi.SessionLock;
import dev.kato.spi.SessionStore;
import dev.kato.spi.StoredSession;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Taking the lock with reading, and replacing with giving it back. */
abstract class SessionStepCases extends SessionLockCases {

  private static final Duration LONG = Duration.ofMinutes(1);
  private static final Duration SHORT = Duration.ofMillis(50);
  private static final SessionContent NEXT = SessionContent.of(Sessions.odd("s", "u"));

  private Optional<LockedSession> tryLockAndFind(SessionStore from) {
    return from.lockAndFind(ID, LONG, Duration.ZERO);
  }

  private boolean isFree() {
    Optional<SessionLock> lock = store().lock(ID, LONG, Duration.ZERO);
    lock.ifPresent(SessionLock::close);
    return lock.isPresent();
  }

  @Test
  void whoTakesTheLockAndReadsHasBoth() {
    create(Sessions.odd("s", "u"));

    LockedSession locked = tryLockAndFind(store()).orElseThrow();

    assertThat(locked.session()).isEqualTo(store().find(ID)).isPresent();
    assertThat(locked.lock().extend()).isTrue();
    assertThat(isFree()).isFalse();
    locked.lock().close();
    assertThat(isFree()).isTrue();
  }

  @Test
  void takingTheLockAndReadingNeedsNoSession() {
    LockedSession locked = tryLockAndFind(store()).orElseThrow();

    assertThat(locked.session()).isEmpty();
    assertThat(isFree()).isFalse();
  }

  @Test
  void whileAnotherHasTheLockNothingIsTakenOrRead() {
    create(Sessions.plain("s", "u"));
    SessionStore other = anotherOrSame();
    SessionLock lock = store().lock(ID, LONG, Duration.ZERO).orElseThrow();

    assertThat(tryLockAndFind(other)).isEmpty();
    assertThat(other.lockAndFind(ID, LONG, SHORT)).isEmpty();

    lock.close();
    assertThat(tryLockAndFind(other)).isPresent();
  }

  @Test
  void whoHasWaitedForTheLockReadsWhatItsOwnerWrote() {
    create(Sessions.plain("s", "u"));
    long first = version(ID);
    SessionLock lock = store().lock(ID, LONG, Duration.ZERO).orElseThrow();
    CompletableFuture<Optional<LockedSession>> waiting =
        CompletableFuture.supplyAsync(() -> store().lockAndFind(ID, LONG, LONG));

    assertThat(store().replaceAndUnlock(lock, ID, first, NEXT, LATER)).isTrue();

    StoredSession read = waiting.join().orElseThrow().session().orElseThrow();
    assertThat(read).isEqualTo(new StoredSession(read.version(), LATER, NEXT));
    assertThat(read.version()).isGreaterThan(first);
  }

  @Test
  void replacingAndUnlockingDoesBoth() {
    create(Sessions.plain("s", "u"));
    long first = version(ID);
    SessionLock lock = tryLockAndFind(store()).orElseThrow().lock();

    assertThat(store().replaceAndUnlock(lock, ID, first, NEXT, LATER.plusSeconds(1))).isTrue();

    assertThat(version(ID)).isGreaterThan(first);
    assertThat(stored(ID)).isEqualTo(new StoredSession(version(ID), LATER.plusSeconds(1), NEXT));
    assertThat(lock.extend()).isFalse();
    assertThat(isFree()).isTrue();
  }

  /** The store may have given the lock when the interrupt comes before its answer. */
  @Test
  void whoIsInterruptedWhenTheLockComesLeavesItToOthers() {
    create(Sessions.plain("s", "u"));

    assertKeepsInterrupt(() -> tryLockAndFind(store()).ifPresent(taken -> taken.lock().close()));
    assertThat(isFree()).isTrue();

    assertKeepsInterrupt(() -> store().lock(ID, LONG, Duration.ZERO).ifPresent(SessionLock::close));
    assertThat(isFree()).isTrue();
  }

  /** The answer may be lost with the interrupt; whoever has the lock closes it in any case. */
  @Test
  void anInterruptedOwnerThatReplacesAndUnlocksGivesTheLockBack() {
    create(Sessions.plain("s", "u"));
    long first = version(ID);
    SessionLock lock = tryLockAndFind(store()).orElseThrow().lock();

    assertKeepsInterrupt(
        () -> {
          try (lock) {
            store().replaceAndUnlock(lock, ID, first, NEXT, LATER);
          }
        });

    assertThat(isFree()).isTrue();
    assertThat(store().replaceAndUnlock(lock, ID, version(ID), NEXT, LATER)).isTrue();
    assertThat(stored(ID).content()).isEqualTo(NEXT);
  }

  @Test
  void anInterruptedOwnerKeepsTheLockWhenItsReplacementIsRefused() {
    create(Sessions.plain("s", "u"));
    long first = version(ID);
    SessionLock lock = tryLockAndFind(store()).orElseThrow().lock();

    assertKeepsInterrupt(
        () -> assertThat(store().replaceAndUnlock(lock, ID, first + 1, NEXT, LATER)).isFalse());

    assertThat(lock.extend()).isTrue();
    assertThat(isFree()).isFalse();
  }

  @Test
  void aLockThatWasGivenBackWithAReplacementIsNotTakenFromTheNextOwner() {
    create(Sessions.plain("s", "u"));
    SessionLock lock = tryLockAndFind(store()).orElseThrow().lock();
    store().replaceAndUnlock(lock, ID, version(ID), NEXT, LATER);
    SessionLock next = store().lock(ID, LONG, Duration.ZERO).orElseThrow();

    lock.close();

    assertThat(next.extend()).isTrue();
    assertThat(isFree()).isFalse();
  }

  @Test
  void aReplacementThatIsRefusedLeavesTheLock() {
    create(Sessions.plain("s", "u"));
    StoredSession before = stored(ID);
    SessionLock lock = tryLockAndFind(store()).orElseThrow().lock();

    assertThat(store().replaceAndUnlock(lock, ID, before.version() + 1, NEXT, LATER)).isFalse();

    assertThat(stored(ID)).isEqualTo(before);
    assertThat(lock.extend()).isTrue();
    delete(ID);
    assertThat(store().replaceAndUnlock(lock, ID, before.version(), NEXT, LATER)).isFalse();
    assertThat(lock.extend()).isTrue();
  }

  @Test
  void aLockThatWasLostHindersNoReplacementAndStaysWithItsNewOwner() {
    create(Sessions.plain("s", "u"));
    SessionLock lost = store().lockAndFind(ID, SHORT, Duration.ZERO).orElseThrow().lock();
    SessionLock taken = store().lock(ID, LONG, LONG).orElseThrow();

    assertThat(store().replaceAndUnlock(lost, ID, version(ID), NEXT, LATER)).isTrue();

    assertThat(taken.extend()).isTrue();
    assertThat(isFree()).isFalse();
  }

  @Test
  void manyThatTakeTurnsNeverMeetAVersionTheyDidNotRead() {
    create(Sessions.plain("s", "u"));

    List<Long> read =
        race(
            thread -> {
              LockedSession mine = store().lockAndFind(ID, LONG, LONG).orElseThrow();
              long version = mine.session().orElseThrow().version();
              assertThat(store().replaceAndUnlock(mine.lock(), ID, version, NEXT, LATER)).isTrue();
              return version;
            });

    assertThat(read).hasSize(THREADS).doesNotHaveDuplicates();
    assertThat(read).allMatch(version -> version < version(ID));
    assertThat(isFree()).isTrue();
  }
}
