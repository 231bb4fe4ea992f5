package dev.kato.model;

/** Others changed the session at the same time, again and again; trying once more may help. */
public final class ConflictException extends KatoException {

  private static final long serialVersionUID = 1L;

  private final String session;
  private final String operation;
  private final int attempts;

  /**
   * An operation gave up.
   *
   * @param operation what was tried, as {@code observe}
   * @param attempts how often, at least once
   */
  public ConflictException(SessionId session, String operation, int attempts) {
    super(
        "Session "
            + session
            + " was changed by others during "
            + attempts
            + (attempts == 1 ? " attempt to " : " attempts to ")
            + operation,
        null);
    this.session = session.value();
    this.operation = operation;
    this.attempts = attempts;
  }

  /** The session's id. */
  public String session() {
    return session;
  }

  /** What was tried, as {@code observe}. */
  public String operation() {
    return operation;
  }

  /** How often it was tried. */
  public int attempts() {
    return attempts;
  }
}
