package dev.kato.model;

/** The input is wrong and will be wrong again; {@link #field()} names the place. */
public sealed class InvalidInputException extends KatoException
    permits VectorDimensionMismatchException,
        InvalidConfigException,
        EmptyMemoryException,
        PatternTooLargeException {

  private static final long serialVersionUID = 1L;

  private final String field;
  private final String problem;

  /**
   * An error in one field.
   *
   * @param field path of the field, as {@code vectors[0][3]}
   * @param problem what is wrong with it, to follow the field's name in a sentence
   */
  public InvalidInputException(String field, String problem) {
    this(field, problem, field + " " + problem);
  }

  InvalidInputException(String field, String problem, String message) {
    super(message, null);
    this.field = field;
    this.problem = problem;
  }

  /** Path of the wrong field. */
  public String field() {
    return field;
  }

  /** What is wrong with it, without the field's name. */
  public String problem() {
    return problem;
  }

  /** The same error, seen from a place that holds the field: {@code observations[3]}. */
  public InvalidInputException within(String outer) {
    return new InvalidInputException(outer + "." + field, problem);
  }
}
