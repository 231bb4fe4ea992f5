package dev.kato.model;

/** The user has no pattern of that name. */
public final class PatternNotFoundException extends NotFoundException {

  private static final long serialVersionUID = 1L;

  private final String name;

  /** No pattern has this name. */
  public PatternNotFoundException(String name) {
    super("Pattern " + name + " not found");
    this.name = name;
  }

  /** The name asked for, as it was given. */
  public String name() {
    return name;
  }
}
