package dev.kato.server;

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
import java.util.LinkedHashMap;
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
  private static final int QDRANT_PORT = 6334;

  /**
   * Makes them; whether they answer shows at their first use.
   *
   * @throws IllegalArgumentException naming a variable that is not good
   */
  public static Stores open(Settings settings) {
    Map<String, String> kinds = new LinkedHashMap<>();
    PatternStore patterns = patterns(settings, kinds);
    SessionStore sessions = sessions(settings, kinds);
    VectorStore vectors = vectors(settings, kinds);
    log.info(
        "patterns are kept in {}, sessions in {}, vectors in {}; what is in memory ends with this"
            + " process",
        kinds.get("patterns"),
        kinds.get("sessions"),
        kinds.get("vectors"));
    return new Stores(new Storage(patterns, sessions, vectors), kinds);
  }

  private static PatternStore patterns(Settings settings, Map<String, String> kinds) {
    String uri = settings.text("MONGO_BASE_URL").orElse("");
    kinds.put("patterns", uri.isEmpty() ? MEMORY : "mongodb");
    String database = settings.text("MONGO_DATABASE").orElse("kato");
    try {
      return uri.isEmpty()
          ? InMemoryStorage.patterns()
          : MongoPatternStore.connect(MongoOptions.of(uri, database));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("MONGO_BASE_URL: " + e.getMessage(), e);
    }
  }

  private static SessionStore sessions(Settings settings, Map<String, String> kinds) {
    String uri = settings.text("REDIS_URL").orElse("");
    kinds.put("sessions", uri.isEmpty() ? MEMORY : "redis");
    try {
      return uri.isEmpty()
          ? InMemoryStorage.sessions()
          : RedisSessionStore.open(RedisOptions.of(uri));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("REDIS_URL: " + e.getMessage(), e);
    }
  }

  private static VectorStore vectors(Settings settings, Map<String, String> kinds) {
    String host = settings.text("QDRANT_HOST").orElse("");
    kinds.put("vectors", host.isEmpty() ? MEMORY : "qdrant");
    if (host.isEmpty()) {
      return InMemoryStorage.vectors();
    }
    int port = (int) settings.whole("QDRANT_PORT", 1, 65_535, QDRANT_PORT);
    return QdrantVectorStore.open(
        QdrantOptions.of(host, port)
            .withTls(settings.bool("QDRANT_TLS", false))
            .withApiKey(settings.text("QDRANT_API_KEY").orElse(null)));
  }
}
