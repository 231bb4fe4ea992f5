package dev.kato.spi;

import java.util.Optional;

/**
 * A lock that was taken and what was read after that.
 *
 * @param lock is held
 * @param session as it is, or empty if there is none
 */
public record LockedSession(SessionLock lock, Optional<StoredSession> session) {}
