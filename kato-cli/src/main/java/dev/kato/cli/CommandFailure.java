package dev.kato.cli;

/** A command cannot do what it was asked to; the message is for the person who asked. */
final class CommandFailure extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final int status;

  /** Ends with this status. */
  CommandFailure(int status, String message) {
    super(message);
    this.status = status;
  }

  int status() {
    return status;
  }
}
