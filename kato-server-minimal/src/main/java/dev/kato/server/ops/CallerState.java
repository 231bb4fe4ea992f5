package dev.kato.server.ops;

/**
 * What the session of the one who asks for status or metrics holds.
 *
 * @param stmLength events in its short-term memory
 * @param time its count of observations
 */
public record CallerState(int stmLength, long time) {

  /** Of one who has no session. */
  public static final CallerState NONE = new CallerState(0, 0);
}
