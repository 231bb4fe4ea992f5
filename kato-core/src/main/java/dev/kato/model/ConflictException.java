package dev.kato.model;

/** Others changed the session at the same time, again and again; trying once more may help. */
public final class ConflictException extends KatoException {

  private static final long serialVersionUID = 1L;

  /** The operation on this session gave up after {@code attempts} attempts. */
  public ConflictException(SessionId session, int attempts) {
    super("Session " + session + " was changed by others during " + attempts + " attempts", null);
  }
}
