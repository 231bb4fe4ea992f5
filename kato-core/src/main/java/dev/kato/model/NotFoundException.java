package dev.kato.model;

/** What was named does not exist. */
public abstract sealed class NotFoundException extends KatoException
    permits SessionNotFoundException, PatternNotFoundException {

  private static final long serialVersionUID = 1L;

  NotFoundException(String message) {
    super(message, null);
  }
}
