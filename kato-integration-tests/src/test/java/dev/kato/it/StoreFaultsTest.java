package dev.kato.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.kato.Kato;
import dev.kato.KatoSession;
import dev.kato.model.Event;
import dev.kato.model.Pattern;
import dev.kato.model.UnavailableException;
import dev.kato.spi.Storage;
import dev.kato.storage.inmemory.InMemoryStorage;
import dev.kato.storage.mongo.MongoOptions;
import dev.kato.storage.mongo.MongoPatternStore;
import dev.kato.storage.mongo.testserver.MongoTestServer;
import dev.kato.storage.redis.RedisOptions;
import dev.kato.storage.redis.RedisSessionStore;
import dev.kato.testkit.Concurrently;
import dev.kato.testkit.TcpProxy;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Stores that die, stall and lose answers under a Kato that is used all the while: what was
 * acknowledged is there once, and it goes on by itself.
 */
class StoreFaultsTest {

  private static final int USERS = 3;
  private static final int SESSIONS = 2 * USERS;
  private static final int SEQUENCES = 3;
  private static final int ROUNDS = Boolean.getBoolean("kato.extended") ? 300 : 45;
  private static final Duration TIMEOUT = Duration.ofSeconds(1);
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private final AtomicInteger learned = new AtomicInteger();
  private final AtomicInteger failures = new AtomicInteger();
  private MongoTestServer mongo;
  private LastingRedis redis;
  private TcpProxy mongoWire;
  private TcpProxy redisWire;
  private Kato kato;

  @BeforeEach
  void start() throws IOException {
    mongo = MongoTestServer.start();
    redis = LastingRedis.start();
    mongoWire = TcpProxy.to(mongo.port());
    redisWire = TcpProxy.to(redis.port());
    String mongoUri = "mongodb://127.0.0.1:" + mongoWire.port() + "/?directConnection=true";
    String redisUri = "redis://127.0.0.1:" + redisWire.port();
    kato =
        Kato.builder()
            .storage(
                new Storage(
                    MongoPatternStore.connect(
                        MongoOptions.of(mongoUri, "kato").withTimeout(TIMEOUT)),
                    RedisSessionStore.open(RedisOptions.of(redisUri).withTimeout(TIMEOUT)),
                    InMemoryStorage.vectors()))
            .build();
  }

  @AfterEach
  void stop() throws IOException {
    kato.close();
    mongoWire.close();
    redisWire.close();
    redis.close();
    mongo.close();
  }

  @Test
  void redisKilledAndRestartedThreeTimes() {
    Trouble kill =
        () -> {
          redisWire.takeDown();
          redis.killAndRestart();
          redisWire.redirect(redis.port());
          redisWire.restore();
        };
    teachDuring(List.of(kill, kill, kill));
  }

  @Test
  void connectionsToMongoCutBeforeAndAfterWritesTookEffect() {
    teachDuring(
        List.of(
            mongoWire::cut,
            () -> cutAfterTheNext("findAndModify"),
            this::takeMongoDownUntilItIsNoticed,
            () -> cutAfterTheNext("findAndModify"),
            mongoWire::cut));
  }

  @Test
  void mongoStalledForLongerThanItsTimeout() {
    Trouble stall = () -> stallUntilItIsNoticed(mongoWire);
    teachDuring(List.of(stall, stall));
  }

  /** What was held up takes effect after its caller has been told that there was no answer. */
  @Test
  void redisStalledForLongerThanItsTimeout() {
    Trouble stall = () -> stallUntilItIsNoticed(redisWire);
    teachDuring(List.of(stall, stall, stall, stall, stall));
  }

  private interface Trouble {
    void make() throws Exception;
  }

  private void cutAfterTheNext(String command) throws InterruptedException {
    assertThat(mongoWire.cutAfterForwarding(command).await(PATIENCE.toSeconds(), TimeUnit.SECONDS))
        .isTrue();
  }

  private void takeMongoDownUntilItIsNoticed() {
    mongoWire.takeDown();
    awaitFailure();
    mongoWire.restore();
  }

  private void stallUntilItIsNoticed(TcpProxy wire) {
    wire.pause();
    awaitFailure();
    wire.resume();
  }

  private void awaitFailure() {
    int before = failures.get();
    await().atMost(PATIENCE).until(() -> failures.get() > before);
  }

  /** All sessions teach the same sequences; troubles are spread over the work. */
  private void teachDuring(List<Trouble> troubles) {
    List<KatoSession> sessions =
        IntStream.range(0, SESSIONS)
            .mapToObj(i -> answered(() -> kato.openSession(user(i))))
            .toList();
    Concurrently.run(
        SESSIONS + 1,
        thread -> {
          if (thread < SESSIONS) {
            teach(sessions.get(thread), user(thread));
          } else {
            makeAll(troubles);
          }
        });

    for (int i = 0; i < USERS; i++) {
      String user = user(i);
      assertThat(answered(() -> kato.knowledgeBase(user).patterns(null, 100)))
          .hasSize(SEQUENCES)
          .allSatisfy(p -> assertThat(p.frequency()).isEqualTo(2L * ROUNDS / SEQUENCES))
          .extracting(Pattern::events)
          .containsExactlyInAnyOrder(sequence(user, 0), sequence(user, 1), sequence(user, 2));
    }
    for (KatoSession session : sessions) {
      assertThat(answered(session::stm)).hasToString("[[left]]");
    }
    KatoSession last = sessions.get(0);
    answered(() -> last.observe(sequence(user(0), 0).get(0).symbols().get(0), "n0"));
    assertThat(answered(last::predict).predictions()).isNotEmpty();
  }

  /** A busy machine may exceed the short timeouts of the stores without any trouble of ours. */
  private static <T> T answered(Callable<T> call) {
    return await()
        .atMost(PATIENCE)
        .ignoreExceptionsInstanceOf(UnavailableException.class)
        .until(call, Objects::nonNull);
  }

  private void teach(KatoSession session, String user) {
    PersistentClient client = new PersistentClient(session, failures::incrementAndGet);
    for (int round = 0; round < ROUNDS; round++) {
      assertThat(client.teach(sequence(user, round % SEQUENCES)).learned()).isTrue();
      learned.incrementAndGet();
    }
    client.observe(Event.of("left"));
  }

  private void makeAll(List<Trouble> troubles) throws Exception {
    for (int i = 1; i <= troubles.size(); i++) {
      int enough = i * SESSIONS * ROUNDS / (troubles.size() + 2);
      await().atMost(Duration.ofMinutes(2)).until(() -> learned.get() >= enough);
      troubles.get(i - 1).make();
    }
  }

  private static String user(int session) {
    return "user-" + session % USERS;
  }

  private static List<Event> sequence(String user, int number) {
    return List.of(Event.of(user), Event.of("n" + number), Event.of("end"));
  }
}
