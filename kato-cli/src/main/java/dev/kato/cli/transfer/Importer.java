package dev.kato.cli.transfer;

import dev.kato.model.FloatVector;
import dev.kato.model.UserId;
import dev.kato.spi.Storage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Restores an export into stores: vectors are added, patterns replace those of the same name. Doing
 * a part of it twice does no harm, so an import that was cut off can go on from the last confirmed
 * line.
 */
public final class Importer {

  private static final int BATCH = 500;

  private final Storage storage;
  private final ExportFile file;
  private final boolean replace;
  private final Progress progress;
  private final Journal journal;
  private final UserCounter users = new UserCounter();
  private final List<Record> batch = new ArrayList<>();
  private long restored;

  private Importer(Storage storage, ExportFile file, boolean replace, Progress progress) {
    this.storage = storage;
    this.file = file;
    this.replace = replace;
    this.progress = progress;
    this.journal = new Journal(file);
  }

  /**
   * Restores what the file holds.
   *
   * @param replace whether everything a user of the file has is removed first
   * @param resume whether to go on where an import of the same file was cut off
   * @return number of lines restored by this call
   * @throws IOException if the file or the journal beside it cannot be read or written
   */
  public static long restore(
      Storage storage, ExportFile file, boolean replace, boolean resume, Progress progress)
      throws IOException {
    return new Importer(storage, file, replace, progress).run(resume);
  }

  private long run(boolean resume) throws IOException {
    long from = resume ? journal.confirmed() : 0;
    long last = file.records() + 1;
    try {
      ExportFile.forEachLine(
          file.path(),
          (number, line) -> {
            if (number > 1 && number <= last) {
              take(number, number > from, Lines.record(number, line));
            }
          });
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    flush(last);
    journal.finish();
    return restored;
  }

  private void take(long number, boolean wanted, Record line) {
    boolean another = users.see(line.user());
    if (!wanted) {
      return;
    }
    if (another) {
      flush(number - 1);
      if (replace) {
        storage.patterns().clear(line.user());
        storage.vectors().clear(line.user());
      }
    }
    batch.add(line);
    if (batch.size() == BATCH) {
      flush(number);
    }
  }

  /** Vectors before patterns, so that no pattern is there without its vectors. */
  private void flush(long number) {
    if (batch.isEmpty()) {
      return;
    }
    UserId user = batch.get(0).user();
    Map<String, FloatVector> vectors = new HashMap<>();
    for (Record line : batch) {
      if (line instanceof Record.OfVector vector) {
        vectors.put(vector.symbol(), vector.vector());
      }
    }
    if (!vectors.isEmpty()) {
      storage.vectors().add(user, vectors);
    }
    storage
        .patterns()
        .restoreAll(
            user,
            batch.stream()
                .filter(Record.OfPattern.class::isInstance)
                .map(line -> ((Record.OfPattern) line).pattern())
                .toList());
    restored += batch.size();
    batch.clear();
    try {
      journal.confirm(number);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    progress.at(number - 1, file.records());
  }
}
