package dev.kato.storage.redis;

import dev.kato.model.StorageUnavailableException;
import dev.kato.spi.SessionLock;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A lock that ends by itself, so that a release that fails costs others only the lease. */
final class RedisLock implements SessionLock {

  private static final Logger LOG = LoggerFactory.getLogger(RedisLock.class);

  private final BooleanSupplier extend;
  private final Runnable release;

  RedisLock(BooleanSupplier extend, Runnable release) {
    this.extend = extend;
    this.release = release;
  }

  @Override
  public boolean extend() {
    return extend.getAsBoolean();
  }

  /** Works for an interrupted thread too: others wait for the lock. */
  @Override
  public void close() {
    boolean interrupted = Thread.interrupted();
    try {
      release.run();
    } catch (StorageUnavailableException | IllegalStateException e) {
      LOG.debug("A session lock could not be released and ends with its lease: {}", e.getMessage());
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
