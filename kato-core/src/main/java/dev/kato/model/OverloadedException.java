package dev.kato.model;

import java.time.Duration;

/** Too many wait for the same; nothing has changed. */
public final class OverloadedException extends UnavailableException {

  private static final long serialVersionUID = 1L;

  /** Says who waits for what. */
  public OverloadedException(String message) {
    super(message, null, Duration.ofSeconds(1));
  }
}
