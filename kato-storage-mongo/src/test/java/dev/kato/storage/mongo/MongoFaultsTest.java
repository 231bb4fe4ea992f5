package dev.kato.storage.mongo;

import static dev.kato.storage.mongo.Learnings.NOW;
import static dev.kato.storage.mongo.Learnings.UNTIL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import com.mongodb.ConnectionString;
import dev.kato.model.Event;
import dev.kato.model.PatternName;
import dev.kato.model.StorageUnavailableException;
import dev.kato.model.UserId;
import dev.kato.spi.LearnRequest;
import dev.kato.spi.PatternStore;
import dev.kato.storage.mongo.testserver.MongoTestServer;
import dev.kato.testkit.Concurrently;
import dev.kato.testkit.PatternMirror;
import dev.kato.testkit.SequentialIds;
import dev.kato.testkit.TcpProxy;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What happens when the wire to the server fails. Needs one on this machine, without a password.
 */
class MongoFaultsTest {

  private static final Duration TIMEOUT = Duration.ofSeconds(1);
  private static final PatternName NAME = PatternName.of(List.of(Event.of("a", "b")));

  private final UserId user = new UserId("user-" + UUID.randomUUID());
  private final SequentialIds ids = new SequentialIds("op");
  private MongoOptions direct;
  private TcpProxy proxy;
  private PatternStore store;
  private PatternStore healthy;

  @BeforeAll
  static void needAServerOnThisMachine() {
    assumeThat(TestMongo.uri()).containsPattern("//(localhost|127\\.0\\.0\\.1):\\d+");
  }

  @BeforeEach
  void open() {
    direct = TestMongo.newDatabase();
    proxy = TcpProxy.to(portOf(direct.uri()));
    store = MongoPatternStore.connect(through(proxy, direct.database()));
    healthy = MongoPatternStore.connect(direct);
    untilAcknowledged(store::ping);
  }

  @AfterEach
  void close() {
    store.close();
    healthy.close();
    proxy.close();
    TestMongo.drop(direct);
  }

  @Test
  void aLearningWhoseAnswerWasLostIsReportedAndItsRepeatCountsOnce() throws Exception {
    LearnRequest request = learning();
    CountDownLatch cut = proxy.cutAfterForwarding(request.operationId());
    learnUntilAcknowledged(request);
    assertThat(cut.await(10, TimeUnit.SECONDS)).isTrue();
    assertThat(frequency()).isEqualTo(1);
  }

  @Test
  void aServerThatDoesNotAnswerMakesACallFailInTime() {
    proxy.pause();
    long began = System.nanoTime();
    assertThatThrownBy(() -> store.learn(user, learning(), NOW))
        .isInstanceOf(StorageUnavailableException.class);
    assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(TIMEOUT.multipliedBy(20));
    proxy.resume();
    learnUntilAcknowledged(learning());
  }

  @Test
  void whatWasHeldUpUntilItsRepeatWasDoneDoesNotCountTwice() {
    LearnRequest request = learning();
    proxy.pause();
    assertThatThrownBy(() -> store.learn(user, request, NOW))
        .isInstanceOf(StorageUnavailableException.class);
    healthy.learn(user, request, NOW);
    proxy.resume();
    learnUntilAcknowledged(request);
    assertThat(frequency()).isEqualTo(1);
  }

  @Test
  void anInterruptEndsAWaitForTheServer() throws Exception {
    // Patient, so that no slow machine ends the wait before the interrupt does.
    try (PatternStore patient =
        MongoPatternStore.connect(
            through(proxy, direct.database()).withTimeout(Duration.ofMinutes(1)))) {
      untilAcknowledged(patient::ping);
      proxy.takeDown();
      CompletableFuture<Boolean> stillInterrupted = new CompletableFuture<>();
      CompletableFuture<Throwable> thrown = new CompletableFuture<>();
      Thread caller =
          new Thread(
              () -> {
                thrown.complete(catchThrowable(() -> patient.learn(user, learning(), NOW)));
                stillInterrupted.complete(Thread.currentThread().isInterrupted());
              });
      caller.start();
      caller.interrupt();
      assertThat(thrown.get(30, TimeUnit.SECONDS))
          .isInstanceOf(StorageUnavailableException.class)
          .hasMessageContaining("interrupted");
      assertThat(stillInterrupted.get(30, TimeUnit.SECONDS)).isTrue();
    }
  }

  @Test
  void connectionsCutInMidLoadLoseNothingAndDoubleNothing() {
    PatternMirror mirror = new PatternMirror(healthy, user);
    int learned =
        learnInThreadsWhile(
            store,
            () -> {
              proxy.cut();
              mirror.update();
            });
    assertThat(frequency()).isEqualTo(learned);
    mirror.update();
    assertThat(mirror.frequency(NAME)).isEqualTo(learned);
  }

  @Test
  void aServerStartedAgainInMidLoadLosesNothingAndDoublesNothing() {
    try (MongoTestServer server = MongoTestServer.start();
        TcpProxy wire = TcpProxy.to(server.port());
        PatternStore restarted = MongoPatternStore.connect(through(wire, "restarted"))) {
      int learned =
          learnInThreadsWhile(
              restarted,
              () -> {
                wire.takeDown();
                server.restart();
                wire.redirect(server.port());
                wire.restore();
              });
      assertThat(restarted.find(user, NAME).orElseThrow().frequency()).isEqualTo(learned);
    }
  }

  /** Learns in four threads, and makes trouble at five times in between. */
  private int learnInThreadsWhile(PatternStore target, Runnable trouble) {
    int writers = 4;
    int each = 60;
    int troubles = 5;
    AtomicInteger acknowledged = new AtomicInteger();
    Concurrently.run(
        writers + 1,
        thread -> {
          if (thread < writers) {
            for (int i = 0; i < each; i++) {
              learnUntilAcknowledged(target, learning());
              acknowledged.incrementAndGet();
            }
          } else {
            for (int i = 1; i <= troubles; i++) {
              int enough = i * writers * each / (troubles + 1);
              await().atMost(Duration.ofMinutes(1)).until(() -> acknowledged.get() >= enough);
              trouble.run();
            }
          }
        });
    return writers * each;
  }

  private void learnUntilAcknowledged(LearnRequest request) {
    learnUntilAcknowledged(store, request);
  }

  /** As the sessions do: the same request again until it is acknowledged. */
  private void learnUntilAcknowledged(PatternStore target, LearnRequest request) {
    untilAcknowledged(() -> target.learn(user, request, NOW));
  }

  private static void untilAcknowledged(Runnable call) {
    await()
        .pollInterval(Duration.ofMillis(5))
        .pollDelay(Duration.ZERO)
        .atMost(Duration.ofMinutes(1))
        .ignoreExceptionsInstanceOf(StorageUnavailableException.class)
        .until(
            () -> {
              call.run();
              return true;
            });
  }

  private long frequency() {
    return healthy.find(user, NAME).orElseThrow().frequency();
  }

  private LearnRequest learning() {
    return new LearnRequest(
        ids.get(),
        NAME,
        List.of(Event.of("a", "b")),
        List.of(),
        5,
        Map.of(),
        Map.of(),
        Map.of(),
        UNTIL);
  }

  private static MongoOptions through(TcpProxy proxy, String database) {
    String uri = "mongodb://127.0.0.1:" + proxy.port() + "/?directConnection=true";
    return MongoOptions.of(uri, database).withTimeout(TIMEOUT);
  }

  private static int portOf(String uri) {
    String host = new ConnectionString(uri).getHosts().get(0);
    return Integer.parseInt(host.substring(host.lastIndexOf(':') + 1));
  }
}
