package dev.kato.model;

import java.time.Duration;

/** The session is held by another operation for longer than we wait. */
public final class BusyException extends UnavailableException {

  private static final long serialVersionUID = 1L;

  /** The session could not be had in time. */
  public BusyException(SessionId session) {
    super("Session " + session + " is busy", null, Duration.ofSeconds(1));
  }
}
