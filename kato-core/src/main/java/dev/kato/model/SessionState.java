package dev.kato.model;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Everything that belongs to one session, as one value.
 *
 * @param id of the session
 * @param user whose knowledge base it learns into
 * @param createdAt when it was opened
 * @param ttl how long it lives after its last use (or its creation, where sessions do not slide)
 * @param metadata the caller's, not interpreted
 * @param config overrides of the configuration, validated, by wire name
 * @param time number of observations so far, empty ones included
 * @param memory what was observed and not yet learned
 * @param percept the last observation, or null when there was none since the memory was cleared
 * @param receipts the newest operations that had an id, oldest first
 * @param notes what the caller keeps with the session, by name; not interpreted
 */
public record SessionState(
    SessionId id,
    UserId user,
    Instant createdAt,
    Duration ttl,
    Map<String, @Nullable Object> metadata,
    Map<String, @Nullable Object> config,
    long time,
    ShortTermMemory memory,
    @Nullable Observation percept,
    List<Receipt> receipts,
    Map<String, @Nullable Object> notes) {

  /** Copies all parts. */
  public SessionState {
    metadata = JsonValues.copy("metadata", metadata);
    config = CodePoints.sortedCopy(JsonValues.copy("config", config));
    receipts = List.copyOf(receipts);
    notes = CodePoints.sortedCopy(JsonValues.copy("notes", notes));
  }

  /** The same with another life time. */
  public SessionState withTtl(Duration newTtl) {
    return new SessionState(
        id, user, createdAt, newTtl, metadata, config, time, memory, percept, receipts, notes);
  }

  /** The same with other overrides. */
  public SessionState withConfig(Map<String, ? extends @Nullable Object> newConfig) {
    return new SessionState(
        id,
        user,
        createdAt,
        ttl,
        metadata,
        JsonValues.copy("config", newConfig),
        time,
        memory,
        percept,
        receipts,
        notes);
  }

  /** The same after another observation, or with a memory cleared. */
  public SessionState withMemory(
      long newTime, ShortTermMemory newMemory, @Nullable Observation newPercept) {
    return new SessionState(
        id,
        user,
        createdAt,
        ttl,
        metadata,
        config,
        newTime,
        newMemory,
        newPercept,
        receipts,
        notes);
  }

  /** The same with other receipts. */
  public SessionState withReceipts(List<Receipt> newReceipts) {
    return new SessionState(
        id, user, createdAt, ttl, metadata, config, time, memory, percept, newReceipts, notes);
  }

  /** The same with other notes. */
  public SessionState withNotes(Map<String, ? extends @Nullable Object> newNotes) {
    return new SessionState(
        id,
        user,
        createdAt,
        ttl,
        metadata,
        config,
        time,
        memory,
        percept,
        receipts,
        JsonValues.copy("notes", newNotes));
  }
}
