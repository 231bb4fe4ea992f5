package dev.kato.cli.transfer;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * An export that has been read once from its first to its last byte and found whole.
 *
 * @param records lines between the first and the last
 * @param sha256 the checksum it carries and has
 */
public record ExportFile(Path path, Totals totals, long records, String sha256) {

  /** Takes what it reads. */
  @FunctionalInterface
  interface Reader {
    void read(long number, String line);
  }

  /**
   * Checks every line, the totals and the checksum.
   *
   * @throws TransferException if the file is damaged or cut off
   * @throws IOException if it cannot be read
   */
  public static ExportFile check(Path path) throws IOException {
    Check check = new Check();
    forEachLine(path, check);
    return check.result(path);
  }

  static void forEachLine(Path path, Reader reader) throws IOException {
    long number = 0;
    try (BufferedReader lines = Files.newBufferedReader(path, StandardCharsets.UTF_8)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        reader.read(++number, line);
      }
    } catch (CharacterCodingException e) {
      throw new TransferException(number + 1, "not valid UTF-8");
    }
  }

  private static final class Check implements Reader {
    private final Checksum checksum = new Checksum();
    private final UserCounter users = new UserCounter();
    private long patterns;
    private long vectors;
    private Lines.@Nullable End end;

    @Override
    public void read(long number, String line) {
      if (end != null) {
        throw new TransferException(number, "there is more after the last line");
      }
      if (number == 1) {
        Lines.checkFirst(line);
      } else {
        end = Lines.end(number, line);
        if (end == null) {
          count(Lines.record(number, line));
        }
      }
      if (end == null) {
        checksum.add((line + "\n").getBytes(StandardCharsets.UTF_8));
      }
    }

    private void count(Record line) {
      users.see(line.user());
      if (line instanceof Record.OfPattern) {
        patterns++;
      } else {
        vectors++;
      }
    }

    private ExportFile result(Path path) {
      if (end == null) {
        throw new TransferException("the file is cut off: its last line is missing");
      }
      Totals totals = new Totals(users.count(), patterns, vectors);
      if (!totals.equals(end.totals())) {
        throw new TransferException("holds " + totals + ", but says " + end.totals());
      }
      String sha256 = checksum.hex();
      if (!sha256.equals(end.sha256())) {
        throw new TransferException("the file was changed: its SHA-256 is not what it says");
      }
      return new ExportFile(path, totals, patterns + vectors, sha256);
    }
  }
}
