package dev.kato.storage.redis;

import static dev.kato.storage.redis.TestSessions.version;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kato.model.SessionId;
import dev.kato.model.StorageUnavailableException;
import dev.kato.spi.SessionContent;
import dev.kato.spi.SessionLock;
import dev.kato.spi.StoredSession;
import dev.kato.testkit.Concurrently;
import dev.kato.testkit.TcpProxy;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class RedisFaultTest {

  private static final Instant NOW = Instant.now();
  private static final Instant LATER = NOW.plusSeconds(3600);
  private static final SessionId ID = new SessionId("s");
  private static final Duration SHORT = Duration.ofMillis(300);

  private static RedisSessionStore open(int port, Duration timeout) {
    return RedisSessionStore.open(
        RedisOptions.of("redis://127.0.0.1:" + port).withTimeout(timeout));
  }

  /**
   * Each of several threads takes its own session from version to version while the server is
   * killed again and again. What was acknowledged must be there, and nothing twice: each write
   * expects the version of the one before.
   */
  @Test
  void noAcknowledgedWriteIsLostOrDoneTwiceWhenTheServerIsKilled() throws Exception {
    int threads = 4;
    int writes = 250;
    try (RedisServer server = RedisServer.startInstalled();
        RedisSessionStore store = open(server.port(), Duration.ofSeconds(5))) {
      AtomicInteger acknowledged = new AtomicInteger();
      CompletableFuture<Void> load =
          CompletableFuture.runAsync(
              () ->
                  Concurrently.run(
                      threads,
                      thread -> {
                        SessionId id = new SessionId("s" + thread);
                        store.create(TestSessions.plain(id), LATER, NOW, 100);
                        write(store, id, writes, acknowledged);
                      }));
      for (int kill = 1; kill <= 3; kill++) {
        int enough = kill * threads * writes / 5;
        Awaitility.await().until(() -> acknowledged.get() >= enough || load.isDone());
        server.kill();
        server.run();
      }
      load.join();

      for (int thread = 0; thread < threads; thread++) {
        StoredSession found = store.find(new SessionId("s" + thread)).orElseThrow();
        assertThat(found.content().state().time()).isEqualTo(writes);
      }
      assertThat(store.count(NOW)).isEqualTo(threads);
    }
  }

  private static void write(
      RedisSessionStore store, SessionId id, int writes, AtomicInteger acknowledged) {
    long version = version(store, id);
    for (int time = 1; time <= writes; time++) {
      SessionContent next = SessionContent.of(TestSessions.atTime(id, time));
      OptionalLong written = store.replace(id, version, next, LATER);
      assertThat(written).as("write " + time).isPresent();
      version = written.getAsLong();
      acknowledged.incrementAndGet();
    }
    assertThat(version(store, id)).isEqualTo(version);
  }

  @Test
  void aStoreThatIsSilentIsGivenUpInTime() throws Exception {
    try (RedisServer server = RedisServer.start();
        TcpProxy proxy = TcpProxy.to(server.port());
        RedisSessionStore store = open(proxy.port(), SHORT)) {
      store.create(TestSessions.plain(ID), LATER, NOW, 10);
      proxy.pause();

      assertThatThrownBy(() -> store.find(ID))
          .isInstanceOf(StorageUnavailableException.class)
          .hasMessage("redis is unavailable: no answer within 300 ms");

      proxy.resume();
      Awaitility.await().ignoreExceptions().until(() -> store.find(ID).isPresent());
    }
  }

  @Test
  void aLockThatCannotBeGivenBackEndsWithItsLease() throws Exception {
    try (RedisServer server = RedisServer.start();
        TcpProxy proxy = TcpProxy.to(server.port());
        RedisSessionStore store = open(proxy.port(), SHORT)) {
      SessionLock lock = store.lock(ID, Duration.ofMinutes(1), Duration.ZERO).orElseThrow();
      proxy.pause();
      Thread.currentThread().interrupt();

      lock.close();
      lock.close();

      assertThat(Thread.interrupted()).as("the interrupt is kept").isTrue();
      proxy.resume();
    }
  }

  @Test
  void aStoreThatIsGoneIsReportedInTimeAndUsedAgainWhenItIsBack() throws Exception {
    try (RedisServer server = RedisServer.start();
        TcpProxy proxy = TcpProxy.to(server.port());
        RedisSessionStore store = open(proxy.port(), SHORT)) {
      store.create(TestSessions.plain(ID), LATER, NOW, 10);
      proxy.takeDown();

      assertThatThrownBy(store::ping)
          .isInstanceOf(StorageUnavailableException.class)
          .hasMessageNotContaining("127.0.0.1");

      proxy.restore();
      Awaitility.await().ignoreExceptions().until(() -> store.find(ID).isPresent());
    }
  }

  /** As when a machine vanishes behind an address that has moved to another. */
  @Test
  void aConnectionThatSwallowsEverythingIsReplaced() throws Exception {
    try (RedisServer server = RedisServer.start();
        TcpProxy hole = TcpProxy.to(server.port());
        TcpProxy proxy = TcpProxy.to(hole.port());
        RedisSessionStore store = open(proxy.port(), SHORT)) {
      store.create(TestSessions.plain(ID), LATER, NOW, 10);
      hole.pause();
      proxy.redirect(server.port());

      Awaitility.await().ignoreExceptions().until(() -> store.find(ID).isPresent());
    }
  }

  @Test
  void aCallWaitsForAConnectionThatComesBack() throws Exception {
    try (RedisServer server = RedisServer.start();
        TcpProxy proxy = TcpProxy.to(server.port());
        RedisSessionStore store = open(proxy.port(), Duration.ofSeconds(20))) {
      store.ping();
      proxy.takeDown();
      CompletableFuture<Void> waiting = CompletableFuture.runAsync(store::ping);

      proxy.restore();

      waiting.join();
    }
  }

  @Test
  void aStoreCanBeOpenedBeforeItsServerRuns() throws Exception {
    int port = RedisServer.freePort();
    RedisOptions options = RedisOptions.of("redis://127.0.0.1:" + port).withTimeout(SHORT);
    try (RedisSessionStore store = RedisSessionStore.open(options.withConnectTimeout(SHORT))) {
      assertThatThrownBy(store::ping).isInstanceOf(StorageUnavailableException.class);

      try (RedisServer server = RedisServer.startOn(port)) {
        Awaitility.await()
            .ignoreExceptions()
            .untilAsserted(() -> assertThat(store.count(NOW)).isZero());
        assertThat(server.port()).isEqualTo(port);
      }
    }
  }

  @Test
  void scriptsThatTheServerForgotAreSentAgain() throws Exception {
    try (RedisServer server = RedisServer.start();
        RedisSessionStore store = open(server.port(), Duration.ofSeconds(10))) {
      assertThat(store.count(NOW)).isZero();
      server.kill();
      server.run();

      assertThat(store.count(NOW)).isZero();
    }
  }

  @Test
  void closingDoesNotWaitForAServerThatIsGone() throws Exception {
    try (RedisServer server = RedisServer.start();
        TcpProxy proxy = TcpProxy.to(server.port())) {
      RedisSessionStore store = open(proxy.port(), SHORT);
      store.ping();
      proxy.pause();
      store.close();

      assertThatThrownBy(store::ping).isInstanceOf(IllegalStateException.class);
    }
  }
}
