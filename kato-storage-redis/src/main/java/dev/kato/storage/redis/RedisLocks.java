package dev.kato.storage.redis;

import dev.kato.model.SessionId;
import dev.kato.model.StorageRefusedException;
import dev.kato.model.StorageUnavailableException;
import dev.kato.spi.LockedSession;
import dev.kato.spi.SessionLock;
import dev.kato.spi.StoredSession;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Takes locks, and reads the session in the same step where that is asked for. */
final class RedisLocks {

  private static final long POLL_MIN_MILLIS = 2;
  private static final long POLL_MAX_MILLIS = 50;

  private final Scripts scripts;
  private final Refusals refusals;

  RedisLocks(Scripts scripts, Refusals refusals) {
    this.scripts = scripts;
    this.refusals = refusals;
  }

  Optional<SessionLock> take(SessionId id, Duration lease, Duration wait) {
    RedisLock lock = new RedisLock(scripts, id, lease);
    return repeat(lock, wait, () -> lock.take() ? Optional.of(lock) : Optional.empty());
  }

  Optional<LockedSession> takeAndFind(SessionId id, Duration lease, Duration wait) {
    RedisLock lock = new RedisLock(scripts, id, lease);
    return repeat(
        lock,
        wait,
        () -> {
          List<String> answer = lock.takeAndFind();
          return answer.isEmpty() ? Optional.empty() : Optional.of(read(lock, answer));
        });
  }

  /** A session that cannot be read is no reason to keep others waiting. */
  private LockedSession read(RedisLock lock, List<String> answer) {
    if (answer.size() == 1) {
      return new LockedSession(lock, Optional.empty());
    }
    try {
      return new LockedSession(lock, Optional.of(stored(answer.subList(1, answer.size()))));
    } catch (RuntimeException e) {
      lock.close();
      throw e;
    }
  }

  /** Decodes version, expiry and content. */
  StoredSession stored(List<String> fields) {
    try {
      return new StoredSession(
          Long.parseLong(fields.get(0)),
          Expiry.parse(fields.get(1)),
          SessionFormat.decode(fields.get(2)));
    } catch (StorageRefusedException e) {
      throw refusals.report(e);
    } catch (NumberFormatException | StringIndexOutOfBoundsException | DateTimeException e) {
      throw refusals.report(Failures.refused("a stored session cannot be read", e));
    }
  }

  /**
   * Tries until there is something, or the wait is over. Who is interrupted does not hear whether
   * Redis gave the lock, so it is given back in any case.
   */
  private static <T> Optional<T> repeat(
      RedisLock lock, Duration wait, Supplier<Optional<T>> attempt) {
    try {
      return repeat(wait, attempt);
    } catch (StorageUnavailableException e) {
      if (Thread.currentThread().isInterrupted()) {
        lock.close();
      }
      throw e;
    }
  }

  private static <T> Optional<T> repeat(Duration wait, Supplier<Optional<T>> attempt) {
    long end = System.nanoTime() + TimeUnit.NANOSECONDS.convert(wait);
    long pause = POLL_MIN_MILLIS;
    Optional<T> result = attempt.get();
    while (result.isEmpty()) {
      long rest = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
      if (rest <= 0) {
        return result;
      }
      RedisLink.pause(Math.min(pause, rest));
      pause = Math.min(2 * pause, POLL_MAX_MILLIS);
      result = attempt.get();
    }
    return result;
  }
}
