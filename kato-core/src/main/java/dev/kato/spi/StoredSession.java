package dev.kato.spi;

import java.time.Instant;

/**
 * A session in a store.
 *
 * @param version grows with every change of the content; see {@link SessionStore}
 * @param expiresAt when it ends
 * @param content what is stored
 */
public record StoredSession(long version, Instant expiresAt, SessionContent content) {}
