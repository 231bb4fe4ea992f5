package dev.kato.server.http;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A file that is read again when it has changed, looked at once a second at most. Thread-safe. */
public final class WatchedFile {

  private static final long PERIOD = TimeUnit.SECONDS.toNanos(1);

  private final Path path;
  private long lookedAt = System.nanoTime() - PERIOD;
  private @Nullable Version version;

  private record Version(FileTime modified, long size, @Nullable Object file) {}

  /** Makes what is wanted of a file. */
  @FunctionalInterface
  public interface Reader<T> {

    /** What is in it now. */
    T read() throws IOException;
  }

  /** Not read yet. */
  public WatchedFile(Path path) {
    this.path = path;
  }

  /** Where it is. */
  public Path path() {
    return path;
  }

  /**
   * What is in it, if that may have changed since it was read successfully the last time.
   *
   * @throws IOException if it cannot be read; as what {@code reader} throws, that means that it is
   *     read again the next time
   */
  public synchronized <T> Optional<T> ifChanged(Reader<T> reader) throws IOException {
    long now = System.nanoTime();
    if (now - lookedAt < PERIOD) {
      return Optional.empty();
    }
    lookedAt = now;
    BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
    Version found =
        new Version(attributes.lastModifiedTime(), attributes.size(), attributes.fileKey());
    if (found.equals(version)) {
      return Optional.empty();
    }
    T content = reader.read();
    version = found;
    return Optional.of(content);
  }
}
