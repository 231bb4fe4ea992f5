package dev.kato.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kato.Kato;
import dev.kato.KatoBuilder;
import dev.kato.KatoSession;
import dev.kato.KnowledgeBase;
import dev.kato.SessionInfo;
import dev.kato.SessionOptions;
import dev.kato.SessionPresence;
import dev.kato.model.EmptyMemoryException;
import dev.kato.model.Event;
import dev.kato.model.InvalidConfigException;
import dev.kato.model.InvalidInputException;
import dev.kato.model.LimitReachedException;
import dev.kato.model.Observation;
import dev.kato.model.PatternName;
import dev.kato.model.Receipt;
import dev.kato.model.SequenceOptions;
import dev.kato.model.SessionId;
import dev.kato.model.SessionNotFoundException;
import dev.kato.model.UserId;
import dev.kato.spi.KatoListener;
import dev.kato.spi.ObservationNote;
import dev.kato.storage.inmemory.InMemoryStorage;
import dev.kato.testkit.Concurrently;
import dev.kato.testkit.FakeClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SessionLifecycleTest {

  private static final Duration TTL = Duration.ofMinutes(10);

  private final FakeClock clock = FakeClock.create();
  private Kato kato = kato(builder());

  private KatoBuilder builder() {
    return Kato.builder().storage(InMemoryStorage.create()).clock(clock).sessionTtl(TTL);
  }

  private static Kato kato(KatoBuilder builder) {
    return builder.build();
  }

  @AfterEach
  void close() {
    kato.close();
  }

  @Test
  void aSessionIsOpenedWithWhatWasAskedFor() {
    KatoSession session =
        kato.openSession(
            SessionOptions.of("alice")
                .withMetadata(Map.of("device", List.of("phone", 7)))
                .withTtl(Duration.ofSeconds(90))
                .withConfig(Map.of("recall_threshold", 0.5)));

    SessionInfo info = session.info();

    assertThat(info.state().user()).isEqualTo(new UserId("alice"));
    assertThat(info.state().createdAt()).isEqualTo(clock.instant());
    assertThat(info.state().metadata()).isEqualTo(Map.of("device", List.of("phone", 7)));
    assertThat(info.expiresAt()).isEqualTo(clock.instant().plusSeconds(90));
    assertThat(info.config().recallThreshold()).isEqualTo(0.5);
    assertThat(info.config().persistence()).isEqualTo(5);
  }

  @Test
  void aSessionWithAChosenIdIsOpenedOnceAndAgainWhenItsTimeIsOver() {
    KatoSession session = kato.findOrOpenSession("mine", SessionOptions.of("alice"));
    session.observe("a");
    session.note("n", old -> "kept");

    KatoSession found = kato.findOrOpenSession("mine", SessionOptions.of("bob"));
    assertThat(found.info().state().user()).isEqualTo(new UserId("alice"));
    assertThat(found.stm()).hasSize(1);
    assertThat(kato.sessionCount()).isEqualTo(1);

    clock.advance(TTL);
    KatoSession again = kato.findOrOpenSession("mine", SessionOptions.of("alice"));
    assertThat(again.stm()).isEmpty();
    assertThat(again.info().state().notes()).isEmpty();
    assertThat(again.info().state().createdAt()).isEqualTo(clock.instant());
  }

  @Test
  void oneOfManyCallersOpensTheSessionWithAChosenId() {
    Concurrently.run(
        8,
        index -> kato.findOrOpenSession("mine", SessionOptions.of("alice")).observe("s" + index));

    assertThat(kato.sessionCount()).isEqualTo(1);
    assertThat(kato.session("mine").stm()).hasSize(8);
  }

  @Test
  void notesAreChangedInOneStepAndKeptWithTheSession() {
    KatoSession session = kato.openSession("alice");

    Concurrently.run(8, index -> session.note("count", old -> old == null ? 1 : (Integer) old + 1));
    session.note("gone", old -> List.of(1, "x"));
    session.note("gone", old -> null);

    assertThat(session.info().state().notes()).isEqualTo(Map.of("count", 8));
  }

  @Test
  void aNoteOnAnObservationIsWrittenWithItOrNotAtAll() {
    KatoSession session = kato.openSession("alice");
    Observation named = Observation.of("a").withUniqueId("1");
    ObservationNote note =
        (before, observed, stm, config) ->
            (before == null ? "" : before + " ") + observed.uniqueId() + stm + observed.time();
    ObservationNote broken =
        (before, observed, stm, config) -> {
          throw new IllegalStateException("no note");
        };

    session.observe(named, "n", note);
    session.observe(named, "n", note);
    assertThatThrownBy(() -> session.observe(Observation.of("b"), "n", broken))
        .isInstanceOf(IllegalStateException.class);

    assertThat(session.info().state().notes()).isEqualTo(Map.of("n", "1[[a]]1"));
    assertThat(session.stm()).containsExactly(Event.of("a"));
  }

  @Test
  void aNoteOnAnObservationThatLearnsSeesWhatIsLearned() {
    KatoSession session =
        kato.openSession(SessionOptions.of("alice").withConfig(Map.of("max_pattern_length", 2)));
    session.observe("a");

    session.observe(Observation.of("b"), "n", (before, observed, stm, config) -> stm.toString());

    assertThat(session.info().state().notes()).isEqualTo(Map.of("n", "[[a], [b]]"));
    assertThat(session.stm()).isEmpty();
  }

  @Test
  void configurationAndNoteAreChangedTogether() {
    KatoSession session = kato.openSession("alice");

    session.configure(Map.of("persistence", 7), "n", before -> "kept");
    assertThatThrownBy(() -> session.configure(Map.of("persistence", 0), "n", before -> "not kept"))
        .isInstanceOf(InvalidConfigException.class);

    assertThat(session.info().config().persistence()).isEqualTo(7);
    assertThat(session.info().state().notes()).isEqualTo(Map.of("n", "kept"));
  }

  @Test
  void receiptsOfLongSequencesDoNotAddUpWithoutBound() {
    KatoSession session = kato.openSession("alice");
    List<Observation> many = Collections.nCopies(4000, Observation.of());
    for (int i = 0; i < 5; i++) {
      session.observeAll(many, new SequenceOptions(false, false, false, false, "s" + i));
    }

    assertThat(session.info().state().receipts())
        .extracting(Receipt::uniqueId)
        .containsExactly("s2", "s3", "s4");
  }

  @Test
  void pagesOfNothingAreRefused() {
    KnowledgeBase knowledge = kato.knowledgeBase("alice");

    assertThatThrownBy(() -> knowledge.symbols(null, 0))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> knowledge.patterns(null, 0))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void anIdThatNoSessionCanHaveIsAbsent() {
    assertThat(kato.presence("")).isEqualTo(SessionPresence.ABSENT);
    assertThat(kato.presence("x".repeat(257))).isEqualTo(SessionPresence.ABSENT);
    assertThat(kato.presence("\ud800")).isEqualTo(SessionPresence.ABSENT);
  }

  @Test
  void twoSessionsOfAUserShareWhatIsLearnedAndNothingElse() {
    KatoSession one = kato.openSession("alice");
    KatoSession two = kato.openSession("alice");
    one.observe("a");
    one.observe("b");

    assertThat(two.stm()).isEmpty();

    one.learn();
    two.observe("a", "b");
    assertThat(two.predict().predictions()).hasSize(1);
  }

  @Test
  void everyUseBeginsTheLifeTimeAnew() {
    KatoSession session = kato.openSession("alice");

    clock.advance(TTL.minusSeconds(1));
    session.stm();
    clock.advance(TTL.minusSeconds(1));
    session.observe("a");
    clock.advance(TTL.minusSeconds(1));

    assertThat(session.stm()).hasSize(1);
  }

  @Test
  void aSessionEndsWhenItsTimeIsOver() {
    KatoSession session = kato.openSession("alice");

    clock.advance(TTL);

    assertThatThrownBy(session::stm).isInstanceOf(SessionNotFoundException.class);
    assertThatThrownBy(() -> session.observe("a")).isInstanceOf(SessionNotFoundException.class);
    assertThatThrownBy(session::delete).isInstanceOf(SessionNotFoundException.class);
    assertThat(kato.sessionCount()).isZero();
  }

  @Test
  void askingWhetherItIsThereDoesNotUseIt() {
    String id = kato.openSession("alice").id().value();

    clock.advance(TTL.minusSeconds(1));
    assertThat(kato.presence(id)).isEqualTo(SessionPresence.LIVE);
    clock.advance(Duration.ofSeconds(1));

    assertThat(kato.presence(id)).isNotEqualTo(SessionPresence.LIVE);
    assertThat(kato.presence("nobody")).isEqualTo(SessionPresence.ABSENT);
  }

  @Test
  void sessionsThatDoNotSlideEndAtTheirTimeHoweverMuchTheyAreUsed() {
    kato.close();
    kato = kato(builder().slidingExpiry(false));
    KatoSession session = kato.openSession("alice");

    clock.advance(TTL.minusSeconds(1));
    session.observe("a");
    clock.advance(Duration.ofSeconds(1));

    assertThatThrownBy(session::stm).isInstanceOf(SessionNotFoundException.class);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void extendingGivesAnotherLifeTimeThatBeginsNow(boolean sliding) {
    kato.close();
    kato = kato(builder().slidingExpiry(sliding));
    KatoSession session = kato.openSession("alice");
    clock.advance(TTL.minusSeconds(1));

    session.extend(Duration.ofHours(2));

    assertThat(session.info().expiresAt()).isEqualTo(clock.instant().plus(Duration.ofHours(2)));
    assertThat(session.info().state().ttl()).isEqualTo(Duration.ofHours(2));
  }

  @ParameterizedTest
  @ValueSource(longs = {0, -1, 31_536_001, Long.MAX_VALUE / 2})
  void aLifeTimeOutOfRangeIsRefusedAndChangesNothing(long seconds) {
    KatoSession session = kato.openSession("alice");
    SessionInfo before = session.info();

    assertThatThrownBy(() -> session.extend(Duration.ofSeconds(seconds)))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("ttl_seconds");
    assertThatThrownBy(
            () -> kato.openSession(SessionOptions.of("a").withTtl(Duration.ofSeconds(seconds))))
        .isInstanceOf(InvalidInputException.class);

    assertThat(session.info()).isEqualTo(before);
    assertThat(kato.sessionCount()).isEqualTo(1);
  }

  @Test
  void theCountIsExactAndLeavesOutThoseWhoseTimeIsOver() {
    kato.openSession("a");
    kato.openSession(SessionOptions.of("b").withTtl(Duration.ofSeconds(5)));
    KatoSession deleted = kato.openSession("c");
    deleted.delete();

    assertThat(kato.sessionCount()).isEqualTo(2);
    clock.advance(Duration.ofSeconds(5));
    assertThat(kato.sessionCount()).isEqualTo(1);
  }

  @Test
  void thereAreNeverMoreLiveSessionsThanAllowed() {
    kato.close();
    kato = kato(builder().maxSessions(2));
    kato.openSession("a");
    kato.openSession("b");

    assertThatThrownBy(() -> kato.openSession("c")).isInstanceOf(LimitReachedException.class);

    clock.advance(TTL);
    kato.openSession("c");
  }

  @Test
  void oneUserNeverHasAllOfThem() {
    kato.close();
    kato = kato(builder().maxSessions(10).maxSessionsPerUser(2));
    kato.openSession("a").delete();
    kato.openSession("a");
    kato.findOrOpenSession("mine", SessionOptions.of("a"));

    assertThatThrownBy(() -> kato.openSession("a"))
        .isInstanceOfSatisfying(
            LimitReachedException.class,
            e -> assertThat(e.what()).isEqualTo("sessions of one user"));
    assertThatThrownBy(() -> kato.findOrOpenSession("another", SessionOptions.of("a")))
        .isInstanceOf(LimitReachedException.class);

    kato.findOrOpenSession("mine", SessionOptions.of("a"));
    kato.openSession("b");
  }

  @Test
  void configurationIsMergedKeyByKeyOrRefusedAsAWhole() {
    KatoSession session = kato.openSession("alice");
    session.configure(Map.of("persistence", 7));

    assertThatThrownBy(
            () ->
                session.configure(
                    Map.of("recall_threshold", 0.9, "persistence", 0, "nonsense", "x")))
        .isInstanceOfSatisfying(
            InvalidConfigException.class,
            e ->
                assertThat(e.problems())
                    .extracting(InvalidConfigException.Problem::key)
                    .containsExactly("nonsense", "persistence"));

    assertThat(session.info().config().persistence()).isEqualTo(7);
    assertThat(session.info().config().recallThreshold()).isEqualTo(0.1);
  }

  @Test
  void clearingEmptiesTheMemoryAndRestartingAlsoTheTime() {
    KatoSession session = kato.openSession("alice");
    session.observe("a");
    session.clearStm();
    assertThat(session.info().state().time()).isEqualTo(1);
    assertThat(session.info().state().percept()).isNull();
    assertThatThrownBy(session::learn).isInstanceOf(EmptyMemoryException.class);

    session.restart();

    assertThat(session.info().state().time()).isZero();
  }

  @Test
  void clearingAllForgetsWhatTheUserLearnedAndNobodyElse() {
    for (String user : List.of("alice", "bob")) {
      KatoSession session = kato.openSession(user);
      session.observe("a", "b");
      session.learn();
    }

    kato.openSession("alice").clearAll();

    assertThat(kato.knowledgeBase("alice").statistics().uniquePatterns()).isZero();
    assertThat(kato.knowledgeBase("bob").statistics().uniquePatterns()).isEqualTo(1);
  }

  @Test
  void erasingAUserRemovesSessionsToo() {
    KatoSession alice = kato.openSession("alice");
    KatoSession bob = kato.openSession("bob");
    alice.observe("a", "b");
    alice.learn();

    kato.knowledgeBase("alice").erase();

    assertThatThrownBy(alice::stm).isInstanceOf(SessionNotFoundException.class);
    assertThat(kato.knowledgeBase("alice").patterns(null, 10)).isEmpty();
    assertThat(bob.stm()).isEmpty();
  }

  @Test
  void listenersHearOfTheLifeOfSessions() {
    List<String> heard = new ArrayList<>();
    kato.close();
    kato =
        kato(
            builder()
                .sweepEvery(Duration.ofMillis(5))
                .listener(
                    new KatoListener() {
                      @Override
                      public void sessionCreated(SessionId session, UserId user, Instant at) {
                        heard.add("created " + user);
                        throw new IllegalStateException("a listener cannot break anything");
                      }

                      @Override
                      public void patternLearned(
                          UserId user, PatternName name, SessionId session, Instant at) {
                        heard.add("learned");
                      }

                      @Override
                      public void sessionDeleted(SessionId session, Instant at) {
                        heard.add("deleted");
                      }

                      @Override
                      public synchronized void sessionExpired(SessionId session, Instant at) {
                        heard.add("expired");
                      }
                    }));
    KatoSession alice = kato.openSession("alice");
    alice.observe("a", "b");
    alice.learn();
    alice.delete();
    kato.openSession("bob");
    clock.advance(TTL);

    Awaitility.await()
        .untilAsserted(
            () ->
                assertThat(List.copyOf(heard))
                    .containsExactly(
                        "created alice", "learned", "deleted", "created bob", "expired"));
  }

  @Test
  void afterClosingEverythingIsRefused() {
    KatoSession session = kato.openSession("alice");
    kato.close();

    assertThatThrownBy(session::stm).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> kato.openSession("bob")).isInstanceOf(IllegalStateException.class);
    kato.close();
  }
}
