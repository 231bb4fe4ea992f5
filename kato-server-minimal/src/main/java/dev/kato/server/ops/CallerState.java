package dev.kato.server.ops;

import org.jspecify.annotations.Nullable;

/**
 * What the session of the one who asks for status or metrics holds.
 *
 * @param stmLength events in its short-term memory
 * @param time its count of observations
 */
public record CallerState(@Nullable Integer stmLength, @Nullable Long time) {

  /** Of one who has no session. */
  public static final CallerState NONE = new CallerState(0, 0L);

  /** Of one whose session's store does not tell. */
  static final CallerState UNKNOWN = new CallerState(null, null);
}
