package dev.kato.storage.redis;

import dev.kato.model.KatoException;
import dev.kato.model.SessionId;
import dev.kato.spi.SessionLock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A lock that ends by itself, so that a release that fails costs others only the lease. */
final class RedisLock implements SessionLock {

  private static final Logger LOG = LoggerFactory.getLogger(RedisLock.class);

  private final Scripts scripts;
  private final SessionId id;
  private final String leaseMillis;
  private final String token = Scripts.token();
  private final AtomicBoolean released = new AtomicBoolean();

  RedisLock(Scripts scripts, SessionId id, Duration lease) {
    this.scripts = scripts;
    this.id = id;
    this.leaseMillis = Long.toString(Math.max(1, lease.toMillis()));
  }

  boolean take() {
    return scripts.succeed(Script.LOCK, token, id.value(), leaseMillis);
  }

  /**
   * Takes the lock and reads the session.
   *
   * @return nothing if another owner has the lock; else a word and, if there is a session, its
   *     version, expiry and content
   */
  List<String> takeAndFind() {
    return scripts.texts(Script.LOCK_AND_FIND, token, id.value(), leaseMillis);
  }

  /** Whether this is that session's lock, in the store of those scripts. */
  boolean isOf(Scripts otherScripts, SessionId otherId) {
    return scripts == otherScripts && id.equals(otherId);
  }

  String token() {
    return token;
  }

  /** It was given back in the same step as something else. */
  void released() {
    released.set(true);
  }

  @Override
  public boolean extend() {
    return !released.get() && scripts.succeed(Script.EXTEND, token, id.value(), leaseMillis);
  }

  /** Works for an interrupted thread too: others wait for the lock. */
  @Override
  public void close() {
    if (released.getAndSet(true)) {
      return;
    }
    boolean interrupted = Thread.interrupted();
    try {
      scripts.succeed(Script.UNLOCK, token, id.value());
    } catch (KatoException | IllegalStateException e) {
      LOG.debug("A session lock could not be released and ends with its lease: {}", e.getMessage());
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
