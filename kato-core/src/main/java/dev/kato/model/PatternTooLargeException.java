package dev.kato.model;

/** A pattern would become larger than a store can hold, or than one pattern may be. */
public final class PatternTooLargeException extends InvalidInputException {

  private static final long serialVersionUID = 1L;

  private final String hash;

  /**
   * Refuses a pattern.
   *
   * @param what is bounded, as {@code distinct metadata values}
   * @param limit the most there may be
   */
  public PatternTooLargeException(PatternName name, String what, long limit) {
    super(
        "pattern",
        "would have more than " + limit + " " + what,
        "Pattern " + name + " would have more than " + limit + " " + what);
    this.hash = name.hash();
  }

  /** The pattern that would be too large. */
  public PatternName name() {
    return new PatternName(hash);
  }

  @Override
  public InvalidInputException within(String outer) {
    return this;
  }
}
