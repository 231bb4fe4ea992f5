package dev.kato.model;

import org.jspecify.annotations.Nullable;

/** The caller's name for an operation, by which a repeat is recognised. Sessions keep many. */
public final class UniqueId {

  /** Most code points one may have. */
  public static final int MAX_LENGTH = 256;

  private UniqueId() {}

  /**
   * The id itself; null, for none, is fine.
   *
   * @throws InvalidInputException if it is empty, too long or not well-formed Unicode
   */
  public static @Nullable String check(@Nullable String id) {
    if (id != null
        && (id.isEmpty() || CodePoints.length(id) > MAX_LENGTH || !CodePoints.isWellFormed(id))) {
      throw new InvalidInputException(
          "unique_id", "must be 1 to " + MAX_LENGTH + " characters of well-formed text");
    }
    return id;
  }
}
