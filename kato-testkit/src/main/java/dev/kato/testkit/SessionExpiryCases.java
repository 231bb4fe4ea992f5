package dev.kato.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.kato.model.SessionId;
import dev.kato.spi.SessionContent;
import dev.kato.spi.SessionStore;
import dev.kato.spi.StoredSession;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Expiry by the caller's time, the exact count and the limit. */
abstract class SessionExpiryCases extends SessionVersionCases {

  private void createExpiringAt(String id, Instant expiresAt) {
    assertThat(store().create(Sessions.plain(id, "u"), expiresAt, NOW, NO_LIMIT)).isTrue();
  }

  @Test
  void oneUserHasNoMoreSessionsThanHeMay() {
    Instant expired = NOW.minusMillis(1);
    assertThat(store().create(Sessions.plain("s", "u"), LATER, NOW, 10, 2)).isTrue();
    assertThat(store().create(Sessions.plain("t", "u"), expired, NOW, 10, 2)).isTrue();

    assertThat(store().create(Sessions.plain("v", "u"), LATER, NOW, 10, 2)).isFalse();

    assertThat(store().find(new SessionId("v"))).isEmpty();
    assertThat(store().sessionsOf(user("u"))).hasSize(2);
    assertThat(store().create(Sessions.plain("w", "another"), LATER, NOW, 10, 2)).isTrue();
    assertThat(store().create(Sessions.plain("v", "u"), LATER, NOW, 10, 3)).isTrue();
    delete(ID);
    assertThat(store().removeExpired(NOW, 10)).hasSize(1);
    assertThat(store().create(Sessions.plain("x", "u"), LATER, NOW, 10, 2)).isTrue();
  }

  @Test
  void ofManyOpeningsAtTheSameTimeOnlyAsManySucceedAsTheUserMayHave() {
    List<Boolean> created =
        race(thread -> store().create(Sessions.plain("s" + thread, "u"), LATER, NOW, THREADS, 3));

    assertThat(created.stream().filter(done -> done)).hasSize(3);
    assertThat(store().sessionsOf(user("u"))).hasSize(3);
  }

  @Test
  void touchSetsALaterExpiryAndLeavesTheVersion() {
    create(Sessions.odd("s", "u"));
    StoredSession before = stored(ID);

    assertThat(store().touch(ID, before.version(), LATER.plusMillis(7))).isTrue();

    assertThat(stored(ID))
        .isEqualTo(new StoredSession(before.version(), LATER.plusMillis(7), before.content()));
    assertThat(store().count(LATER)).isEqualTo(1);
  }

  @Test
  void touchNeverTakesLifeAway() {
    create(Sessions.odd("s", "u"));
    StoredSession before = stored(ID);

    for (Instant sooner : List.of(NOW, LATER.minusNanos(1), LATER)) {
      assertThat(store().touch(ID, before.version(), sooner)).isTrue();
      assertThat(stored(ID)).isEqualTo(before);
    }

    assertThat(store().count(LATER.minusMillis(1))).isEqualTo(1);
  }

  @Test
  void touchesNoOtherVersion() {
    create(Sessions.plain("s", "u"));
    long first = version(ID);
    long second = replace(ID, stored(ID).content(), LATER);
    StoredSession before = stored(ID);

    for (long other : List.of(first, second - 1, second + 1, 0L, -1L, Long.MAX_VALUE)) {
      assertThat(store().touch(ID, other, LATER.plusMillis(1))).as("version %s", other).isFalse();
    }

    assertThat(stored(ID)).isEqualTo(before);
  }

  @Test
  void whoTouchesAtTheSameTimeAsAReplacementDoesNotChangeItsExpiry() {
    create(Sessions.plain("s", "u"));
    long version = version(ID);
    SessionContent next = SessionContent.of(Sessions.odd("s", "u"));
    Instant sooner = LATER.minusSeconds(60);

    List<Boolean> replaced =
        race(
            thread -> {
              if (thread % 2 == 0) {
                return store().replace(ID, version, next, sooner).isPresent();
              }
              store().touch(ID, version, LATER.plusSeconds(thread));
              return false;
            });

    assertThat(replaced).containsOnlyOnce(true);
    assertThat(stored(ID)).isEqualTo(new StoredSession(version(ID), sooner, next));
    assertThat(store().count(NOW)).isEqualTo(1);
    assertThat(store().count(sooner)).isZero();
  }

  @Test
  void ofManyTouchesTheLatestExpiryStays() {
    create(Sessions.plain("s", "u"));
    long version = version(ID);

    assertThat(race(thread -> store().touch(ID, version, LATER.plusSeconds(thread))))
        .containsOnly(true);

    assertThat(stored(ID).expiresAt()).isEqualTo(LATER.plusSeconds(THREADS - 1));
    assertThat(store().count(NOW)).isEqualTo(1);
  }

  @Test
  void touchSaysWhenTheSessionIsGone() {
    assertThat(store().touch(ID, 1, LATER)).isFalse();
    create(Sessions.plain("s", "u"));
    long version = version(ID);
    delete(ID);

    assertThat(store().touch(ID, version, LATER)).isFalse();

    assertThat(store().find(ID)).isEmpty();
    assertThat(store().count(NOW)).isZero();
  }

  @Test
  void anExpiredSessionIsThereUntilItIsRemoved() {
    createExpiringAt("s", NOW.minusMillis(1));

    assertThat(store().find(ID)).isPresent();
    assertThat(store().sessionsOf(user("u"))).containsExactly(ID);
    replace(ID, stored(ID).content(), LATER);
    assertThat(store().count(NOW)).as("alive again").isEqualTo(1);
  }

