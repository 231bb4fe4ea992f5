package dev.kato.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kato.model.SessionId;
import dev.kato.model.SessionState;
import dev.kato.model.UserId;
import dev.kato.spi.SessionContent;
import dev.kato.spi.SessionStore;
import dev.kato.spi.StoredSession;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** One value with a version. */
abstract class SessionValueCases extends StoreContract<SessionStore> {

  static final SessionId ID = new SessionId("s");
  static final long NO_LIMIT = Long.MAX_VALUE;

  /** Real time, so that a store that drops sessions by its own clock keeps these. */
  static final Instant NOW = Instant.now().truncatedTo(ChronoUnit.MILLIS);

  static final Instant LATER = NOW.plus(1, ChronoUnit.HOURS);

  final boolean create(SessionState state) {
    return store().create(state, LATER, NOW, NO_LIMIT);
  }

  final StoredSession stored(SessionId id) {
    return store().find(id).orElseThrow();
  }

  final long version(SessionId id) {
    return stored(id).version();
  }

  /** Replaces the session, which nobody else does at this time, and returns its new version. */
  final long replace(SessionId id, SessionContent content, Instant expiresAt) {
    return store().replace(id, version(id), content, expiresAt).orElseThrow();
  }

  /** Deletes the session, which nobody else does at this time. */
  final void delete(SessionId id) {
    assertThat(store().delete(id, version(id))).isTrue();
  }

  static UserId user(String name) {
    return new UserId(name);
  }

  @Test
  void findsNothingThatWasNeverCreated() {
    assertThat(store().find(ID)).isEmpty();
  }

  @Test
  void aNewSessionHasAVersionAndTheExpiryGiven() {
    SessionState state = Sessions.plain("s", "u");

    assertThat(create(state)).isTrue();

    assertThat(version(ID)).isPositive();
    assertThat(stored(ID))
        .isEqualTo(new StoredSession(version(ID), LATER, SessionContent.of(state)));
  }

  @Test
  void keepsEveryFieldOfANewSession() {
    SessionState state = Sessions.odd("s", "u");

    create(state);

    assertSame(stored(ID).content(), SessionContent.of(state));
  }

  @Test
  void keepsEveryFieldOfAPreparedOperation() {
    SessionContent content = Sessions.withPrepared(Sessions.odd("s", "u"));
    create(Sessions.plain("s", "u"));

    replace(ID, content, LATER);

    assertSame(stored(ID).content(), content);
  }

  private static void assertSame(SessionContent found, SessionContent expected) {
    assertThat(found).isEqualTo(expected);
    assertThat(found).as("order of keys, too").hasToString(expected.toString());
  }

  @Test
  void refusesAnIdThatIsTaken() {
    SessionState first = Sessions.plain("s", "u");
    create(first);

    assertThat(create(Sessions.odd("s", "other"))).isFalse();

    assertThat(stored(ID).content().state()).isEqualTo(first);
    assertThat(store().sessionsOf(user("other"))).isEmpty();
    assertThat(store().count(NOW)).isEqualTo(1);
  }

  @Test
  void refusesAnIdThatAnExpiredSessionHas() {
    store().create(Sessions.plain("s", "u"), NOW, NOW, NO_LIMIT);

    assertThat(create(Sessions.odd("s", "u"))).isFalse();
  }

  @Test
  void replacesTheExpectedVersionByALargerOne() {
    create(Sessions.plain("s", "u"));
    long first = version(ID);
    SessionContent next = SessionContent.of(Sessions.odd("s", "u"));

    long second = store().replace(ID, first, next, LATER.plusMillis(1)).orElseThrow();

    assertThat(second).isGreaterThan(first);
    assertThat(stored(ID)).isEqualTo(new StoredSession(second, LATER.plusMillis(1), next));
  }

  @Test
  void replacesNothingThatIsGone() {
    create(Sessions.plain("s", "u"));
    StoredSession before = stored(ID);
    delete(ID);

    assertThat(store().replace(ID, before.version(), before.content(), LATER)).isEmpty();

    assertThat(store().find(ID)).isEmpty();
    assertThat(store().count(NOW)).isZero();
  }

  @Test
  void aReplacementMayBelongToAnotherUser() {
    create(Sessions.plain("s", "u"));
    SessionContent next = SessionContent.of(Sessions.odd("s", "v"));

    replace(ID, next, LATER);

    assertThat(stored(ID).content()).isEqualTo(next);
    assertThat(store().sessionsOf(user("u"))).isEmpty();
    assertThat(store().sessionsOf(user("v"))).containsExactly(ID);
    assertThat(store().count(NOW)).isEqualTo(1);
  }

