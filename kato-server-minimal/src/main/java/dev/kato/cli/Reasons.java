package dev.kato.cli;

import dev.kato.cli.transfer.TransferException;
import dev.kato.model.KatoException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;

/** What a person is told of a failure that is no defect. */
final class Reasons {

  private Reasons() {}

  static boolean isExpected(Exception error) {
    return error instanceof KatoException
        || error instanceof IOException
        || error instanceof UncheckedIOException
        || error instanceof TransferException
        || error instanceof IllegalArgumentException;
  }

  static String text(Exception error) {
    if (error instanceof NoSuchFileException missing) {
      return "no such file: " + missing.getFile();
    }
    String message = error.getMessage();
    return message == null ? error.toString() : message;
  }
}