  @Test
  void anExpiredSessionThatBecomesAnotherUsersIsRemovedFromThatUser() {
    createExpiringAt("s", NOW);
    replace(ID, SessionContent.of(Sessions.plain("s", "v")), LATER);

    assertThat(store().sessionsOf(user("u"))).isEmpty();
    assertThat(store().sessionsOf(user("v"))).containsExactly(ID);
    assertThat(store().count(NOW)).isEqualTo(1);
    assertThat(store().removeExpired(NOW, 10)).isEmpty();

    assertThat(store().removeExpired(LATER, 10)).containsExactly(ID);
    assertThat(store().sessionsOf(user("u"))).isEmpty();
    assertThat(store().sessionsOf(user("v"))).isEmpty();
  }

  @Test
  void countsThoseThatExpireAfterNow() {
    createExpiringAt("a", NOW.minusMillis(1));
    createExpiringAt("b", NOW);
    createExpiringAt("c", NOW.plusMillis(1));
    createExpiringAt("d", LATER);

    assertThat(store().count(NOW.minusMillis(2))).isEqualTo(4);
    assertThat(store().count(NOW.minusMillis(1))).isEqualTo(3);
    assertThat(store().count(NOW)).isEqualTo(2);
    assertThat(store().count(NOW.plusMillis(1))).isEqualTo(1);
    assertThat(store().count(LATER)).isZero();
  }

  @Test
  void theCountFollowsEveryChange() {
    createExpiringAt("s", LATER);
    createExpiringAt("t", LATER);
    replace(ID, stored(ID).content(), NOW);
    assertThat(store().count(NOW)).isEqualTo(1);
    store().touch(ID, version(ID), LATER);
    assertThat(store().count(NOW)).isEqualTo(2);
    delete(ID);
    assertThat(store().count(NOW)).isEqualTo(1);
    store().removeExpired(LATER, 10);
    assertThat(store().count(NOW)).isZero();
  }

  @Test
  void refusesOneMoreThanTheLimit() {
    SessionStore store = store();
    assertThat(store.create(Sessions.plain("a", "u"), LATER, NOW, 2)).isTrue();
    assertThat(store.create(Sessions.plain("b", "v"), LATER, NOW, 2)).isTrue();

    assertThat(store.create(Sessions.plain("c", "u"), LATER, NOW, 2)).isFalse();

    assertThat(store.find(new SessionId("c"))).isEmpty();
    assertThat(store.count(NOW)).isEqualTo(2);
    assertThat(store.sessionsOf(user("u"))).hasSize(1);
  }

  @Test
  void expiredSessionsDoNotCountAgainstTheLimit() {
    createExpiringAt("a", NOW);
    createExpiringAt("b", NOW.plusMillis(1));

    assertThat(store().create(Sessions.plain("c", "u"), LATER, NOW, 2)).isTrue();
    assertThat(store().create(Sessions.plain("d", "u"), LATER, NOW, 2)).isFalse();
    assertThat(store().create(Sessions.plain("d", "u"), LATER, NOW.plusMillis(1), 2)).isTrue();
  }

  @Test
  void manyThatRaceForTheLimitDoNotPassIt() {
    List<Boolean> created =
        race(thread -> store().create(Sessions.plain("s" + thread, "u"), LATER, NOW, 5));

    assertThat(created).filteredOn(success -> success).hasSize(5);
    assertThat(store().count(NOW)).isEqualTo(5);
  }

  @Test
  void removesThoseWhoseExpiryIsNotAfterNow() {
    createExpiringAt("a", NOW.minusMillis(1));
    createExpiringAt("b", NOW);
    createExpiringAt("c", NOW.plusMillis(1));

    List<SessionId> removed = store().removeExpired(NOW, 10);

    assertThat(removed).extracting(SessionId::value).containsExactlyInAnyOrder("a", "b");
    assertThat(store().find(new SessionId("a"))).isEmpty();
    assertThat(store().sessionsOf(user("u"))).extracting(SessionId::value).containsExactly("c");
    assertThat(store().removeExpired(NOW, 10)).isEmpty();
  }

  @Test
  void removesNoMoreThanTheLimit() {
    IntStream.range(0, 5).forEach(i -> createExpiringAt("s" + i, NOW));

    assertThat(store().removeExpired(NOW, 2)).hasSize(2);
    assertThat(store().count(NOW.minusMillis(1))).isEqualTo(3);
    assertThatIllegalArgumentException().isThrownBy(() -> store().removeExpired(NOW, 0));
  }

  @Test
  void aSessionThatWasTouchedInTimeIsNotRemoved() {
    createExpiringAt("s", NOW);
    store().touch(ID, version(ID), LATER);

    assertThat(store().removeExpired(NOW, 10)).isEmpty();
    assertThat(store().find(ID)).isPresent();
  }

  @Test
  void removesIdsOfEveryKind() {
    TRAPS.forEach(trap -> createExpiringAt(trap, NOW));

    assertThat(store().removeExpired(NOW, TRAPS.size()))
        .extracting(SessionId::value)
        .containsExactlyInAnyOrderElementsOf(TRAPS);
    assertThat(store().sessionsOf(user("u"))).isEmpty();
  }

  @Test
  void ofManyThatRemoveOneGetsEachId() {
    int sessions = 100;
    IntStream.range(0, sessions).forEach(i -> createExpiringAt("s" + i, NOW));

    List<SessionId> removed =
        race(
                thread ->
                    IntStream.range(0, sessions)
                        .mapToObj(unused -> store().removeExpired(NOW, 3))
                        .takeWhile(ids -> !ids.isEmpty())
                        .flatMap(List::stream)
                        .toList())
            .stream()
            .flatMap(List::stream)
            .toList();

    assertThat(removed).hasSize(sessions).doesNotHaveDuplicates();
  }
}
