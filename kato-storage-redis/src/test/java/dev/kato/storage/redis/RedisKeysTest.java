package dev.kato.storage.redis;

import static dev.kato.storage.redis.TestSessions.version;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kato.model.SessionId;
import dev.kato.model.UserId;
import io.lettuce.core.RedisClient;
import io.lettuce.core.api.sync.RedisCommands;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What lies under which key, and how it goes away when nobody removes it. */
class RedisKeysTest {

  private static final Instant NOW = Instant.now();
  private static final Instant LATER = NOW.plusSeconds(3600);
  private static final Duration HOUR = Duration.ofHours(1);
  private static final SessionId ID = new SessionId("s");
  private static final UserId USER = new UserId("user");

  private final RedisOptions options = RedisUnderTest.freshOptions();
  private final String base = "{" + options.keyPrefix() + "}:";
  private final RedisSessionStore store = RedisSessionStore.open(options);
  private final RedisClient client = RedisClient.create(options.uri());
  private final RedisCommands<String, String> redis = client.connect().sync();

  @AfterEach
  void close() {
    store.close();
    client.shutdown();
  }

  private void createExpiringAt(Instant expiresAt) {
    assertThat(store.create(TestSessions.plain(ID), expiresAt, NOW, 10)).isTrue();
  }

  /** What Redis does an hour after the expiry, without the hour. */
  private void dropAsRedisDoes() {
    redis.del(base + "session:s");
  }

  private List<String> keys() {
    return redis.keys(base.replace("{", "\\{") + "*").stream().sorted().toList();
  }

  private List<String> ofSessions() {
    return keys().stream().filter(key -> !key.equals(base + "versions")).toList();
  }

  @Test
  void aSessionIsAHashWithItsIndex() {
    createExpiringAt(LATER);

    assertThat(keys())
        .containsExactly(
            base + "expiries", base + "session:s", base + "user:user", base + "versions");
    assertThat(redis.hget(base + "session:s", "version")).isEqualTo("" + version(store, ID));
    assertThat(redis.get(base + "versions")).isEqualTo("" + version(store, ID));
    assertThat(redis.hget(base + "session:s", "user")).isEqualTo("user");
    assertThat(redis.hget(base + "session:s", "expiry")).isEqualTo(Expiry.text(LATER));
    assertThat(redis.zrange(base + "expiries", 0, -1))
        .containsExactly(Expiry.text(LATER) + ":1:suser");
    assertThat(redis.smembers(base + "user:user")).containsExactly("s");
  }

  @Test
  void ofASessionThatIsGoneNothingStays() {
    createExpiringAt(LATER);
    store.delete(ID, version(store, ID));

    assertThat(ofSessions()).allMatch(key -> key.startsWith(base + "reply:"));
    assertThat(ofSessions()).allMatch(key -> redis.pttl(key) > 0);
  }

  /** It may have gone already. */
  @Test
  void whatAPingWritesGoesByItselfAndIsNoSession() {
    store.ping();

    assertThat(redis.pttl(base + "ping")).isNotEqualTo(-1).isLessThanOrEqualTo(1000);
    assertThat(keys()).isSubsetOf(base + "ping");
    assertThat(store.count(NOW)).isZero();
    assertThat(store.removeExpired(LATER, 10)).isEmpty();
  }

  @Test
  void everyKeyOfASessionGoesByItselfNoSoonerThanAMinuteAfterTheExpiry() {
    createExpiringAt(LATER);
    store.touch(ID, version(store, ID), LATER.plus(HOUR));
    store.replace(ID, version(store, ID), store.find(ID).orElseThrow().content(), LATER);

    for (String key : ofSessions()) {
      Instant goes = Instant.now().plusMillis(redis.pttl(key));
      assertThat(goes)
          .as(key)
          .isAfter(LATER.plusSeconds(60))
          .isBefore(LATER.plus(HOUR.multipliedBy(3)));
    }
  }

  @Test
  void aSessionThatIsWrittenAfterItsExpiryStaysForAWhileToo() {
    createExpiringAt(Instant.parse("2001-01-01T00:00:00Z"));

    assertThat(redis.pttl(base + "session:s")).isGreaterThan(60_000);
    assertThat(store.find(ID)).isPresent();
  }

  @Test
  void anExpiryFarAwayIsKeptAtTheBound() {
    createExpiringAt(Instant.MAX);
    assertThat(store.find(ID).orElseThrow().expiresAt())
        .isEqualTo(Instant.parse("5138-11-16T09:46:39.999999999Z"));
    assertThat(store.count(NOW)).isEqualTo(1);

    store.replace(ID, version(store, ID), store.find(ID).orElseThrow().content(), Instant.MIN);
    assertThat(store.find(ID).orElseThrow().expiresAt()).isEqualTo(Instant.EPOCH);
  }

  @Test
  void expiriesAreExactToTheNanosecond() {
    createExpiringAt(NOW.plusNanos(1));

    assertThat(store.count(NOW)).isEqualTo(1);
    assertThat(store.count(NOW.plusNanos(1))).isZero();
    assertThat(store.removeExpired(NOW, 10)).isEmpty();
    assertThat(store.removeExpired(NOW.plusNanos(1), 10)).containsExactly(ID);
  }

  @Test
  void aSessionThatRedisDroppedIsNotCountedByAClockThatIsBehind() {
    Instant longAgo = NOW.minus(HOUR.multipliedBy(3));
    createExpiringAt(longAgo.plusSeconds(1));
    assertThat(store.count(longAgo)).isEqualTo(1);
    dropAsRedisDoes();

    assertThat(store.count(longAgo)).isZero();
    assertThat(ofSessions()).isEmpty();
  }

  @Test
  void aSessionThatRedisDroppedIsNotListed() {
    createExpiringAt(NOW);
    dropAsRedisDoes();

    assertThat(store.sessionsOf(USER)).isEmpty();
  }

  @Test
  void aSessionThatRedisDroppedIsReportedOnceAsRemoved() {
    createExpiringAt(NOW);
    dropAsRedisDoes();

    assertThat(store.removeExpired(NOW, 10)).containsExactly(ID);
    assertThat(store.removeExpired(NOW, 10)).isEmpty();
    assertThat(redis.exists(base + "expiries", base + "user:user")).isZero();
  }

  @Test
  void theEntryOfADroppedSessionDoesNotRemoveTheOneThatCameAfterIt() {
    createExpiringAt(NOW);
    dropAsRedisDoes();
    createExpiringAt(LATER);

    assertThat(store.removeExpired(NOW, 10)).isEmpty();
    assertThat(store.find(ID)).isPresent();
    assertThat(store.sessionsOf(USER)).containsExactly(ID);
    assertThat(redis.zcard(base + "expiries")).isEqualTo(1);
  }
}
