package dev.kato.storage.redis;

import static dev.kato.storage.redis.TestSessions.version;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kato.model.SessionId;
import dev.kato.model.StorageRefusedException;
import dev.kato.model.StorageUnavailableException;
import dev.kato.spi.SessionContent;
import dev.kato.spi.SessionLock;
import io.lettuce.core.KillArgs;
import io.lettuce.core.RedisClient;
import io.lettuce.core.api.sync.RedisCommands;
import io.lettuce.core.cluster.RedisClusterClient;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What an operator has to mend is told apart, without secrets, and nobody waits for it. */
@Timeout(120)
class RedisRefusalTest {

  private static final Instant NOW = Instant.now();
  private static final Instant LATER = NOW.plusSeconds(3600);
  private static final SessionId ID = new SessionId("s");

  /** Who tries again until the time is over does so for longer than the test may take. */
  private static final Duration DAY = Duration.ofDays(1);

  /** Their words differ. */
  enum Redis {
    OLDEST {
      @Override
      RedisServer start(String... arguments) throws IOException {
        return RedisServer.start(arguments);
      }
    },
    INSTALLED {
      @Override
      RedisServer start(String... arguments) throws IOException {
        return RedisServer.startInstalled(arguments);
      }
    };

    abstract RedisServer start(String... arguments) throws IOException;
  }

  private static RedisOptions options(RedisServer server, String login, String path) {
    return RedisOptions.of("redis://" + login + "127.0.0.1:" + server.port() + path)
        .withTimeout(DAY)
        .withConnectTimeout(DAY);
  }

  private static void assertRefused(String problem, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOf(StorageRefusedException.class)
        .hasMessage("redis refuses to serve: " + problem);
  }

  private static void assertRefused(String problem, RedisOptions options) {
    try (RedisSessionStore store = RedisSessionStore.open(options)) {
      assertRefused(problem, store::ping);
      assertRefused(problem, () -> store.find(ID));
    }
  }

  private static void with(
      RedisServer server, String password, Consumer<RedisCommands<String, String>> work) {
    RedisClient client = RedisClient.create("redis://" + password + "127.0.0.1:" + server.port());
    try {
      work.accept(client.connect().sync());
    } finally {
      client.shutdown();
    }
  }

  @ParameterizedTest
  @EnumSource
  void aPasswordThatIsWrongOrMissing(Redis redis) throws Exception {
    try (RedisServer server = redis.start("--requirepass", "topsecret")) {
      assertRefused("the user or the password is wrong", options(server, ":guess@", ""));
      assertRefused("the user or the password is wrong", options(server, "kato:topsecret@", ""));
      assertRefused("it wants a password", options(server, "", ""));
    }
  }

  @ParameterizedTest
  @EnumSource
  void aDatabaseThatIsNotThere(Redis redis) throws Exception {
    try (RedisServer server = redis.start("--databases", "1")) {
      assertRefused("it has no database of this number", options(server, "", "/1"));
    }
  }

  @ParameterizedTest
  @EnumSource
  void aDatabaseOfACluster(Redis redis) throws Exception {
    try (RedisServer server = redis.start("--cluster-enabled", "yes")) {
      assertRefused("a cluster has no database of this number", options(server, "", "/1"));
    }
  }

  @ParameterizedTest
  @EnumSource
  void aCommandOrKeysThatTheUserMayNotUse(Redis redis) throws Exception {
    String acl = "--user kato on >x ~{kato}:* +@all -set --user weak on >x ~{kato}:* +@all -hset";
    try (RedisServer server = redis.start(acl.split(" "));
        RedisSessionStore store = RedisSessionStore.open(options(server, "kato:x@", ""));
        RedisSessionStore weak = RedisSessionStore.open(options(server, "weak:x@", ""));
        RedisSessionStore other =
            RedisSessionStore.open(options(server, "kato:x@", "").withKeyPrefix("other"))) {
      assertRefused("the user lacks the right to a command", store::ping);
      assertRefused(
          "the user lacks the right to a command",
          () -> weak.create(TestSessions.plain(ID), LATER, NOW, 10));
      assertRefused("the user may not use these keys", () -> other.find(ID));
      assertRefused("the user may not use these keys", () -> other.count(NOW));
    }
  }

  @ParameterizedTest
  @EnumSource
  void aCommandThatIsNotThere(Redis redis) throws Exception {
    try (RedisServer server = redis.start("--rename-command", "EVALSHA", "");
        RedisSessionStore store = RedisSessionStore.open(options(server, "", ""))) {
      assertRefused("it lacks a command that is needed", () -> store.count(NOW));
    }
  }

  @ParameterizedTest
  @EnumSource
  void whatTheNodesOfAClusterRefuse(Redis redis) throws Exception {
    try (RedisServer alone = redis.start();
        RedisServer locked = redis.start("--requirepass", "topsecret", "--cluster-enabled", "yes");
        ForCluster noCluster = new ForCluster(options(alone, "", ""));
        ForCluster noPassword = new ForCluster(options(locked, "", ""))) {
      assertRefused("it is no cluster, and this is a client for one", () -> noCluster.store.ping());
      assertRefused("it wants a password", () -> noPassword.store.ping());
    }
  }

  /** A store with a client for a cluster. */
  private static final class ForCluster implements AutoCloseable {

    final RedisClusterClient client;
    final RedisSessionStore store;

