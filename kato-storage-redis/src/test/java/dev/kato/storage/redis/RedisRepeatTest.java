package dev.kato.storage.redis;

import static dev.kato.storage.redis.TestSessions.version;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kato.model.SessionId;
import dev.kato.spi.LockedSession;
import dev.kato.spi.SessionContent;
import dev.kato.spi.SessionLock;
import dev.kato.testkit.TcpProxy;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The connection is cut when a write has taken effect and before its answer arrives. */
class RedisRepeatTest {

  private static final Instant NOW = Instant.now();
  private static final Instant LATER = NOW.plusSeconds(3600);
  private static final SessionId ID = new SessionId("the-session");

  private static RedisServer server;
  private TcpProxy proxy;
  private RedisSessionStore store;

  @BeforeAll
  static void startServer() throws Exception {
    server = RedisServer.start();
  }

  @AfterAll
  static void stopServer() throws Exception {
    server.close();
  }

  /** Every script has run before, so that the request that is cut is the only one. */
  @BeforeEach
  void openStore() {
    proxy = TcpProxy.to(server.port());
    store =
        RedisSessionStore.open(
            RedisUnderTest.freshOptions()
                .withUri("redis://127.0.0.1:" + proxy.port())
                .withTimeout(Duration.ofSeconds(10)));
    SessionId other = new SessionId("warm-up");
    store.create(TestSessions.plain(other), LATER, NOW, 10);
    store.touch(other, version(store, other), LATER.plusSeconds(1));
    store.replace(
        other, version(store, other), SessionContent.of(TestSessions.plain(other)), LATER);
    store.delete(other, version(store, other));
    store.removeExpired(NOW, 1);
    store.lock(other, Duration.ofMinutes(1), Duration.ZERO).ifPresent(SessionLock::close);
    store
        .lockAndFind(other, Duration.ofMinutes(1), Duration.ZERO)
        .ifPresent(locked -> locked.lock().close());
  }

  @AfterEach
  void closeStore() {
    store.close();
    proxy.close();
  }

  private <T> T cutAfter(String marker, Supplier<T> write) {
    CountDownLatch cut = proxy.cutAfterForwarding(marker);
    T answer = write.get();
    assertThat(cut.getCount()).as("the connection was cut").isZero();
    return answer;
  }

  private boolean create() {
    return store.create(TestSessions.plain(ID), LATER, NOW, 1);
  }

  @Test
  void aCreationThatIsSentAgainSucceeds() {
    assertThat(cutAfter(ID.value(), this::create)).isTrue();

    assertThat(store.find(ID)).isPresent();
    assertThat(create()).as("by someone else").isFalse();
  }

  @Test
  void aReplacementThatIsSentAgainSucceedsAndCountsOnce() {
    create();
    long first = version(store, ID);
    SessionContent next = SessionContent.of(TestSessions.plain(ID));

    OptionalLong second = cutAfter(ID.value(), () -> store.replace(ID, first, next, LATER));

    assertThat(second).hasValue(version(store, ID));
    assertThat(second.getAsLong()).isGreaterThan(first);
    assertThat(store.replace(ID, first, next, LATER)).as("by someone else").isEmpty();
  }

  @Test
  void aTouchThatIsSentAgainSucceeds() {
    create();

    long version = version(store, ID);

    assertThat(cutAfter(ID.value(), () -> store.touch(ID, version, LATER.plusSeconds(1)))).isTrue();

    assertThat(store.find(ID).orElseThrow().expiresAt()).isEqualTo(LATER.plusSeconds(1));
  }

  @Test
  void aDeletionThatIsSentAgainTellsThatTheSessionWasThere() {
    create();

    long version = version(store, ID);

    assertThat(cutAfter(ID.value(), () -> store.delete(ID, version))).isTrue();

    assertThat(store.find(ID)).isEmpty();
    assertThat(store.delete(ID, version)).isFalse();
  }

  @Test
  void aRemovalOfExpiredSessionsThatIsSentAgainReturnsTheSameIds() {
    create();

    assertThat(cutAfter(Script.REMOVE_EXPIRED.digest(), () -> store.removeExpired(LATER, 10)))
        .containsExactly(ID);

    assertThat(store.removeExpired(LATER, 10)).isEmpty();
  }

  @Test
  void aLockThatIsTakenAgainIsOurs() {
    Duration minute = Duration.ofMinutes(1);

    Optional<SessionLock> lock = cutAfter(ID.value(), () -> store.lock(ID, minute, Duration.ZERO));

    assertThat(lock).isPresent();
    assertThat(store.lock(ID, minute, Duration.ZERO)).isEmpty();
    lock.orElseThrow().close();
    assertThat(store.lock(ID, minute, Duration.ZERO)).isPresent();
  }

  @Test
  void aLockThatIsTakenAgainWithReadingIsOurs() {
    Duration minute = Duration.ofMinutes(1);
    create();

    LockedSession locked =
        cutAfter(ID.value(), () -> store.lockAndFind(ID, minute, Duration.ZERO)).orElseThrow();

    assertThat(locked.session()).isEqualTo(store.find(ID)).isPresent();
    assertThat(store.lock(ID, minute, Duration.ZERO)).isEmpty();
    locked.lock().close();
    assertThat(store.lock(ID, minute, Duration.ZERO)).isPresent();
  }

  @Test
  void aReplacementThatGivesTheLockBackAndIsSentAgainCountsOnce() {
    Duration minute = Duration.ofMinutes(1);
    create();
    long first = version(store, ID);
    SessionContent next = SessionContent.of(TestSessions.plain(ID));
    SessionLock lock = store.lock(ID, minute, Duration.ZERO).orElseThrow();

    assertThat(cutAfter(ID.value(), () -> store.replaceAndUnlock(lock, ID, first, next, LATER)))
        .isTrue();

    assertThat(version(store, ID)).isGreaterThan(first);
    assertThat(lock.extend()).isFalse();
    assertThat(store.lock(ID, minute, Duration.ZERO)).isPresent();
  }
}
