package dev.kato.server;

import dev.kato.model.KatoException;
import dev.kato.spi.PatternStore;
import dev.kato.spi.SessionStore;
import dev.kato.spi.Storage;
import dev.kato.spi.VectorStore;
import dev.kato.storage.inmemory.InMemoryStorage;
import dev.kato.storage.mongo.MongoOptions;
import dev.kato.storage.mongo.MongoPatternStore;
import dev.kato.storage.qdrant.QdrantOptions;
import dev.kato.storage.qdrant.QdrantVectorStore;
import dev.kato.storage.redis.RedisOptions;
import dev.kato.storage.redis.RedisSessionStore;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The stores that the settings ask for: each in memory where nothing else is configured. Opening
 * them connects to nothing.
 *
 * @param kinds what keeps the patterns, sessions and vectors
 */
public record Stores(Storage storage, Map<String, String> kinds) implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(Stores.class);
  private static final String MEMORY = "memory";

  /**
   * Opens them.
   *
   * @throws IllegalArgumentException naming the variable whose value no store can use
   */
  public static Stores open(Settings settings) {
    Optional<MongoOptions> mongo = checked("MONGO_BASE_URL", settings::mongo);
    Optional<RedisOptions> redis = checked("REDIS_URL", settings::redis);
    Optional<QdrantOptions> qdrant = checked("QDRANT_HOST", settings::qdrant);
    PatternStore patterns =
        checked("MONGO_BASE_URL", () -> mongo.<PatternStore>map(MongoPatternStore::connect))
            .orElseGet(InMemoryStorage::patterns);
    SessionStore sessions =
        checked("REDIS_URL", () -> redis.<SessionStore>map(RedisSessionStore::open))
            .orElseGet(InMemoryStorage::sessions);
    VectorStore vectors =
        checked("QDRANT_HOST", () -> qdrant.<VectorStore>map(QdrantVectorStore::open))
            .orElseGet(InMemoryStorage::vectors);
    Map<String, String> kinds =
        Map.of(
            "patterns", mongo.isPresent() ? "mongodb" : MEMORY,
            "sessions", redis.isPresent() ? "redis" : MEMORY,
            "vectors", qdrant.isPresent() ? "qdrant" : MEMORY);
    report(kinds);
    return new Stores(new Storage(patterns, sessions, vectors), kinds);
  }

  private static <T> Optional<T> checked(String variable, Supplier<Optional<T>> step) {
    try {
      return step.get();
    } catch (IllegalArgumentException e) {
      // Neither the value nor the cause, which repeats it, is told: it may hold a password.
      throw new IllegalArgumentException(variable + " is no address that its store can use");
    }
  }

  /** Connects, so that the first request need not. A store that does not answer yet may come. */
  void warmUp() {
    for (Runnable ping :
        List.<Runnable>of(
            storage.patterns()::ping, storage.sessions()::ping, storage.vectors()::ping)) {
      try {
        ping.run();
      } catch (KatoException e) {
        log.warn("starting although {}", e.getMessage());
      }
    }
  }

  private static void report(Map<String, String> kinds) {
    log.info(
        "patterns are kept in {}, sessions in {}, vectors in {}{}",
        kinds.get("patterns"),
        kinds.get("sessions"),
        kinds.get("vectors"),
        kinds.containsValue(MEMORY) ? "; what is in memory ends with this process" : "");
  }

  @Override
  public void close() {
    storage.close();
  }
}