    ForCluster(RedisOptions options) {
      client = RedisClusterClient.create(options.uri());
      store = RedisSessionStore.using(client, options);
    }

    @Override
    public void close() {
      store.close();
      client.shutdown();
    }
  }

  @ParameterizedTest
  @EnumSource
  void aKeyThatHoldsSomethingElse(Redis redis) throws Exception {
    try (RedisServer server = redis.start();
        RedisSessionStore store = RedisSessionStore.open(options(server, "", ""))) {
      with(server, "", commands -> commands.set("{kato}:session:s", "something else"));

      assertRefused("a key with this prefix holds something else", () -> store.find(ID));
      assertRefused("a key with this prefix holds something else", () -> store.delete(ID, 1));
    }
  }

  @Test
  void aSessionOfAnUnknownFormatWhoseLockIsGivenBack() throws Exception {
    try (RedisServer server = RedisServer.start();
        RedisSessionStore store = RedisSessionStore.open(options(server, "", ""))) {
      store.create(TestSessions.plain(ID), LATER, NOW, 10);
      for (String[] field :
          new String[][] {
            {"content", "{\"v\":9}", "a stored session has unknown format 9"},
            {"content", "{", "a stored session is not JSON"},
            {"expiry", "soon", "a stored session cannot be read"},
            {"version", "one", "a stored session cannot be read"}
          }) {
        with(server, "", commands -> commands.hset("{kato}:session:s", field[0], field[1]));

        assertRefused(field[2], () -> store.find(ID));
        assertRefused(field[2], () -> store.lockAndFind(ID, Duration.ofMinutes(1), Duration.ZERO));
        store.lock(ID, Duration.ofMinutes(1), Duration.ZERO).orElseThrow().close();
      }
    }
  }

  /** A primary that is replaced answers so too, and that passes. */
  @ParameterizedTest
  @EnumSource
  void aReplicaIsNoRefusalSinceItMayBecomeThePrimary(Redis redis) throws Exception {
    try (RedisServer server = redis.start();
        RedisSessionStore store =
            RedisSessionStore.open(options(server, "", "").withTimeout(Duration.ofMillis(500)))) {
      store.create(TestSessions.plain(ID), LATER, NOW, 10);
      long version = version(store, ID);
      SessionContent content = store.find(ID).orElseThrow().content();
      with(server, "", commands -> commands.replicaof("127.0.0.1", 1));

      for (ThrowingCallable call :
          List.<ThrowingCallable>of(
              () -> store.replace(ID, version, content, LATER), store::ping)) {
        assertThatThrownBy(call)
            .isInstanceOf(StorageUnavailableException.class)
            .hasMessage("redis is unavailable: it is a replica, which takes no writes");
      }

      with(server, "", RedisCommands::replicaofNoOne);
      Awaitility.await()
          .ignoreExceptions()
          .until(() -> store.replace(ID, version, content, LATER).isPresent());
      store.ping();
    }
  }

  @ParameterizedTest
  @EnumSource
  void whoseMemoryIsFullIsNotReadyUntilThereIsRoom(Redis redis) throws Exception {
    try (RedisServer server = redis.start();
        RedisSessionStore store =
            RedisSessionStore.open(options(server, "", "").withTimeout(Duration.ofMillis(500)))) {
      store.ping();
      with(server, "", commands -> commands.configSet("maxmemory", "1"));

      assertThatThrownBy(store::ping)
          .isInstanceOf(StorageUnavailableException.class)
          .hasMessage("redis is unavailable: its memory is full");

      with(server, "", commands -> commands.configSet("maxmemory", "0"));
      store.ping();
      assertThat(store.count(NOW)).isZero();
    }
  }

  @Test
  void isLoggedOnceWithoutSecretsAndOverWhenItIsMended() throws Exception {
    try (LogLines lines = LogLines.of(RedisSessionStore.class);
        RedisServer server = RedisServer.start("--requirepass", "topsecret");
        RedisSessionStore store = RedisSessionStore.open(options(server, ":guess@", ""))) {
      for (int i = 0; i < 10; i++) {
        assertRefused("the user or the password is wrong", store::ping);
      }

      assertThat(lines.all())
          .containsExactly(
              "WARN redis refuses to serve: the user or the password is wrong."
                  + " This does not pass by itself");

      with(server, ":topsecret@", commands -> commands.configSet("requirepass", "guess"));
      store.ping();
    }
  }

  /** The connection comes back by itself, or would: only another one tells why it does not. */
  @Test
  void aPasswordThatChangesWhileConnected() throws Exception {
    try (RedisServer server = RedisServer.start("--requirepass", "before");
        RedisSessionStore store =
            RedisSessionStore.open(
                options(server, ":before@", "").withTimeout(Duration.ofMillis(500)))) {
      SessionLock lock = store.lock(ID, Duration.ofMinutes(1), Duration.ZERO).orElseThrow();
      with(
          server,
          ":before@",
          commands -> {
            commands.configSet("requirepass", "after");
            commands.clientKill(KillArgs.Builder.typeNormal().skipme(true));
          });

      Awaitility.await()
          .untilAsserted(() -> assertRefused("the user or the password is wrong", store::ping));

      lock.close();

      with(server, ":after@", commands -> commands.configSet("requirepass", "before"));
      store.ping();
    }
  }
}
