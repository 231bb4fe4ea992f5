package dev.kato.storage.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kato.model.StorageRefusedException;
import dev.kato.model.StorageUnavailableException;
import dev.kato.testkit.TcpProxy;
import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisConnectionException;
import io.lettuce.core.api.StatefulConnection;
import java.lang.reflect.Proxy;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** How long calls wait for the connection to be made. */
class RedisConnectionTest {

  private static final RedisOptions OPTIONS = RedisOptions.of("redis://localhost");
  private static final Duration LONG = Duration.ofMinutes(1);

  /** The attempts to connect that were begun, to be ended by the test. */
  private final Queue<CompletableFuture<StatefulConnection<String, String>>> attempts =
      new ConcurrentLinkedQueue<>();

  private final AtomicInteger closed = new AtomicInteger();

  private RedisConnection connection(RedisOptions options) {
    return new RedisConnection(
        () -> {
          CompletableFuture<StatefulConnection<String, String>> attempt = new CompletableFuture<>();
          attempts.add(attempt);
          return attempt;
        },
        options);
  }

  /** One that can only be closed. */
  @SuppressWarnings("unchecked")
  private StatefulConnection<String, String> made() {
    return (StatefulConnection<String, String>)
        Proxy.newProxyInstance(
            getClass().getClassLoader(),
            new Class<?>[] {StatefulConnection.class},
            (proxy, method, arguments) -> {
              assertThat(method.getName()).isEqualTo("closeAsync");
              closed.incrementAndGet();
              return CompletableFuture.completedFuture(null);
            });
  }

  private static long ago(Duration duration) {
    return System.nanoTime() - duration.toNanos();
  }

  /** What a call gets that has begun so long ago. */
  private static CompletableFuture<StatefulConnection<String, String>> getInThread(
      RedisConnection connection, Duration sinceStart) {
    CompletableFuture<StatefulConnection<String, String>> got = new CompletableFuture<>();
    Thread waiting =
        new Thread(
            () -> {
              try {
                got.complete(connection.get(ago(sinceStart)));
              } catch (Throwable e) {
                got.completeExceptionally(e);
              }
            });
    waiting.start();
    Awaitility.await()
        .until(() -> got.isDone() || waiting.getState() == Thread.State.TIMED_WAITING);
    return got;
  }

  private static void assertNotConnected(
      String problem, RedisConnection connection, Duration sinceStart) {
    assertThatThrownBy(() -> connection.get(ago(sinceStart)))
        .isInstanceOf(StorageUnavailableException.class)
        .hasMessage("redis is unavailable: " + problem);
  }

  @Test
  void connectingMayTakeLongerThanACommand() {
    RedisConnection connection = connection(OPTIONS);
    StatefulConnection<String, String> made = made();

    CompletableFuture<StatefulConnection<String, String>> got =
        getInThread(connection, OPTIONS.timeout().plusSeconds(1));
    attempts.remove().complete(made);

    assertThat(got.join()).isSameAs(made);
  }

  @Test
  void whoWaitsForTooLongIsTold() {
    RedisConnection connection = connection(OPTIONS);

    assertNotConnected("not connected after 10000 ms", connection, Duration.ofSeconds(10));

    assertThat(attempts).as("the attempt goes on").hasSize(1);
    assertThat(attempts.peek()).isNotDone();
  }

  @Test
  void whenALostConnectionWasGivenUpCallsWaitNoLongerThanForACommand() throws Exception {
    RedisConnection connection = connection(OPTIONS);
    connection.begin();
    StatefulConnection<String, String> lost = made();
    attempts.remove().complete(lost);
    assertThat(connection.get(System.nanoTime())).isSameAs(lost);

    connection.giveUp(lost);

    assertThat(attempts).as("another attempt").hasSize(1);
    assertThat(closed).hasValue(1);
    assertNotConnected("not connected after 2000 ms", connection, Duration.ofSeconds(2));
  }

  @Test
  void whenAConnectionIsReplacedCallsWaitForTheNext() throws Exception {
    RedisConnection connection = connection(OPTIONS);
    connection.begin();
    StatefulConnection<String, String> silent = made();
    attempts.remove().complete(silent);

    connection.replace(silent);
    connection.replace(silent);

    assertThat(closed).as("once").hasValue(1);
    CompletableFuture<StatefulConnection<String, String>> got =
        getInThread(connection, Duration.ofSeconds(3));
    assertThat(attempts).hasSize(1);
    StatefulConnection<String, String> next = made();
    attempts.remove().complete(next);
    assertThat(got.join()).isSameAs(next);
  }

