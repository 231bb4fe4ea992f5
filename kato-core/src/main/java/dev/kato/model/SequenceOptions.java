package dev.kato.model;

import org.jspecify.annotations.Nullable;

/**
 * How a sequence of observations is taken in.
 *
 * @param learnAfterEach learn after every observation
 * @param learnAtEnd learn after the last one, if the short-term memory is not empty then
 * @param clearStmBetween clear the short-term memory before each observation but the first
 * @param startEmpty clear the short-term memory before the first one
 * @param uniqueId the caller's name for the whole sequence: giving it again with the same content
 *     is recognised as a repeat
 */
public record SequenceOptions(
    boolean learnAfterEach,
    boolean learnAtEnd,
    boolean clearStmBetween,
    boolean startEmpty,
    @Nullable String uniqueId) {

  /**
   * Checks the id.
   *
   * @throws InvalidInputException if it is not 1 to 256 characters of well-formed Unicode
   */
  public SequenceOptions {
    UniqueId.check(uniqueId);
  }

  /** Observes and nothing else. */
  public static final SequenceOptions PLAIN = new SequenceOptions(false, false, false, false, null);

  /** Observes and learns after the last observation. */
  public static final SequenceOptions LEARN_AT_END =
      new SequenceOptions(false, true, false, false, null);
}
