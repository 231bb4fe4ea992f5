package dev.kato.model;

/**
 * The name of one session.
 *
 * @param value 1 to 256 code points
 */
public record SessionId(String value) implements Comparable<SessionId> {

  /** Most code points an id may have. */
  public static final int MAX_LENGTH = 256;

  /**
   * Checks the value.
   *
   * @throws SessionNotFoundException if no session can have such an id: empty, too long, or not
   *     well-formed Unicode
   */
  public SessionId {
    if (!isPossible(value)) {
      throw new SessionNotFoundException(value);
    }
  }

  /** Whether a session can have such an id. */
  public static boolean isPossible(String value) {
    return !value.isEmpty()
        && CodePoints.length(value) <= MAX_LENGTH
        && CodePoints.isWellFormed(value);
  }

  /** An order that lets hash maps cope with ids that were chosen for their hash. */
  @Override
  public int compareTo(SessionId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
