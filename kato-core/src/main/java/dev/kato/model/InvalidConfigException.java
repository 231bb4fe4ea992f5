package dev.kato.model;

import java.io.Serializable;
import java.util.List;
import java.util.stream.Collectors;

/** Some configuration values are refused; none of those given with them has been applied. */
public final class InvalidConfigException extends InvalidInputException {

  private static final long serialVersionUID = 1L;

  @SuppressWarnings("serial") // The lists that List.copyOf makes can be serialised.
  private final List<Problem> problems;

  /**
   * Refuses a configuration.
   *
   * @param problems at least one
   */
  public InvalidConfigException(List<Problem> problems) {
    super(
        "config",
        "is invalid",
        "Invalid configuration: "
            + problems.stream().map(Problem::toString).collect(Collectors.joining("; ")));
    this.problems = List.copyOf(problems);
  }

  /** Every bad key, in code point order. */
  public List<Problem> problems() {
    return problems;
  }

  @Override
  public InvalidInputException within(String outer) {
    return this;
  }

  /**
   * One bad key.
   *
   * @param key as it was given
   * @param value as it was given, rendered as text
   * @param expected what the key takes, as {@code int 1..100}; for an unknown key, that it is one
   */
  public record Problem(String key, String value, String expected) implements Serializable {
    @Override
    public String toString() {
      return key + " = " + value + " (expected " + expected + ")";
    }
  }
}
