package dev.kato.session;

import dev.kato.config.SessionConfig;
import java.time.Duration;

/**
 * How sessions behave.
 *
 * @param defaults configuration where a session does not override it
 * @param ttl life time where none is asked for
 * @param sliding whether every use begins the life time anew
 * @param maxSessions most live sessions
 * @param limits on what one user and one session may keep
 * @param patience how long an operation waits for its turn
 * @param lease how long an instance keeps a session to itself without a sign of life
 */
public record SessionSettings(
    SessionConfig defaults,
    Duration ttl,
    boolean sliding,
    long maxSessions,
    MemoryLimits limits,
    Duration patience,
    Duration lease) {}
