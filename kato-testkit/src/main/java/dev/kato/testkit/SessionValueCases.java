package dev.kato.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kato.model.SessionId;
import dev.kato.model.SessionState;
import dev.kato.spi.SessionContent;
import dev.kato.spi.SessionStore;
import dev.kato.spi.StoredSession;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
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

  @Test
  void findsNothingThatWasNeverCreated() {
    assertThat(store().find(ID)).isEmpty();
  }

  @Test
  void aNewSessionHasVersionOne() {
    SessionState state = Sessions.plain("s", "u");

    assertThat(create(state)).isTrue();

    assertThat(store().find(ID)).contains(new StoredSession(1, LATER, SessionContent.of(state)));
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

    store().replace(ID, 1, content, LATER);

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
    assertThat(store().sessionsOf(Sessions.odd("s", "other").user())).isEmpty();
    assertThat(store().count(NOW)).isEqualTo(1);
  }

  @Test
  void refusesAnIdThatAnExpiredSessionHas() {
    store().create(Sessions.plain("s", "u"), NOW, NOW, NO_LIMIT);

    assertThat(create(Sessions.odd("s", "u"))).isFalse();
  }

  @Test
  void replacesTheExpectedVersionByTheNext() {
    create(Sessions.plain("s", "u"));
    SessionContent next = SessionContent.of(Sessions.odd("s", "u"));

    assertThat(store().replace(ID, 1, next, LATER.plusMillis(1))).isTrue();

    assertThat(stored(ID)).isEqualTo(new StoredSession(2, LATER.plusMillis(1), next));
  }

  @Test
  void replacesNoOtherVersion() {
    create(Sessions.plain("s", "u"));
    store().replace(ID, 1, stored(ID).content(), LATER);
    StoredSession before = stored(ID);
    SessionContent next = SessionContent.of(Sessions.odd("s", "u"));

    assertThat(store().replace(ID, 1, next, NOW)).isFalse();
    assertThat(store().replace(ID, 3, next, NOW)).isFalse();
    assertThat(store().replace(ID, 0, next, NOW)).isFalse();

    assertThat(stored(ID)).isEqualTo(before);
  }

  @Test
  void replacesNothingThatIsGone() {
    create(Sessions.plain("s", "u"));
    SessionContent content = stored(ID).content();
    store().delete(ID);

    assertThat(store().replace(ID, 1, content, LATER)).isFalse();

    assertThat(store().find(ID)).isEmpty();
    assertThat(store().count(NOW)).isZero();
  }

  @Test
  void oneOfManyWinsEachVersion() {
    create(Sessions.plain("s", "u"));
    int each = 10;

    List<List<Long>> won = race(thread -> winVersions(each));

    List<Long> all = won.stream().flatMap(List::stream).sorted().toList();
    assertThat(all)
        .isEqualTo(IntStream.rangeClosed(2, 1 + THREADS * each).mapToObj(Long::valueOf).toList());
    assertThat(stored(ID).content().state().time()).isEqualTo(THREADS * each);
  }

  private List<Long> winVersions(int number) {
    return IntStream.range(0, number)
        .mapToObj(
            unused -> {
              while (true) {
                StoredSession found = stored(ID);
                SessionState state = found.content().state();
                SessionContent next = SessionContent.of(Sessions.atTime(state, state.time() + 1));
                if (store().replace(ID, found.version(), next, LATER)) {
                  return found.version() + 1;
                }
              }
            })
        .toList();
  }

  @Test
  void oneOfManyCreatesAnId() {
    List<Boolean> created = race(thread -> create(Sessions.plain("s", "u" + thread)));

    assertThat(created).containsOnlyOnce(true);
    assertThat(stored(ID).content().state().user().value()).isEqualTo("u" + created.indexOf(true));
  }

  @Test
  void deletesWhateverTheVersion() {
    create(Sessions.plain("s", "u"));
    store().replace(ID, 1, stored(ID).content(), LATER);

    assertThat(store().delete(ID)).isTrue();

    assertThat(store().find(ID)).isEmpty();
    assertThat(store().sessionsOf(Sessions.plain("s", "u").user())).isEmpty();
    assertThat(store().delete(ID)).isFalse();
  }

  @Test
  void anIdCanBeUsedAgainAfterItsSessionWasDeleted() {
    create(Sessions.odd("s", "u"));
    store().replace(ID, 1, stored(ID).content(), LATER);
    store().delete(ID);
    SessionState again = Sessions.plain("s", "v");

    assertThat(create(again)).isTrue();

    assertThat(stored(ID)).isEqualTo(new StoredSession(1, LATER, SessionContent.of(again)));
    assertThat(store().count(NOW)).isEqualTo(1);
  }

  @Test
  void oneOfManyDeletes() {
    create(Sessions.plain("s", "u"));

    assertThat(race(thread -> store().delete(ID))).containsOnlyOnce(true);
  }

  @Test
  void anotherInstanceSeesEveryWriteAtOnce() {
    SessionStore other = another();
    create(Sessions.plain("s", "u"));
    for (int version = 1; version <= 20; version++) {
      SessionStore writer = version % 2 == 0 ? store() : other;
      SessionStore reader = version % 2 == 0 ? other : store();
      StoredSession found = reader.find(ID).orElseThrow();
      assertThat(found.version()).isEqualTo(version);
      assertThat(writer.replace(ID, version, found.content(), LATER)).isTrue();
    }
    other.delete(ID);
    assertThat(store().find(ID)).isEmpty();
  }

  @Test
  void idsThatLookAlikeAreDifferentSessions() {
    for (String trap : TRAPS) {
      assertThat(create(Sessions.plain(trap, "u"))).as(trap).isTrue();
    }
    SessionId deleted = new SessionId(TRAPS.get(0));
    store().delete(deleted);

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
      assertThat(store().sessionsOf(Sessions.plain("s", trap).user()))
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

    assertThat(store().sessionsOf(Sessions.plain("s", "u").user()))
        .extracting(SessionId::value)
        .isEqualTo(ordered);
  }

  @Test
  void manySessionsAtOnceDoNotDisturbEachOther() {
    Set<Long> times =
        race(
                thread -> {
                  String id = "s" + thread;
                  create(Sessions.plain(id, "u"));
                  for (int version = 1; version <= 10; version++) {
                    SessionContent next =
                        SessionContent.of(Sessions.atTime(Sessions.plain(id, "u"), thread));
                    assertThat(store().replace(new SessionId(id), version, next, LATER)).isTrue();
                  }
                  return stored(new SessionId(id)).content().state().time();
                })
            .stream()
            .collect(Collectors.toSet());

    assertThat(times).hasSize(THREADS);
  }
}
