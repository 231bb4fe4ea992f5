package dev.kato.model;

/** The session never was, was deleted, or has expired. */
public final class SessionNotFoundException extends NotFoundException {

  private static final long serialVersionUID = 1L;

  private final String sessionId;

  /** No session has this id. */
  public SessionNotFoundException(String sessionId) {
    super("Session " + sessionId + " not found or expired");
    this.sessionId = sessionId;
  }

  /** The id asked for, as it was given. */
  public String sessionId() {
    return sessionId;
  }
}
