package dev.kato.storage.inmemory;

import dev.kato.spi.PatternStore;
import dev.kato.spi.SessionStore;
import dev.kato.spi.Storage;
import dev.kato.spi.VectorStore;

/**
 * Stores that keep everything in this process's memory: nothing survives it, and no other instance
 * sees it. Each call makes stores of their own, empty and safe for any number of threads.
 */
public final class InMemoryStorage {

  /** What errors call these stores. */
  static final String NAME = "memory";

  private InMemoryStorage() {}

  /** All three stores. */
  public static Storage create() {
    return new Storage(patterns(), sessions(), vectors());
  }

  /** A pattern store. A change feed that is behind by n changes costs O(n), whatever the size. */
  public static PatternStore patterns() {
    return new InMemoryPatternStore();
  }

  /** A session store. */
  public static SessionStore sessions() {
    return new InMemorySessionStore();
  }

  /** A vector store. Its search is exact and looks at every vector of the user. */
  public static VectorStore vectors() {
    return new InMemoryVectorStore();
  }
}
