package dev.kato.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.event.CommandListener;
import com.mongodb.event.CommandStartedEvent;
import dev.kato.Kato;
import dev.kato.KatoSession;
import dev.kato.spi.SessionStore;
import dev.kato.spi.Storage;
import dev.kato.storage.inmemory.InMemoryStorage;
import dev.kato.storage.mongo.MongoOptions;
import dev.kato.storage.mongo.MongoPatternStore;
import dev.kato.storage.redis.RedisOptions;
import dev.kato.storage.redis.RedisSessionStore;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What operations cost in round trips to the remote stores. */
class RoundTripsTest {

  private final List<String> mongoCommands = new CopyOnWriteArrayList<>();
  private final List<String> sessionCalls = new CopyOnWriteArrayList<>();
  private final Map<String, String> variables = TestStores.variables();
  private final MongoClient client =
      MongoClients.create(
          MongoClientSettings.builder()
              .applyConnectionString(new ConnectionString(variables.get("MONGO_BASE_URL")))
              .addCommandListener(
                  new CommandListener() {
                    @Override
                    public void commandStarted(CommandStartedEvent event) {
                      mongoCommands.add(event.getCommandName());
                    }
                  })
              .build());
  private final Kato kato =
      Kato.builder()
          .storage(
              new Storage(
                  MongoPatternStore.using(
                      client,
                      MongoOptions.of(
                              variables.get("MONGO_BASE_URL"), variables.get("MONGO_DATABASE"))
                          .withTimeout(Duration.ofSeconds(30))),
                  counted(
                      RedisSessionStore.open(
                          RedisOptions.of(variables.get("REDIS_URL"))
                              .withTimeout(Duration.ofSeconds(30))
                              .withKeyPrefix(variables.get("REDIS_KEY_PREFIX")))),
                  InMemoryStorage.vectors()))
          .build();
  private final KatoSession session = kato.openSession("alice");

  /**
   * Every call of {@link RedisSessionStore} is one round trip, as its Javadoc says; closing a lock
   * that was given back with a replacement is none.
   */
  private SessionStore counted(SessionStore store) {
    return (SessionStore)
        Proxy.newProxyInstance(
            SessionStore.class.getClassLoader(),
            new Class<?>[] {SessionStore.class},
            (proxy, method, arguments) -> {
              if (!method.getName().equals("removeExpired")) {
                sessionCalls.add(method.getName());
              }
              try {
                return method.invoke(store, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }

  @BeforeEach
  void warmUp() {
    session.observe("a", "b");
    session.learn();
    session.observe("a", "b");
    session.predict();
    mongoCommands.clear();
    sessionCalls.clear();
  }

  @AfterEach
  void close() {
    kato.close();
    client.close();
  }

  @Test
  void anObservationIsTwoToRedis() {
    session.observe("c");

    assertThat(sessionCalls).containsExactly("lockAndFind", "replaceAndUnlock");
    assertThat(mongoCommands).isEmpty();
  }

  @Test
  void aLearningIsTwoToMongoForTheRevisionAndThePattern() {
    session.learn();

    assertThat(mongoCommands).containsExactly("findAndModify", "findAndModify");
    assertThat(sessionCalls).containsExactly("lockAndFind", "replace", "replaceAndUnlock");
  }

  @Test
  void aPredictionIsOneToMongoWhenNothingWasLearned() {
    session.predict();

    assertThat(mongoCommands).containsExactly("find");
    assertThat(sessionCalls).containsExactly("find", "touch");
  }
}
