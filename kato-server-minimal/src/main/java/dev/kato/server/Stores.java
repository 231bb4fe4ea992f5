package dev.kato.server;

import dev.kato.model.KatoException;
import dev.kato.model.StorageRefusedException;
import dev.kato.spi.PatternStore;
import dev.kato.spi.SessionStore;
import dev.kato.spi.Storage;
import dev.kato.spi.VectorStore;
import dev.kato.storage.inmemory.InMemoryStorage;
import dev.kato.storage.mongo.MongoOptions;
import dev.kato.storage.mongo.MongoPatternStore;
import dev.kato.storage.qdrant.QdrantVectorStore;
import dev.kato.storage.redis.RedisOptions;
import dev.kato.storage.redis.RedisSessionStore;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The stores that the settings ask for: each in memory where nothing else is configured.
 *
 * @param kinds what keeps the patterns, sessions and vectors
 */
public record Stores(Storage storage, Map<String, String> kinds) implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(Stores.class);
  private static final String MEMORY = "memory";

  /**
   * Opens them; none connects before it is used.
   *
   * @throws IllegalArgumentException naming the variable whose address is none
   */
  public static Stores open(Settings settings) {
    String patterns = settings.mongo().isPresent() ? "MongoDB" : MEMORY;
    String sessions = settings.redis().isPresent() ? "Redis" : MEMORY;
    String vectors = settings.qdrant().isPresent() ? "Qdrant" : MEMORY;
    Storage storage =
        new Storage(
            settings.mongo().map(Stores::mongo).orElseGet(InMemoryStorage::patterns),
            settings.redis().map(Stores::redis).orElseGet(InMemoryStorage::sessions),
            settings
                .qdrant()
                .<VectorStore>map(QdrantVectorStore::open)
                .orElseGet(InMemoryStorage::vectors));
    log.info(
        "patterns are kept in {}, sessions in {}, vectors in {}{}",
        patterns,
        sessions,
        vectors,
        List.of(patterns, sessions, vectors).contains(MEMORY)
            ? "; what is in memory ends with this process"
            : "");
    return new Stores(
        storage, Map.of("patterns", patterns, "sessions", sessions, "vectors", vectors));
  }

  /** Connects, so that the first request need not. A store that does not answer yet may come. */
  void warmUp() {
    for (Runnable ping :
        List.<Runnable>of(
            storage.patterns()::ping, storage.sessions()::ping, storage.vectors()::ping)) {
      try {
        ping.run();
      } catch (StorageRefusedException e) {
        log.error("starting although {}: see to it, it will not pass by itself", e.getMessage());
      } catch (KatoException e) {
        log.warn("starting although {}", e.getMessage());
      }
    }
  }

  @Override
  public void close() {
    storage.close();
  }

  private static PatternStore mongo(MongoOptions options) {
    try {
      return MongoPatternStore.connect(options);
    } catch (IllegalArgumentException e) {
      throw badAddress("MONGO_BASE_URL", "mongodb://host:27017");
    }
  }

  private static SessionStore redis(RedisOptions options) {
    try {
      return RedisSessionStore.open(options);
    } catch (IllegalArgumentException e) {
      throw badAddress("REDIS_URL", "redis://host:6379");
    }
  }

  /** Without the value and the cause, which may hold a password. */
  private static IllegalArgumentException badAddress(String name, String example) {
    return new IllegalArgumentException(name + " is no address: must be like " + example);
  }
}
