package dev.kato.server.http;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A file with one API key on each line, empty lines and those that begin with {@code #} left out.
 * Looked at once a second at most, when it is asked for. Thread-safe.
 */
public final class KeyFile {

  private static final Logger log = LoggerFactory.getLogger(KeyFile.class);
  private static final long PERIOD = TimeUnit.SECONDS.toNanos(1);

  private final Path path;
  private long lookedAt = System.nanoTime() - PERIOD;
  private @Nullable Version version;

  private record Version(FileTime modified, long size, @Nullable Object file) {}

  /** Reads it when it is asked for the first time. */
  public KeyFile(Path path) {
    this.path = path;
  }

  /** The keys, if they may have changed since the last call. */
  synchronized Optional<List<String>> changed() {
    long now = System.nanoTime();
    if (now - lookedAt < PERIOD) {
      return Optional.empty();
    }
    lookedAt = now;
    try {
      Version found = version();
      if (found.equals(version)) {
        return Optional.empty();
      }
      List<String> keys = read();
      version = found;
      log.info("{} API keys are in {}", keys.size(), path);
      return Optional.of(keys);
    } catch (IOException e) {
      log.warn("cannot read the API keys, those known stay: {}", e.toString());
      return Optional.empty();
    }
  }

  private Version version() throws IOException {
    BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
    return new Version(attributes.lastModifiedTime(), attributes.size(), attributes.fileKey());
  }

  /**
   * The keys that are in it now.
   *
   * @throws IOException if it cannot be read
   */
  public List<String> read() throws IOException {
    return Files.readAllLines(path, StandardCharsets.UTF_8).stream()
        .map(String::strip)
        .filter(line -> !line.isEmpty() && !line.startsWith("#"))
        .toList();
  }
}