  @Test
  void anAttemptThatFailsIsFollowedByAnother() {
    RedisConnection connection = connection(OPTIONS.withTimeout(LONG));
    CompletableFuture<StatefulConnection<String, String>> got =
        getInThread(connection, Duration.ZERO);

    attempts.remove().completeExceptionally(new RedisConnectionException("refused"));
    Awaitility.await().until(() -> !attempts.isEmpty());
    StatefulConnection<String, String> made = made();
    attempts.remove().complete(made);

    assertThat(got.join()).isSameAs(made);
  }

  @Test
  void anAttemptThatNeverEndsIsFollowedByAnotherAndItsConnectionClosed() {
    RedisConnection connection =
        connection(OPTIONS.withTimeout(LONG).withConnectTimeout(Duration.ofMillis(1)));
    CompletableFuture<StatefulConnection<String, String>> got =
        getInThread(connection, Duration.ZERO);

    Awaitility.await().until(() -> attempts.size() > 1);
    attempts.remove().complete(made());

    assertThat(closed).as("too late").hasValue(1);
    StatefulConnection<String, String> made = made();
    Awaitility.await()
        .until(
            () -> {
              attempts.forEach(attempt -> attempt.complete(made));
              return got.isDone();
            });
    assertThat(got.join()).isSameAs(made);
  }

  @Test
  void whatHasToBeMendedIsNotTriedAgain() {
    RedisConnection connection = connection(OPTIONS.withTimeout(LONG));
    CompletableFuture<StatefulConnection<String, String>> got =
        getInThread(connection, Duration.ZERO);

    attempts
        .remove()
        .completeExceptionally(
            new RedisConnectionException(
                "Unable to connect to 10.0.0.1:6379",
                new RedisCommandExecutionException("WRONGPASS invalid username-password pair")));

    assertThatThrownBy(got::join)
        .hasCauseInstanceOf(StorageRefusedException.class)
        .cause()
        .hasMessage("redis refuses to serve: the user or the password is wrong");
    assertThat(attempts).isEmpty();
  }

  @Test
  void closingEndsTheAttemptAndThoseWhoWait() {
    RedisConnection connection = connection(OPTIONS.withTimeout(LONG));
    CompletableFuture<StatefulConnection<String, String>> got =
        getInThread(connection, Duration.ZERO);

    assertThat(connection.close()).isTrue();

    assertThatThrownBy(got::join).hasCauseInstanceOf(IllegalStateException.class);
    attempts.remove().complete(made());
    assertThat(closed).hasValue(1);
    assertThat(connection.close()).isFalse();
  }

  @Nested
  class OfAStore {

    @Test
    void isBegunWhenItIsOpened() throws Exception {
      try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
        server.setSoTimeout((int) LONG.toMillis());
        try (RedisSessionStore store =
                RedisSessionStore.open(
                    OPTIONS.withUri("redis://127.0.0.1:" + server.getLocalPort()));
            Socket accepted = server.accept()) {
          assertThat(accepted.isConnected()).isTrue();
          assertThat(store).isNotNull();
        }
      }
    }

    /** The server answers nothing until the command's time is over twice. */
    @Test
    void leavesTheCommandItsWholeTime() throws Exception {
      Duration timeout = Duration.ofSeconds(1);
      try (RedisServer server = RedisServer.start();
          TcpProxy proxy = TcpProxy.to(server.port())) {
        proxy.pause();
        try (RedisSessionStore store =
            RedisSessionStore.open(
                OPTIONS
                    .withUri("redis://127.0.0.1:" + proxy.port())
                    .withTimeout(timeout)
                    .withConnectTimeout(LONG))) {
          CompletableFuture<Void> call = CompletableFuture.runAsync(store::ping);
          long start = System.nanoTime();
          Awaitility.await()
              .until(() -> System.nanoTime() - start > timeout.multipliedBy(2).toNanos());

          proxy.resume();

          call.join();
        }
      }
    }

    @Test
    void canBeInterrupted() throws Exception {
      try (RedisServer server = RedisServer.start();
          TcpProxy proxy = TcpProxy.to(server.port())) {
        proxy.pause();
        try (RedisSessionStore store =
            RedisSessionStore.open(
                OPTIONS
                    .withUri("redis://127.0.0.1:" + proxy.port())
                    .withTimeout(Duration.ofDays(1)))) {
          Thread.currentThread().interrupt();
          assertThatThrownBy(store::ping)
              .isInstanceOf(StorageUnavailableException.class)
              .hasMessage("redis is unavailable: interrupted");
          assertThat(Thread.interrupted()).isTrue();
          proxy.resume();
        }
      }
    }
  }
}
