package dev.kato.spi;

/**
 * The three stores that hold everything.
 *
 * @param patterns the knowledge bases
 * @param sessions the sessions
 * @param vectors the learned vectors
 */
public record Storage(PatternStore patterns, SessionStore sessions, VectorStore vectors)
    implements AutoCloseable {

  /** Closes all three. */
  @Override
  public void close() {
    try (patterns;
        sessions) {
      vectors.close();
    }
  }
}
