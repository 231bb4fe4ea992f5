package dev.kato.benchmarks.stores;

import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.event.CommandListener;
import com.mongodb.event.CommandStartedEvent;
import dev.kato.spi.Storage;
import dev.kato.spi.VectorStore;
import dev.kato.storage.mongo.MongoOptions;
import dev.kato.storage.mongo.MongoPatternStore;
import dev.kato.storage.qdrant.QdrantOptions;
import dev.kato.storage.qdrant.QdrantVectorStore;
import dev.kato.storage.redis.RedisOptions;
import dev.kato.storage.redis.RedisSessionStore;
import io.lettuce.core.RedisClient;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/** Stores on servers, with data nobody else uses and clients that count what they send. */
final class RemoteStorage implements AutoCloseable {

  private final AtomicLong trips = new AtomicLong();
  private final MongoClient mongo;
  private final RedisClient redis;
  private final Storage storage;

  RemoteStorage(String mongoUri, String redisUri, int qdrantPort) {
    String own = "kato_bench_" + UUID.randomUUID().toString().replace("-", "");
    mongo = MongoClients.create(counting(mongoUri));
    redis = RedisClient.create();
    redis.addListener(
        new io.lettuce.core.event.command.CommandListener() {
          @Override
          public void commandStarted(io.lettuce.core.event.command.CommandStartedEvent event) {
            trips.incrementAndGet();
          }
        });
    storage =
        new Storage(
            MongoPatternStore.using(mongo, MongoOptions.of(mongoUri, own)),
            RedisSessionStore.using(redis, RedisOptions.of(redisUri).withKeyPrefix(own)),
            counting(
                QdrantVectorStore.open(QdrantOptions.of("127.0.0.1", qdrantPort).withPrefix(own))));
  }

  Storage storage() {
    return storage;
  }

  long trips() {
    return trips.get();
  }

  @Override
  public void close() {
    storage.close();
    mongo.close();
    redis.shutdown();
  }

  private MongoClientSettings counting(String uri) {
    return MongoClientSettings.builder()
        .applyConnectionString(new ConnectionString(uri))
        .addCommandListener(
            new CommandListener() {
              @Override
              public void commandStarted(CommandStartedEvent event) {
                trips.incrementAndGet();
              }
            })
        .build();
  }

  /** Counts calls of the store: most of them are one call of the server. */
  private VectorStore counting(VectorStore store) {
    return (VectorStore)
        Proxy.newProxyInstance(
            VectorStore.class.getClassLoader(),
            new Class<?>[] {VectorStore.class},
            (proxy, method, arguments) -> {
              trips.incrementAndGet();
              try {
                return method.invoke(store, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }
}
