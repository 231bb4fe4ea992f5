package dev.kato;

import dev.kato.model.JsonValues;
import dev.kato.model.UserId;
import dev.kato.session.NewSession;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a session is opened with.
 *
 * @param user whose knowledge base it learns into
 * @param metadata the caller's, not interpreted
 * @param ttl life time, 1 s to a year; empty for the default
 * @param config overrides of the configuration, by wire name
 */
public record SessionOptions(
    UserId user,
    Map<String, @Nullable Object> metadata,
    Optional<Duration> ttl,
    Map<String, @Nullable Object> config) {

  /** Copies both maps. */
  public SessionOptions {
    metadata = JsonValues.copy("metadata", metadata);
    config = JsonValues.copy("config", config);
  }

  /** A session of this user, with all defaults. */
  public static SessionOptions of(String user) {
    return new SessionOptions(new UserId(user), Map.of(), Optional.empty(), Map.of());
  }

  NewSession toNewSession() {
    return new NewSession(user, metadata, ttl, config);
  }

  /** The same with this metadata. */
  public SessionOptions withMetadata(Map<String, ? extends @Nullable Object> newMetadata) {
    return new SessionOptions(user, JsonValues.copy("metadata", newMetadata), ttl, config);
  }

  /** The same with this life time. */
  public SessionOptions withTtl(Duration newTtl) {
    return new SessionOptions(user, metadata, Optional.of(newTtl), config);
  }

  /** The same with these overrides. */
  public SessionOptions withConfig(Map<String, ? extends @Nullable Object> newConfig) {
    return new SessionOptions(user, metadata, ttl, JsonValues.copy("config", newConfig));
  }
}
