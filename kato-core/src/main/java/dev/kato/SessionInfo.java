package dev.kato;

import dev.kato.config.SessionConfig;
import dev.kato.model.SessionState;
import java.time.Instant;

/**
 * A session as it was at one moment.
 *
 * @param state its state
 * @param expiresAt when it ends unless it is used before
 * @param config the configuration it works with
 */
public record SessionInfo(SessionState state, Instant expiresAt, SessionConfig config) {}
