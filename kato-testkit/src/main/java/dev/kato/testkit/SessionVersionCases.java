package dev.kato.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kato.model.SessionState;
import dev.kato.spi.SessionContent;
import dev.kato.spi.SessionLock;
import dev.kato.spi.StoredSession;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A write reaches the version it expects, and none is used twice under one id, whoever had it. */
abstract class SessionVersionCases extends SessionValueCases {

  private static final int WRITES = 5;

  @Test
  void replacesNoOtherVersion() {
    create(Sessions.plain("s", "u"));
    long first = version(ID);
    long second = replace(ID, stored(ID).content(), LATER);
    StoredSession before = stored(ID);
    SessionContent next = SessionContent.of(Sessions.odd("s", "u"));

    for (long other : List.of(first, second - 1, second + 1, 0L, -1L, Long.MAX_VALUE)) {
      assertThat(store().replace(ID, other, next, NOW)).as("version %s", other).isEmpty();
    }

    assertThat(stored(ID)).isEqualTo(before);
  }

  @Test
  void deletesNoOtherVersion() {
    create(Sessions.plain("s", "u"));
    long first = version(ID);
    long second = replace(ID, stored(ID).content(), LATER);
    StoredSession before = stored(ID);

    for (long other : List.of(first, second - 1, second + 1, 0L, -1L, Long.MAX_VALUE)) {
      assertThat(store().delete(ID, other)).as("version %s", other).isFalse();
    }

    assertThat(stored(ID)).isEqualTo(before);
    assertThat(store().sessionsOf(user("u"))).containsExactly(ID);
    assertThat(store().count(NOW)).isEqualTo(1);
  }

  @Test
  void oneOfManyWinsEachVersion() {
    create(Sessions.plain("s", "u"));
    long first = version(ID);
    int each = 10;

    List<Long> won = race(thread -> winVersions(each)).stream().flatMap(List::stream).toList();

    assertThat(won)
        .hasSize(THREADS * each)
        .doesNotHaveDuplicates()
        .allMatch(version -> version > first);
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
                OptionalLong won = store().replace(ID, found.version(), next, LATER);
                if (won.isPresent()) {
                  return won.getAsLong();
                }
              }
            })
        .toList();
  }

  /** Writes a session a few times, from its creation on, and returns the versions it has had. */
  private List<Long> live(SessionState state, Instant expiresAt) {
    assertThat(store().create(state, expiresAt, NOW, NO_LIMIT)).isTrue();
    List<Long> versions = new ArrayList<>(List.of(version(ID)));
    for (int time = 1; time <= WRITES; time++) {
      versions.add(replace(ID, SessionContent.of(Sessions.atTime(state, time)), expiresAt));
    }
    return versions;
  }

  /** Nothing that was meant for the session that had the id before reaches this one. */
  private void assertNotReached(StoredSession now, List<Long> before) {
    assertThat(before).allMatch(version -> version < now.version());
    SessionContent late = SessionContent.of(Sessions.odd("s", "u"));
    SessionLock lock = store().lock(ID, Duration.ofMinutes(1), Duration.ZERO).orElseThrow();
    for (long version : before) {
      assertThat(store().replace(ID, version, late, LATER)).as("replace %s", version).isEmpty();
      assertThat(store().replaceAndUnlock(lock, ID, version, late, LATER)).isFalse();
      assertThat(store().touch(ID, version, LATER.plusSeconds(1))).isFalse();
      assertThat(store().delete(ID, version)).isFalse();
    }
    assertThat(lock.extend()).as("the lock is held").isTrue();
    lock.close();
    assertThat(stored(ID)).isEqualTo(now);
    assertThat(store().count(NOW)).isEqualTo(1);
  }

  @Test
  void aSessionUnderTheIdOfADeletedOneIsNotReachedByWhatWasMeantForThat() {
    List<Long> before = live(Sessions.plain("s", "u"), LATER);
    delete(ID);
    create(Sessions.plain("s", "u"));

    assertNotReached(stored(ID), before);
  }

  @Test
  void norIsThatOfAnotherUser() {
    List<Long> before = live(Sessions.plain("s", "u"), LATER);
    delete(ID);
    create(Sessions.plain("s", "v"));

    assertNotReached(stored(ID), before);
    assertThat(store().sessionsOf(user("u"))).isEmpty();
    assertThat(store().sessionsOf(user("v"))).containsExactly(ID);
  }

  @Test
  void norIsOneUnderTheIdOfAnExpiredOneThatWasRemoved() {
    List<Long> before = live(Sessions.plain("s", "u"), NOW);
    assertThat(store().removeExpired(NOW, 10)).containsExactly(ID);
    create(Sessions.plain("s", "v"));

    assertNotReached(stored(ID), before);
  }

  @Test
  void norIsOneThatManyHadBefore() {
    List<Long> before = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      before.addAll(live(Sessions.plain("s", "u"), LATER));
      delete(ID);
    }
    create(Sessions.plain("s", "u"));

    assertThat(before).doesNotHaveDuplicates().isSorted();
    assertNotReached(stored(ID), before);
  }

  @Test
  void norIsOneThatAnotherInstanceHasCreated() {
    List<Long> before = live(Sessions.plain("s", "u"), LATER);
    delete(ID);
    another().create(Sessions.plain("s", "u"), LATER, NOW, NO_LIMIT);

    assertNotReached(stored(ID), before);
  }

  @Test
  void ofAReplacementAndADeletionOfOneVersionOnlyOneHappens() {
    create(Sessions.plain("s", "u"));
    long version = version(ID);
    SessionContent next = SessionContent.of(Sessions.odd("s", "u"));

    List<Boolean> done =
        race(
            thread ->
                thread % 2 == 0
                    ? store().replace(ID, version, next, LATER).isPresent()
                    : store().delete(ID, version));

    assertThat(done).containsOnlyOnce(true);
    boolean replaced = done.indexOf(true) % 2 == 0;
    assertThat(store().find(ID).map(StoredSession::content))
        .isEqualTo(replaced ? Optional.of(next) : Optional.empty());
    assertThat(store().count(NOW)).isEqualTo(replaced ? 1 : 0);
  }

  @Test
  void whileManyCreateReplaceAndDeleteNoVersionIsUsedTwice() {
    List<Long> versions =
        race(thread -> createReplaceAndDelete("u" + thread)).stream()
            .flatMap(List::stream)
            .toList();

    assertThat(versions).isNotEmpty().doesNotHaveDuplicates();
  }

  private List<Long> createReplaceAndDelete(String user) {
    SessionState state = Sessions.plain("s", user);
    List<Long> written = new ArrayList<>();
    IntStream.range(0, 20)
        .forEach(
            round -> {
              create(state);
              store()
                  .find(ID)
                  .map(found -> store().replace(ID, found.version(), found.content(), LATER))
                  .ifPresent(version -> version.ifPresent(written::add));
              store().find(ID).ifPresent(found -> store().delete(ID, found.version()));
            });
    return written;
  }
}