  @Test
  void whatBelongsToAnotherUserNowIsRemovedFromThatUser() {
    create(Sessions.plain("s", "u"));
    replace(ID, SessionContent.of(Sessions.plain("s", "v")), LATER);

    delete(ID);

    assertThat(store().sessionsOf(user("v"))).isEmpty();
    assertThat(store().count(NOW)).isZero();
  }

  @Test
  void oneOfManyCreatesAnId() {
    List<Boolean> created = race(thread -> create(Sessions.plain("s", "u" + thread)));

    assertThat(created).containsOnlyOnce(true);
    assertThat(stored(ID).content().state().user().value()).isEqualTo("u" + created.indexOf(true));
  }

  @Test
  void deletesTheExpectedVersion() {
    create(Sessions.plain("s", "u"));
    long second = replace(ID, stored(ID).content(), LATER);

    assertThat(store().delete(ID, second)).isTrue();

    assertThat(store().find(ID)).isEmpty();
    assertThat(store().sessionsOf(user("u"))).isEmpty();
    assertThat(store().count(NOW)).isZero();
    assertThat(store().delete(ID, second)).isFalse();
  }

  @Test
  void deletesNothingThatNeverWas() {
    assertThat(store().delete(ID, 1)).isFalse();
  }

  @Test
  void oneOfManyDeletes() {
    create(Sessions.plain("s", "u"));
    long version = version(ID);

    assertThat(race(thread -> store().delete(ID, version))).containsOnlyOnce(true);
  }

  @Test
  void anotherInstanceSeesEveryWriteAtOnce() {
    SessionStore other = another();
    create(Sessions.plain("s", "u"));
    long expected = version(ID);
    for (int i = 0; i < 20; i++) {
      SessionStore writer = i % 2 == 0 ? store() : other;
      SessionStore reader = i % 2 == 0 ? other : store();
      StoredSession found = reader.find(ID).orElseThrow();
      assertThat(found.version()).isEqualTo(expected);
      expected = writer.replace(ID, expected, found.content(), LATER).orElseThrow();
    }
    assertThat(other.delete(ID, expected)).isTrue();
    assertThat(store().find(ID)).isEmpty();
  }

  @Test
  void idsThatLookAlikeAreDifferentSessions() {
    for (String trap : TRAPS) {
      assertThat(create(Sessions.plain(trap, "u"))).as(trap).isTrue();
    }
    SessionId deleted = new SessionId(TRAPS.get(0));
    delete(deleted);

    assertThat(store().find(deleted)).isEmpty();
    for (String trap : TRAPS.subList(1, TRAPS.size())) {
      assertThat(stored(new SessionId(trap)).content().state().id().value()).isEqualTo(trap);
    }
    assertThat(store().count(NOW)).isEqualTo(TRAPS.size() - 1);
  }

  @Test
  void usersThatLookAlikeAreDifferentUsers() {
    for (String trap : TRAPS) {
      create(Sessions.plain("session of " + trap.hashCode() + "/" + TRAPS.indexOf(trap), trap));
    }
    for (String trap : TRAPS) {
      assertThat(store().sessionsOf(user(trap)))
          .as(trap)
          .extracting(SessionId::value)
          .containsExactly("session of " + trap.hashCode() + "/" + TRAPS.indexOf(trap));
    }
  }

  @Test
  void listsTheSessionsOfAUserInCodePointOrder() {
    List<String> ordered = List.of("\u0000", "A", "a", "a\u0000", "ab", "\uff5e", "\ud83d\ude00");
    List.of(4, 6, 0, 5, 2, 1, 3).forEach(i -> create(Sessions.plain(ordered.get(i), "u")));
    create(Sessions.plain("not mine", "v"));

    assertThat(store().sessionsOf(user("u"))).extracting(SessionId::value).isEqualTo(ordered);
  }

  @Test
  void manySessionsAtOnceDoNotDisturbEachOther() {
    Set<Long> times =
        race(
                thread -> {
                  String id = "s" + thread;
                  create(Sessions.plain(id, "u"));
                  for (int i = 0; i < 10; i++) {
                    replace(
                        new SessionId(id),
                        SessionContent.of(Sessions.atTime(Sessions.plain(id, "u"), thread)),
                        LATER);
                  }
                  return stored(new SessionId(id)).content().state().time();
                })
            .stream()
            .collect(Collectors.toSet());

    assertThat(times).hasSize(THREADS);
  }
}
