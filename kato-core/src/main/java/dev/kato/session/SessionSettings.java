package dev.kato.session;

import dev.kato.config.SessionConfig;
import dev.kato.model.InvalidInputException;
import java.time.Duration;

/**
 * How sessions behave.
 *
 * @param defaults configuration where a session does not override it
 * @param ttl life time where none is asked for
 * @param sliding whether every use begins the life time anew
 * @param maxSessions most live sessions
 * @param maxSessionsPerUser most sessions of one user
 * @param limits on what one user and one session may keep
 * @param patience how long an operation waits for its turn
 * @param lease how long an instance keeps a session to itself without a sign of life
 */
public record SessionSettings(
    SessionConfig defaults,
    Duration ttl,
    boolean sliding,
    long maxSessions,
    long maxSessionsPerUser,
    MemoryLimits limits,
    Duration patience,
    Duration lease) {

  /** Shortest life time of a session. */
  public static final Duration MIN_TTL = Duration.ofSeconds(1);

  /** Longest life time of a session. */
  public static final Duration MAX_TTL = Duration.ofDays(365);

  /**
   * A life time in range.
   *
   * @throws InvalidInputException if it is not 1 s to a year
   */
  public static Duration checkTtl(Duration ttl) {
    if (ttl.compareTo(MIN_TTL) < 0 || ttl.compareTo(MAX_TTL) > 0) {
      throw new InvalidInputException(
          "ttl_seconds", "must be 1.." + MAX_TTL.toSeconds() + ", was " + ttl.toSeconds());
    }
    return ttl;
  }
}
