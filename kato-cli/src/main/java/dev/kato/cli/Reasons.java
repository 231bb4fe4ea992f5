package dev.kato.cli;

import dev.kato.cli.transfer.TransferException;
import dev.kato.model.KatoException;
import dev.kato.model.StorageRefusedException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;
import picocli.CommandLine;

/** What a person is told of a failure that is no defect. */
final class Reasons {

  private static final int REFUSED = 3;

  private Reasons() {}

  static boolean isExpected(Exception error) {
    return error instanceof KatoException
        || error instanceof IOException
        || error instanceof UncheckedIOException
        || error instanceof TransferException
        || error instanceof IllegalArgumentException;
  }

  /** What the process ends with: a store that refuses needs its operator, not another try. */
  static int status(Exception error) {
    return error instanceof StorageRefusedException ? REFUSED : CommandLine.ExitCode.SOFTWARE;
  }

  static String text(Exception error) {
    if (error instanceof NoSuchFileException missing) {
      return "no such file: " + missing.getFile();
    }
    String message = error.getMessage();
    return message == null ? error.toString() : message;
  }
}
