package dev.kato.storage.redis;

import dev.kato.model.InvalidInputException;
import java.time.Duration;

/**
 * How to reach Redis. Immutable; the {@code with} methods give changed copies.
 *
 * @param uri as lettuce reads it: {@code redis://host:6379/0}, {@code rediss://} for TLS, {@code
 *     redis-sentinel://} for Sentinel, {@code user:password@} for an ACL user; not used where a
 *     cluster client is handed in
 * @param keyPrefix 1 to 100 characters without braces and control characters; stores with different
 *     prefixes do not see each other
 * @param timeout how long one call may take at most, waiting for a lost connection included; at
 *     least a millisecond
 */
public record RedisOptions(String uri, String keyPrefix, Duration timeout) {

  private static final int MAX_PREFIX = 100;

  /**
   * Checks the values.
   *
   * @throws InvalidInputException naming the value that is out of range
   */
  public RedisOptions {
    boolean badPrefix =
        keyPrefix.isEmpty()
            || keyPrefix.length() > MAX_PREFIX
            || keyPrefix.chars().anyMatch(c -> c == '{' || c == '}' || Character.isISOControl(c));
    if (badPrefix) {
      throw new InvalidInputException(
          "keyPrefix", "must have 1 to " + MAX_PREFIX + " characters, no braces or controls");
    }
    if (timeout.toMillis() < 1) {
      throw new InvalidInputException("timeout", "must be at least a millisecond");
    }
  }

  /** Options for that URI: key prefix {@code kato}, time limit 2 seconds. */
  public static RedisOptions of(String uri) {
    return new RedisOptions(uri, "kato", Duration.ofSeconds(2));
  }

  /** The same for another URI. */
  public RedisOptions withUri(String newUri) {
    return new RedisOptions(newUri, keyPrefix, timeout);
  }

  /** The same with another key prefix. */
  public RedisOptions withKeyPrefix(String newKeyPrefix) {
    return new RedisOptions(uri, newKeyPrefix, timeout);
  }

  /** The same with another time limit for each call. */
  public RedisOptions withTimeout(Duration newTimeout) {
    return new RedisOptions(uri, keyPrefix, newTimeout);
  }

  /** Leaves the URI out, which may hold a password. */
  @Override
  public String toString() {
    return "RedisOptions[keyPrefix=" + keyPrefix + ", timeout=" + timeout + "]";
  }
}
