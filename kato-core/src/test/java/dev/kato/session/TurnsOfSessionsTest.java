package dev.kato.session;

import static dev.kato.session.Instances.ALICE;
import static dev.kato.session.Instances.BOB;
import static dev.kato.session.Instances.X;
import static dev.kato.session.Instances.begin;
import static dev.kato.session.Instances.of;
import static dev.kato.session.Instances.seen;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kato.model.LimitReachedException;
import dev.kato.model.SessionId;
import dev.kato.model.SessionNotFoundException;
import dev.kato.model.SessionState;
import dev.kato.model.StorageUnavailableException;
import dev.kato.session.Instances.Instance;
import dev.kato.session.Steps.Stop;
import dev.kato.spi.KatoListener;
import dev.kato.spi.StoredSession;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What several instances do to one session at the same time, call by call. */
class TurnsOfSessionsTest {

  private final Instances stores = new Instances();
  private final Instance one = stores.instance();
  private final Instance other = stores.instance();

  @Nested
  class ASessionDeletedAndOpenedAnew {

    @ParameterizedTest
    @ValueSource(strings = {"replaceAndUnlock", "replace"})
    void isNotOverwrittenByAChangeThatHadReadTheOldOne(String write) throws Exception {
      one.writer.findOrOpen(X, of(ALICE));
      one.operations.observe(X, seen("a", "b"));
      Stop stop = one.steps.before(write);
      CompletableFuture<?> late =
          begin(
              () ->
                  write.equals("replace")
                      ? one.operations.learn(X, null)
                      : one.operations.observe(X, seen("secret")));
      stop.await();
      stores.sessions.endLeases();
      other.writer.delete(X);
      other.writer.findOrOpen(X, of(BOB));

      stop.go();

      assertThatThrownBy(late::get)
          .isInstanceOf(ExecutionException.class)
          .hasCauseInstanceOf(SessionNotFoundException.class);
      assertThat(stores.state().user()).isEqualTo(BOB);
      assertThat(stores.state().memory().events()).isEmpty();
      assertThat(stores.patterns.count(BOB)).isZero();
    }

    @Test
    void isNotGivenTheMemoryOfTheOldOneOfTheSameUser() throws Exception {
      one.writer.findOrOpen(X, of(ALICE));
      one.operations.observe(X, seen("old"));
      Stop stop = one.steps.before("replaceAndUnlock");
      CompletableFuture<?> late = begin(() -> one.operations.observe(X, seen("late")));
      stop.await();
      stores.sessions.endLeases();
      other.writer.delete(X);
      stores.now = stores.now.plusMillis(1);
      other.writer.findOrOpen(X, of(ALICE));
      other.operations.observe(X, seen("new"));

      stop.go();

      assertThatThrownBy(late::get).hasCauseInstanceOf(SessionNotFoundException.class);
      assertThat(stores.state().memory().events()).hasToString("[[new]]");
    }

    @Test
    void isNotDeletedByWhoMeantTheOldOne() throws Exception {
      one.writer.findOrOpen(X, of(ALICE));
      Stop stop = one.steps.before("delete");
      CompletableFuture<?> late =
          begin(
              () -> {
                one.writer.delete(X);
                return true;
              });
      stop.await();
      stores.sessions.endLeases();
      other.writer.delete(X);
      other.writer.findOrOpen(X, of(BOB));

      stop.go();

      assertThatThrownBy(late::get).hasCauseInstanceOf(SessionNotFoundException.class);
      assertThat(stores.state().user()).isEqualTo(BOB);
    }

    @Test
    void isNotKeptAliveByAUseOfTheOldOne() throws Exception {
      one.writer.findOrOpen(X, of(ALICE));
      stores.now = stores.now.plusSeconds(60);
      Stop stop = one.steps.before("touch");
      CompletableFuture<StoredSession> late = begin(() -> one.writer.use(X));
      stop.await();
      other.writer.delete(X);
      other.writer.findOrOpen(X, of(BOB));
      other.writer.extend(X, Duration.ofSeconds(5));
      Instant end = stores.sessions.find(X).orElseThrow().expiresAt();

      stop.go();

      assertThatThrownBy(late::get).hasCauseInstanceOf(SessionNotFoundException.class);
      assertThat(stores.sessions.find(X).orElseThrow().expiresAt()).isEqualTo(end);
    }

    @Test
    void isNeverTheOldOneHoweverThreadsMeet() throws Exception {
      for (int round = 0; round < 2_000; round++) {
        SessionId id = new SessionId("s" + round);
        one.writer.findOrOpen(id, of(ALICE));
        CompletableFuture<?> observing = begin(() -> one.operations.observe(id, seen("a")));
        CompletableFuture<?> reopening =
            begin(
                () -> {
                  other.writer.delete(id);
                  other.writer.findOrOpen(id, of(BOB));
                  return true;
                });
        reopening.get();
        observing.exceptionally(failure -> null).get();

        SessionState after = stores.sessions.find(id).orElseThrow().content().state();
        assertThat(after.user()).isEqualTo(BOB);
      }
    }
  }

  @Nested
  class AnExpiredSession {

    @Test
    void givesItsPlaceToAnotherUsersAndItsIdToTheirIndex() {
      one.writer.findOrOpen(X, of(ALICE));
      stores.now = stores.now.plus(Duration.ofHours(2));

      one.writer.findOrOpen(X, of(BOB));

      assertThat(stores.state().user()).isEqualTo(BOB);
      assertThat(stores.sessions.sessionsOf(ALICE)).isEmpty();
      assertThat(stores.sessions.sessionsOf(BOB)).containsExactly(X);
    }

