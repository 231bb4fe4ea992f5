package dev.kato.cli;

import dev.kato.server.Stores;
import dev.kato.server.Variables;
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
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The stores that variables ask for: each in memory where nothing else is configured. */
public final class ConfiguredStores {

  private static final Logger log = LoggerFactory.getLogger(ConfiguredStores.class);

  /** MongoDB takes more, but not everywhere. */
  private static final Pattern DATABASE = Pattern.compile("[A-Za-z0-9_-]{1,63}");

  private ConfiguredStores() {}

  /**
   * Opens them; none connects before it is used.
   *
   * @throws IllegalArgumentException naming the variable that is wrong
   */
  public static Stores open(Variables variables) {
    Optional<MongoOptions> mongo = mongo(variables);
    Optional<RedisOptions> redis = redis(variables);
    Optional<QdrantOptions> qdrant = qdrant(variables);
    String patterns = mongo.isPresent() ? "MongoDB" : Stores.MEMORY;
    String sessions = redis.isPresent() ? "Redis" : Stores.MEMORY;
    String vectors = qdrant.isPresent() ? "Qdrant" : Stores.MEMORY;
    Storage storage =
        new Storage(
            mongo.map(ConfiguredStores::connect).orElseGet(InMemoryStorage::patterns),
            redis.map(ConfiguredStores::connect).orElseGet(InMemoryStorage::sessions),
            qdrant.<VectorStore>map(QdrantVectorStore::open).orElseGet(InMemoryStorage::vectors));
    log.info(
        "patterns are kept in {}, sessions in {}, vectors in {}{}",
        patterns,
        sessions,
        vectors,
        List.of(patterns, sessions, vectors).contains(Stores.MEMORY)
            ? "; what is in memory ends with this process"
            : "");
    return new Stores(
        storage, Map.of("patterns", patterns, "sessions", sessions, "vectors", vectors));
  }

  /** How to use MongoDB; empty if patterns are kept in memory. */
  static Optional<MongoOptions> mongo(Variables variables) {
    String database = variables.text("MONGO_DATABASE").orElse("kato");
    if (!DATABASE.matcher(database).matches()) {
      throw Variables.bad("MONGO_DATABASE", database, "1..63 letters, digits, - or _");
    }
    return variables
        .text("MONGO_BASE_URL")
        .map(uri -> MongoOptions.of(uri, database).withTimeout(timeout(variables)));
  }

  private static Optional<RedisOptions> redis(Variables variables) {
    String prefix = variables.text("REDIS_KEY_PREFIX").orElse("kato");
    return variables
        .text("REDIS_URL")
        .map(uri -> RedisOptions.of(uri).withKeyPrefix(prefix).withTimeout(timeout(variables)));
  }

  private static Optional<QdrantOptions> qdrant(Variables variables) {
    int port = (int) variables.whole("QDRANT_PORT", 1, 65_535, 6334);
    boolean tls = variables.bool("QDRANT_TLS", false);
    return variables
        .text("QDRANT_HOST")
        .map(
            host ->
                QdrantOptions.of(host, port)
                    .withTls(tls)
                    .withApiKey(variables.text("QDRANT_API_KEY").orElse(null))
                    .withPrefix(variables.text("QDRANT_PREFIX").orElse("kato"))
                    .withTimeout(timeout(variables)));
  }

  private static Duration timeout(Variables variables) {
    return Duration.ofMillis(variables.whole("STORE_TIMEOUT_MS", 100, 60_000, 5000));
  }

  private static PatternStore connect(MongoOptions options) {
    try {
      return MongoPatternStore.connect(options);
    } catch (IllegalArgumentException e) {
      throw badAddress("MONGO_BASE_URL", "mongodb://host:27017");
    }
  }

  private static SessionStore connect(RedisOptions options) {
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
