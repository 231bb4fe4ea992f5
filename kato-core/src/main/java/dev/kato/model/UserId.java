package dev.kato.model;

/**
 * The owner of a knowledge base. Any well-formed text; two ids are the same only when every
 * character is.
 *
 * @param value 1 to 256 code points
 */
public record UserId(String value) implements Comparable<UserId> {

  /** Most code points an id may have. */
  public static final int MAX_LENGTH = 256;

  /**
   * Checks the value.
   *
   * @throws InvalidInputException if it is empty, too long or not well-formed Unicode
   */
  public UserId {
    if (value.isEmpty()) {
      throw new InvalidInputException("user_id", "must not be empty");
    }
    if (CodePoints.length(value) > MAX_LENGTH) {
      throw new InvalidInputException("user_id", "must have at most " + MAX_LENGTH + " characters");
    }
    if (!CodePoints.isWellFormed(value)) {
      throw new InvalidInputException("user_id", "holds a lone surrogate");
    }
  }

  /** An order that lets hash maps cope with ids that were chosen for their hash. */
  @Override
  public int compareTo(UserId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