    @Test
    void givesNoPlaceBeyondTheLimit() {
      Instance limited = stores.instance(1, KatoListener.NONE);
      limited.writer.findOrOpen(X, of(ALICE));
      stores.now = stores.now.plus(Duration.ofHours(2));
      limited.writer.open(of(BOB));

      assertThatThrownBy(() -> limited.writer.findOrOpen(X, of(ALICE)))
          .isInstanceOf(LimitReachedException.class);

      assertThat(stores.sessions.count(stores.now)).isEqualTo(1);
    }

    @Test
    void isOpenedOnceByTwoWhoFindItAndExpiresOnce() throws Exception {
      List<String> heard = new ArrayList<>();
      KatoListener listener =
          new KatoListener() {
            @Override
            public void sessionCreated(SessionId session, dev.kato.model.UserId user, Instant at) {
              heard.add("created");
            }

            @Override
            public void sessionExpired(SessionId session, Instant at) {
              heard.add("expired");
            }
          };
      Instance slow = stores.instance(Long.MAX_VALUE, listener);
      Instance quick = stores.instance(Long.MAX_VALUE, listener);
      one.writer.findOrOpen(X, of(ALICE));
      stores.now = stores.now.plus(Duration.ofHours(2));
      Stop stop = slow.steps.before("delete");
      CompletableFuture<?> late =
          begin(
              () -> {
                slow.writer.findOrOpen(X, of(ALICE));
                return true;
              });
      stop.await();
      stores.sessions.endLeases();
      quick.writer.findOrOpen(X, of(BOB));

      stop.go();
      late.get();

      assertThat(stores.state().user()).isEqualTo(BOB);
      assertThat(heard).containsExactly("expired", "created");
    }
  }

  @Nested
  class AnExtension {

    private final Duration day = Duration.ofDays(1);

    @Test
    void isNotUndoneByAUseThatHadReadTheSessionBefore() throws Exception {
      one.writer.findOrOpen(X, of(ALICE));
      stores.now = stores.now.plusSeconds(60);
      Stop stop = one.steps.before("touch");
      CompletableFuture<StoredSession> use = begin(() -> one.writer.use(X));
      stop.await();
      other.writer.extend(X, day);

      stop.go();

      assertThat(use.get().expiresAt()).isEqualTo(stores.now.plus(day));
      assertThat(stores.sessions.find(X).orElseThrow().expiresAt()).isEqualTo(stores.now.plus(day));
    }

    @Test
    void isNotUndoneByAnObservation() throws Exception {
      one.writer.findOrOpen(X, of(ALICE));
      Stop stop = one.steps.before("replaceAndUnlock");
      CompletableFuture<?> observing = begin(() -> one.operations.observe(X, seen("a")));
      stop.await();
      stores.sessions.endLeases();
      other.writer.extend(X, day);

      stop.go();
      observing.get();

      StoredSession after = stores.sessions.find(X).orElseThrow();
      assertThat(after.content().state().ttl()).isEqualTo(day);
      assertThat(after.content().state().memory().events()).hasToString("[[a]]");
      assertThat(after.expiresAt()).isEqualTo(stores.now.plus(day));
    }

    @Test
    void isOneWriteSoThatNothingOfItCanBeMissing() {
      one.writer.findOrOpen(X, of(ALICE));
      Stop stop = one.steps.after("replaceAndUnlock");
      stop.fail(new StorageUnavailableException("test", "killed", null));

      assertThatThrownBy(() -> one.writer.extend(X, day))
          .isInstanceOf(StorageUnavailableException.class);

      StoredSession after = stores.sessions.find(X).orElseThrow();
      assertThat(after.content().state().ttl()).isEqualTo(day);
      assertThat(after.expiresAt()).isEqualTo(stores.now.plus(day));
    }

    @Test
    void mayShortenWhatIsLeft() {
      one.writer.findOrOpen(X, of(ALICE));

      one.writer.extend(X, Duration.ofSeconds(5));

      assertThat(stores.sessions.find(X).orElseThrow().expiresAt())
          .isEqualTo(stores.now.plusSeconds(5));
    }
  }

  @Test
  void theSessionsOfAUserGoAndNobodyElses() {
    one.writer.findOrOpen(X, of(ALICE));
    SessionState second = one.writer.open(of(ALICE));
    SessionState bobs = one.writer.open(of(BOB));

    one.writer.deleteAll(ALICE);

    assertThat(stores.sessions.find(X)).isEmpty();
    assertThat(stores.sessions.find(second.id())).isEmpty();
    assertThat(stores.sessions.find(bobs.id())).isPresent();
  }

  @Test
  void anErrorGivesTheTurnBack() {
    one.writer.findOrOpen(X, of(ALICE));
    Stop stop = one.steps.before("replaceAndUnlock");
    stop.fail(new IllegalStateException("a defect"));

    assertThatThrownBy(() -> one.operations.observe(X, seen("a")))
        .isInstanceOf(IllegalStateException.class);

    assertThat(stores.sessions.isLocked(X)).isFalse();
    assertThat(other.operations.observe(X, seen("b")).stmLength()).isEqualTo(1);
  }
}
