package dev.kato.spi;

import java.util.Objects;

/**
 * The three stores that hold everything.
 *
 * @param patterns the knowledge bases
 * @param sessions the sessions
 * @param vectors the learned vectors
 */
public record Storage(PatternStore patterns, SessionStore sessions, VectorStore vectors)
    implements AutoCloseable {

  /** Refuses null. */
  public Storage {
    Objects.requireNonNull(patterns, "patterns");
    Objects.requireNonNull(sessions, "sessions");
    Objects.requireNonNull(vectors, "vectors");
  }

  /** Closes all three. */
  @Override
  public void close() {
    try (patterns;
        sessions) {
      vectors.close();
    }
  }
}
