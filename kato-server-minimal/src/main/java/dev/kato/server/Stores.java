package dev.kato.server;

import dev.kato.spi.PatternStore;
import dev.kato.spi.SessionStore;
import dev.kato.spi.Storage;
import dev.kato.spi.VectorStore;
import dev.kato.storage.inmemory.InMemoryStorage;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The stores that the settings ask for: each in memory where nothing else is configured.
 *
 * @param kinds what keeps the patterns, sessions and vectors
 */
public record Stores(Storage storage, Map<String, String> kinds) {

  private static final Logger log = LoggerFactory.getLogger(Stores.class);
  private static final String MEMORY = "memory";

  /** Opens them. */
  public static Stores open(Settings settings) {
    PatternStore patterns = InMemoryStorage.patterns();
    SessionStore sessions = InMemoryStorage.sessions();
    VectorStore vectors = InMemoryStorage.vectors();
    Map<String, String> kinds = Map.of("patterns", MEMORY, "sessions", MEMORY, "vectors", MEMORY);
    log.info(
        "patterns are kept in {}, sessions in {}, vectors in {}; what is in memory ends with this"
            + " process",
        kinds.get("patterns"),
        kinds.get("sessions"),
        kinds.get("vectors"));
    return new Stores(new Storage(patterns, sessions, vectors), kinds);
  }
}
