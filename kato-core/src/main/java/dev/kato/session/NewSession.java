package dev.kato.session;

import dev.kato.model.InvalidInputException;
import dev.kato.model.JsonValues;
import dev.kato.model.SessionId;
import dev.kato.model.SessionState;
import dev.kato.model.ShortTermMemory;
import dev.kato.model.UserId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a session is to be opened with.
 *
 * @param user whose knowledge base it learns into
 * @param metadata the caller's, not interpreted
 * @param ttl 1 s to a year; empty for the default
 * @param config overrides of the configuration
 */
public record NewSession(
    UserId user,
    Map<String, ? extends @Nullable Object> metadata,
    Optional<Duration> ttl,
    Map<String, ? extends @Nullable Object> config) {

  /**
   * The session as it is opened.
   *
   * @throws InvalidInputException if a value is out of range
   */
  SessionState state(SessionId id, SessionSettings settings, Instant now) {
    settings.defaults().with(config);
    return new SessionState(
        id,
        user,
        now,
        SessionSettings.checkTtl(ttl.orElse(settings.ttl())),
        JsonValues.copy("metadata", metadata),
        JsonValues.copy("config", config),
        0,
        ShortTermMemory.EMPTY,
        null,
        List.of(),
        Map.of());
  }
}
