package dev.kato.model;

/** There is nothing in the short-term memory to learn. */
public final class EmptyMemoryException extends InvalidInputException {

  private static final long serialVersionUID = 1L;

  /** Refuses to learn from nothing. */
  public EmptyMemoryException() {
    super("stm", "is empty", "Cannot learn from empty STM");
  }
}
