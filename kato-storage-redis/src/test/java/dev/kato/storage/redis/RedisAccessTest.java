package dev.kato.storage.redis;

import static dev.kato.storage.redis.TestSessions.version;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kato.model.SessionId;
import dev.kato.model.StorageRefusedException;
import dev.kato.spi.LockedSession;
import dev.kato.spi.SessionContent;
import dev.kato.spi.SessionLock;
import dev.kato.spi.SessionStore;
import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisClient;
import io.lettuce.core.SslOptions;
import io.lettuce.core.cluster.RedisClusterClient;
import io.lettuce.core.event.command.CommandListener;
import io.lettuce.core.event.command.CommandStartedEvent;
import java.io.File;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RedisAccessTest {

  private static final Instant NOW = Instant.now();
  private static final Instant LATER = NOW.plusSeconds(3600);
  private static final SessionId ID = new SessionId("s");

  /** What {@code docs/redis-format.md} says a user needs. */
  private static final String RIGHTS =
      "+evalsha +eval +time +ping +hello +exists +get +set +del +hget +hmget +hset"
          + " +zadd +zrem +zrangebylex +zlexcount +sadd +srem +smembers +scard +rpush +lrange"
          + " +pttl +pexpire +pexpireat";

  /** Every operation once. */
  private static void useAll(SessionStore store) {
    assertThat(store.create(TestSessions.plain(ID), LATER, NOW, 10)).isTrue();
    SessionContent content = store.find(ID).orElseThrow().content();
    try (SessionLock lock = store.lock(ID, Duration.ofMinutes(1), Duration.ZERO).orElseThrow()) {
      assertThat(lock.extend()).isTrue();
      assertThat(store.replace(ID, version(store, ID), content, NOW)).isPresent();
    }
    LockedSession locked =
        store.lockAndFind(ID, Duration.ofMinutes(1), Duration.ZERO).orElseThrow();
    assertThat(store.replaceAndUnlock(locked.lock(), ID, version(store, ID), content, NOW))
        .isTrue();
    assertThat(store.touch(ID, version(store, ID), NOW.plusNanos(1))).isTrue();
    assertThat(store.count(NOW.plusNanos(1))).isZero();
    assertThat(store.sessionsOf(content.state().user())).containsExactly(ID);
    assertThat(store.removeExpired(NOW.plusNanos(1), 10)).containsExactly(ID);
    assertThat(store.create(TestSessions.plain(ID), LATER, NOW, 10)).isTrue();
    assertThat(store.delete(ID, version(store, ID))).isTrue();
    store.ping();
  }

  @Test
  void aUserWithTheDocumentedRightsCanDoEverything() throws Exception {
    String acl =
        "--user kato on >pass:word ~{kato}:* "
            + RIGHTS
            + " --user another on >x ~{kato}:* "
            + RIGHTS
            + " +select --user default off";
    try (RedisServer server = RedisServer.startInstalled(acl.split(" "));
        RedisSessionStore store =
            RedisSessionStore.open(
                RedisUnderTest.patient(
                    RedisOptions.of("redis://kato:pass%3Aword@127.0.0.1:" + server.port())));
        RedisSessionStore inAnotherDatabase =
            RedisSessionStore.open(
                RedisUnderTest.patient(
                    RedisOptions.of("redis://another:x@127.0.0.1:" + server.port() + "/1")))) {
      useAll(store);
      useAll(inAnotherDatabase);
    }
  }

  @Nested
  class WithAClientHandedIn {

    @Test
    void theClientStaysOpen() throws Exception {
      try (RedisServer server = RedisServer.start()) {
        RedisClient client = RedisClient.create();
        try {
          RedisOptions options = RedisUnderTest.patient(RedisOptions.of(server.uri()));
          RedisSessionStore store = RedisSessionStore.using(client, options);
          useAll(store);
          store.close();

          try (RedisSessionStore again = RedisSessionStore.using(client, options)) {
            again.ping();
          }
        } finally {
          client.shutdown();
        }
      }
    }

    @Test
    void anObservationCostsTwoRoundTrips() throws Exception {
      List<String> commands = Collections.synchronizedList(new ArrayList<>());
      try (RedisServer server = RedisServer.start()) {
        RedisClient client = RedisClient.create();
        client.addListener(
            new CommandListener() {
              @Override
              public void commandStarted(CommandStartedEvent event) {
                commands.add(event.getCommand().getType().toString());
              }
            });
        try (RedisSessionStore store =
            RedisSessionStore.using(
                client, RedisUnderTest.patient(RedisOptions.of(server.uri())))) {
          useAll(store);
          store.create(TestSessions.plain(ID), LATER, NOW, 10);
          long version = version(store, ID);
          commands.clear();

          LockedSession locked =
              store.lockAndFind(ID, Duration.ofMinutes(1), Duration.ZERO).orElseThrow();
          try (SessionLock lock = locked.lock()) {
            SessionContent same = locked.session().orElseThrow().content();
            assertThat(store.replaceAndUnlock(lock, ID, version, same, LATER)).isTrue();
          }

          assertThat(commands).containsExactly("EVALSHA", "EVALSHA");
        } finally {
          client.shutdown();
        }
      }
    }

    @Test
    void aClusterKeepsAllKeysInOneSlot() throws Exception {
      try (RedisServer server = RedisServer.startInstalled("--cluster-enabled", "yes")) {
        Assumptions.assumeTrue(server.version().compareTo("7") >= 0, "needs CLUSTER ADDSLOTSRANGE");
        server.execute("CLUSTER", "ADDSLOTSRANGE", "0", "16383");
        RedisClusterClient client = RedisClusterClient.create(server.uri());
        try (RedisSessionStore store =
            RedisSessionStore.using(
                client, RedisOptions.of(server.uri()).withTimeout(Duration.ofSeconds(20)))) {
          useAll(store);
        } finally {
          client.shutdown();
        }
      }
    }
  }

  @Test
  void speaksTls(@TempDir Path directory) throws Exception {
    Assumptions.assumeTrue(RedisServer.isInstalled(), "needs a Redis that was built with TLS");
    File certificate = directory.resolve("cert.pem").toFile();
    File key = directory.resolve("key.pem").toFile();
    TestCertificate.create(certificate, key);
    int port = RedisServer.freePort();
    try (RedisServer server =
        RedisServer.startInstalled(
            "--tls-port",
            "" + port,
            "--tls-cert-file",
            certificate.getPath(),
            "--tls-key-file",
            key.getPath(),
            "--tls-auth-clients",
            "no")) {
      RedisOptions options =
          RedisOptions.of("rediss://localhost:" + port).withTimeout(Duration.ofSeconds(20));
      RedisClient client = RedisClient.create();
      client.setOptions(
          ClientOptions.builder()
              .sslOptions(SslOptions.builder().trustManager(certificate).build())
              .build());
      try (RedisSessionStore store = RedisSessionStore.using(client, options);
          RedisSessionStore distrustful = RedisSessionStore.open(options)) {
        useAll(store);
        assertThatThrownBy(distrustful::ping)
            .isInstanceOf(StorageRefusedException.class)
            .hasMessage("redis refuses to serve: its certificate is not trusted");
        assertThat(server.port()).isNotEqualTo(port);
      } finally {
        client.shutdown();
      }
    }
  }
}
