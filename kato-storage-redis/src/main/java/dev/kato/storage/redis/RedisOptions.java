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
 * @param timeout how long a call may take on a connection that was made, waiting for one that was
 *     lost included; a millisecond to a day
 * @param connectTimeout how long making a connection may take, when the store is opened or a
 *     connection was given up; a millisecond to a day. See {@link RedisSessionStore} for how long a
 *     call waits for it
 */
public record RedisOptions(
    String uri, String keyPrefix, Duration timeout, Duration connectTimeout) {

  private static final int MAX_PREFIX = 100;
  private static final Duration MIN_TIMEOUT = Duration.ofMillis(1);
  private static final Duration MAX_TIMEOUT = Duration.ofDays(1);

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
    checkTimeout("timeout", timeout);
    checkTimeout("connectTimeout", connectTimeout);
  }

  private static void checkTimeout(String name, Duration value) {
    if (value.compareTo(MIN_TIMEOUT) < 0 || value.compareTo(MAX_TIMEOUT) > 0) {
      throw new InvalidInputException(name, "must be a millisecond to a day");
    }
  }

  /**
   * Options for that URI: key prefix {@code kato}, 2 seconds for a call, 10 seconds for connecting.
   */
  public static RedisOptions of(String uri) {
    return new RedisOptions(uri, "kato", Duration.ofSeconds(2), Duration.ofSeconds(10));
  }

  /** The same for another URI. */
  public RedisOptions withUri(String newUri) {
    return new RedisOptions(newUri, keyPrefix, timeout, connectTimeout);
  }

  /** The same with another key prefix. */
  public RedisOptions withKeyPrefix(String newKeyPrefix) {
    return new RedisOptions(uri, newKeyPrefix, timeout, connectTimeout);
  }

  /** The same with another time limit for each call. */
  public RedisOptions withTimeout(Duration newTimeout) {
    return new RedisOptions(uri, keyPrefix, newTimeout, connectTimeout);
  }

  /** The same with another time limit for connecting. */
  public RedisOptions withConnectTimeout(Duration newConnectTimeout) {
    return new RedisOptions(uri, keyPrefix, timeout, newConnectTimeout);
  }

  /** Leaves the URI out, which may hold a password. */
  @Override
  public String toString() {
    return "RedisOptions[keyPrefix=%s, timeout=%s, connectTimeout=%s]"
        .formatted(keyPrefix, timeout, connectTimeout);
  }
}
