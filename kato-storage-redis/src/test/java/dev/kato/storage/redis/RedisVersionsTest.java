package dev.kato.storage.redis;

import static dev.kato.storage.redis.TestSessions.version;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kato.model.SessionId;
import dev.kato.spi.SessionContent;
import io.lettuce.core.RedisClient;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.api.sync.RedisCommands;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Versions grow whatever happens to the clock, to the counter and to the last writes. */
class RedisVersionsTest {

  private static final Instant NOW = Instant.now();
  private static final Instant LATER = NOW.plusSeconds(3600);
  private static final SessionId ID = new SessionId("s");
  private static final SessionContent CONTENT = SessionContent.of(TestSessions.plain(ID));

  /** In the year 2100, in microseconds. */
  private static final long AHEAD = 4_102_444_800_000_000L;

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

  private void create() {
    assertThat(store.create(TestSessions.plain(ID), LATER, NOW, 10)).isTrue();
  }

  private long replace() {
    return store.replace(ID, version(store, ID), CONTENT, LATER).orElseThrow();
  }

  @Test
  void aClockThatIsSetBackChangesNothing() {
    redis.set(base + "versions", "" + AHEAD);

    create();

    assertThat(version(store, ID)).isEqualTo(AHEAD + 1);
    assertThat(replace()).isEqualTo(AHEAD + 2);
    store.delete(ID, AHEAD + 2);
    create();
    assertThat(version(store, ID)).isEqualTo(AHEAD + 3);
  }

  @Test
  void aSessionAndACounterThatFellBackChangeNothing() {
    create();
    Map<String, String> session = redis.hgetall(base + "session:s");
    String counter = redis.get(base + "versions");
    long lost = replace();

    redis.hset(base + "session:s", session);
    redis.set(base + "versions", counter);

    assertThat(replace()).isGreaterThan(lost);
    assertThat(store.replace(ID, lost, CONTENT, LATER)).isEmpty();
  }

  @Test
  void aCounterThatIsGoneChangesNothing() {
    create();
    long before = replace();

    redis.del(base + "versions");

    assertThat(replace()).isGreaterThan(before);
  }

  /** Older releases counted each session from 1, and had no counter. */
  @Test
  void aSessionOfAnOlderReleaseGoesOn() {
    create();
    redis.del(base + "versions");
    redis.hset(base + "session:s", "version", "7");

    assertThat(store.touch(ID, 7, LATER.plusSeconds(1))).isTrue();
    long next = store.replace(ID, 7, CONTENT, LATER).orElseThrow();

    assertThat(next).isGreaterThan(7).isEqualTo(version(store, ID));
    assertThat(store.replace(ID, 7, CONTENT, LATER)).isEmpty();
  }

  @Test
  void aVersionThatIsAheadOfClockAndCounterIsFollowedByALargerOne() {
    create();
    redis.hset(base + "session:s", "version", "" + AHEAD);

    assertThat(replace()).isEqualTo(AHEAD + 1);
  }

  /** As {@link RedisSessionStore#replace} sends it. */
  private long send(String token, long expected) {
    return redis.<Long>eval(
        Script.REPLACE.source(),
        ScriptOutputType.INTEGER,
        new String[] {base},
        base,
        token,
        ID.value(),
        "" + expected,
        "user",
        Expiry.text(LATER),
        Expiry.millis(LATER),
        SessionFormat.encode(CONTENT));
  }

  @Test
  void aRepeatOfTheNewestWriteAnswersItsVersion() {
    create();
    long first = version(store, ID);
    String token = Scripts.token();
    long second = send(token, first);

    assertThat(send(token, first)).isEqualTo(second);
    store.touch(ID, second, LATER.plusSeconds(1));
    assertThat(send(token, first)).as("after a touch").isEqualTo(second);

    assertThat(version(store, ID)).isEqualTo(second);
  }

  @Test
  void aRepeatOfAWriteThatOthersWroteAfterAnswersAVersionThatIsPast() {
    create();
    long first = version(store, ID);
    String token = Scripts.token();
    send(token, first);
    long newest = replace();

    long answered = send(token, first);

    assertThat(answered).isGreaterThan(first).isLessThan(newest);
    assertThat(store.replace(ID, answered, CONTENT, LATER)).isEmpty();
    assertThat(version(store, ID)).isEqualTo(newest);
  }

  @Test
  void aTouchThatIsSentAgainAfterAReplacementChangesNothing() {
    create();
    long first = version(store, ID);
    String[] touch = {
      base,
      Scripts.token(),
      ID.value(),
      "" + first,
      Expiry.text(LATER.plusSeconds(9)),
      Expiry.millis(LATER.plusSeconds(9))
    };
    String[] keys = {base};
    assertThat(redis.<Long>eval(Script.TOUCH.source(), ScriptOutputType.INTEGER, keys, touch))
        .isEqualTo(1);
    replace();

    assertThat(redis.<Long>eval(Script.TOUCH.source(), ScriptOutputType.INTEGER, keys, touch))
        .isEqualTo(1);

    assertThat(store.find(ID).orElseThrow().expiresAt()).isEqualTo(LATER);
  }
}
