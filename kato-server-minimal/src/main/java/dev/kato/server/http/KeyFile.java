package dev.kato.server.http;

import dev.kato.server.http.ApiKeys.Key;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.StringTokenizer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A file with one API key on each line and what it is for behind it, as {@link Scope} has it:
 * {@code 6b1f… user=alice read-only}. Empty lines and those that begin with {@code #} are left out.
 * Looked at once a second at most, when it is asked for. Thread-safe.
 */
public final class KeyFile {

  private static final Logger log = LoggerFactory.getLogger(KeyFile.class);
  private final WatchedFile file;

  /** Reads it when it is asked for the first time. */
  public KeyFile(Path path) {
    this.file = new WatchedFile(path);
  }

  /** The keys, if they may have changed since the last call. */
  Optional<List<Key>> changed() {
    try {
      Optional<List<Key>> keys = file.ifChanged(this::read);
      keys.ifPresent(read -> log.info("{} API keys are in {}", read.size(), file.path()));
      return keys;
    } catch (IOException | IllegalArgumentException e) {
      log.warn("cannot read the API keys, those known stay: {}", e.toString());
      return Optional.empty();
    }
  }

  /**
   * The keys that are in it now.
   *
   * @throws IOException if it cannot be read
   * @throws IllegalArgumentException naming the line that is wrong, without its text
   */
  public List<Key> read() throws IOException {
    List<Key> keys = new ArrayList<>();
    List<String> lines = Files.readAllLines(file.path(), StandardCharsets.UTF_8);
    for (int i = 0; i < lines.size(); i++) {
      List<String> words = words(lines.get(i));
      if (!words.isEmpty() && !words.get(0).startsWith("#")) {
        keys.add(key(words, i + 1));
      }
    }
    return keys;
  }

  private Key key(List<String> words, int line) {
    try {
      if (words.get(0).length() < ApiKeys.LEAST_LENGTH) {
        throw new IllegalArgumentException(
            "a key should have at least " + ApiKeys.LEAST_LENGTH + " characters");
      }
      return new Key(words.get(0), Scope.of(words.subList(1, words.size())));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(file.path() + ", line " + line + ": " + e.getMessage(), e);
    }
  }

  private static List<String> words(String line) {
    StringTokenizer words = new StringTokenizer(line);
    return Collections.list(words).stream().map(String.class::cast).toList();
  }
}
