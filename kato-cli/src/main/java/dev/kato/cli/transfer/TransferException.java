package dev.kato.cli.transfer;

/** A file that is not what it should be; the message names the line. */
public final class TransferException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** A fault of the file as a whole. */
  public TransferException(String message) {
    super(message);
  }

  /** A fault of one line, counted from 1. */
  TransferException(long line, String message) {
    super("line " + line + ": " + message);
  }
}
