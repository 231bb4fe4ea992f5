package dev.kato.cli.transfer;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Remembers, in a small file beside the export, up to which line it has been imported. */
final class Journal {

  private final Path path;
  private final String sha256;

  Journal(ExportFile file) {
    this.path = file.path().resolveSibling(file.path().getFileName() + ".progress");
    this.sha256 = file.sha256();
  }

  /**
   * The last line whose import was confirmed; 0 if none was.
   *
   * @throws TransferException if the journal is about another export
   */
  long confirmed() throws IOException {
    if (!Files.exists(path)) {
      return 0;
    }
    String[] parts = Files.readString(path, StandardCharsets.UTF_8).strip().split(" ");
    if (parts.length != 2 || !parts[0].equals(sha256) || !parts[1].matches("\\d{1,18}")) {
      throw new TransferException(path + " is not about this export: import it from the beginning");
    }
    return Long.parseLong(parts[1]);
  }

  void confirm(long line) throws IOException {
    Path written = path.resolveSibling(path.getFileName() + ".new");
    Files.writeString(written, sha256 + " " + line + "\n", StandardCharsets.UTF_8);
    Files.move(written, path, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
  }

  void finish() throws IOException {
    Files.deleteIfExists(path);
  }
}
