package dev.kato.cli.transfer;

import dev.kato.model.FloatVector;
import dev.kato.model.Pattern;
import dev.kato.model.UserId;
import dev.kato.spi.Storage;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;

/**
 * Writes knowledge bases as JSON lines, holding one page of them at a time. What is learned
 * meanwhile may or may not be in the file, but no pattern is in it by half. Numbers that an older
 * version took and that are too large by now are written as they {@linkplain Pattern#clamped()
 * count}, so that the file can be imported.
 */
public final class Exporter {

  private final Storage storage;
  private final OutputStream out;
  private final Progress progress;
  private final Checksum checksum = new Checksum();
  private long users;
  private long patterns;
  private long vectors;

  private Exporter(Storage storage, OutputStream out, Progress progress) {
    this.storage = storage;
    this.out = out;
    this.progress = progress;
  }

  /**
   * Writes all of these users; leaves {@code out} open.
   *
   * @throws IOException if {@code out} does
   */
  public static Totals export(
      Storage storage, Iterable<UserId> users, OutputStream out, Progress progress)
      throws IOException {
    return new Exporter(storage, out, progress).run(users);
  }

  private Totals run(Iterable<UserId> everyone) throws IOException {
    write(Lines.first());
    for (UserId user : everyone) {
      long before = patterns + vectors;
      for (Map.Entry<String, FloatVector> vector : Pages.vectors(storage.vectors(), user)) {
        write(Lines.vector(user, vector.getKey(), vector.getValue()));
        vectors++;
        progress.at(patterns + vectors, 0);
      }
      for (Pattern pattern : Pages.patterns(storage.patterns(), user)) {
        write(Lines.pattern(user, pattern.clamped()));
        patterns++;
        progress.at(patterns + vectors, 0);
      }
      users += patterns + vectors > before ? 1 : 0;
    }
    Totals totals = new Totals(users, patterns, vectors);
    out.write(Lines.last(new Lines.End(totals, checksum.hex())));
    out.flush();
    return totals;
  }

  private void write(byte[] line) throws IOException {
    checksum.add(line);
    out.write(line);
  }
}
