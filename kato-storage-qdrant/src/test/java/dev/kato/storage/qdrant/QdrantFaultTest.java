package dev.kato.storage.qdrant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kato.model.FloatVector;
import dev.kato.model.StorageUnavailableException;
import dev.kato.model.UserId;
import dev.kato.storage.qdrant.testserver.QdrantTestServer;
import dev.kato.testkit.TcpProxy;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class QdrantFaultTest {

  private static final UserId USER = new UserId("user");
  private static final Map<String, FloatVector> FIRST = Map.of("first", FloatVector.of(1, 2));
  private static final Map<String, FloatVector> SECOND = Map.of("second", FloatVector.of(3, 4));
  private static final Duration SHORT = Duration.ofMillis(300);
  private static final Duration LONG = Duration.ofSeconds(20);

  private final QdrantTestServer server = QdrantTestServer.start();
  private final TcpProxy proxy = TcpProxy.to(server.port());

  @AfterEach
  void stop() {
    proxy.close();
    server.close();
  }

  private QdrantVectorStore open(Duration timeout) {
    return QdrantVectorStore.open(QdrantOptions.of("localhost", proxy.port()).withTimeout(timeout));
  }

  @Test
  void aWriteWhoseAnswerIsLostIsSentAgain() {
    try (QdrantVectorStore store = open(LONG)) {
      store.add(USER, FIRST);
      CountDownLatch cut = proxy.cutAfterForwarding("second");

      store.add(USER, SECOND);

      assertThat(cut.getCount()).as("the connection was cut").isZero();
      assertThat(store.list(USER, "", 10).keySet()).containsExactly("first", "second");
    }
  }

  @Test
  void noAcknowledgedVectorIsLostWhenTheConnectionIsCutAgainAndAgain() {
    int vectors = 200;
    try (QdrantVectorStore store = open(LONG)) {
      AtomicInteger added = new AtomicInteger();
      CompletableFuture<Void> load =
          CompletableFuture.runAsync(
              () -> {
                for (int i = 0; i < vectors; i++) {
                  store.add(USER, Map.of("s" + i, FloatVector.of(i, i)));
                  added.incrementAndGet();
                }
              });
      for (int i = 1; i <= 5; i++) {
        int enough = i * vectors / 6;
        Awaitility.await().until(() -> added.get() >= enough || load.isDone());
        proxy.cut();
      }
      load.join();

      assertThat(store.count(USER)).isEqualTo(vectors);
    }
  }

  @Test
  void aServerThatIsSilentIsGivenUpInTime() {
    try (QdrantVectorStore store = open(SHORT)) {
      Awaitility.await().ignoreExceptions().untilAsserted(() -> store.add(USER, FIRST));
      proxy.pause();

      assertThatThrownBy(() -> store.count(USER))
          .isInstanceOf(StorageUnavailableException.class)
          .hasMessage("qdrant is unavailable: no answer within 300 ms");

      proxy.resume();
      Awaitility.await().ignoreExceptions().until(() -> store.count(USER) == 1);
    }
  }

  @Test
  void aServerThatIsGoneIsReportedInTimeAndUsedAgainWhenItIsBack() {
    try (QdrantVectorStore store = open(SHORT)) {
      Awaitility.await().ignoreExceptions().untilAsserted(() -> store.add(USER, FIRST));
      server.stop();

      assertThatThrownBy(() -> store.nearest(USER, FloatVector.of(1, 2), 1))
          .isInstanceOf(StorageUnavailableException.class)
          .hasMessageNotContaining("localhost");

      server.restart();
      Awaitility.await().ignoreExceptions().until(() -> store.count(USER) == 1);
    }
  }

  /** As when a machine vanishes behind an address that has moved to another. */
  @Test
  void aConnectionThatSwallowsEverythingIsReplaced() {
    try (TcpProxy hole = TcpProxy.to(server.port())) {
      proxy.redirect(hole.port());
      try (QdrantVectorStore store = open(SHORT)) {
        Awaitility.await().ignoreExceptions().untilAsserted(() -> store.add(USER, FIRST));
        hole.pause();
        proxy.redirect(server.port());

        Awaitility.await().ignoreExceptions().until(() -> store.count(USER) == 1);
      }
    }
  }

  @Test
  void aCallWaitsForAConnectionThatComesBack() {
    try (QdrantVectorStore store = open(LONG)) {
      store.ping();
      proxy.takeDown();
      CompletableFuture<Void> waiting = CompletableFuture.runAsync(store::ping);

      proxy.restore();

      waiting.join();
    }
  }

  @Test
  void aStoreCanBeOpenedBeforeItsServerRuns() {
    proxy.takeDown();
    try (QdrantVectorStore store = open(SHORT)) {
      assertThatThrownBy(store::ping)
          .isInstanceOf(StorageUnavailableException.class)
          .hasMessage("qdrant is unavailable: no connection within 300 ms");

      proxy.restore();
      Awaitility.await().ignoreExceptions().untilAsserted(store::ping);
    }
  }

  @Test
  void aCollectionThatWasDroppedIsEmptyAndIsMadeAgain() {
    try (QdrantVectorStore store = open(LONG)) {
      store.add(USER, FIRST);
      server.drop("kato_2");

      assertThat(store.dimension(USER)).isEmpty();
      assertThat(store.nearest(USER, FloatVector.of(1, 2), 1)).isEmpty();
      store.add(USER, SECOND);

      assertThat(store.list(USER, "", 10)).isEqualTo(SECOND);
      assertThat(server.hasTenantIndex("kato_2")).isTrue();
    }
  }
}
