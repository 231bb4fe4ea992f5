package dev.kato.storage.inmemory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kato.model.Event;
import dev.kato.model.FloatVector;
import dev.kato.model.Pattern;
import dev.kato.model.PatternName;
import dev.kato.model.PatternTooLargeException;
import dev.kato.model.SessionId;
import dev.kato.model.SessionState;
import dev.kato.model.ShortTermMemory;
import dev.kato.model.UserId;
import dev.kato.model.VectorDimensionMismatchException;
import dev.kato.spi.LearnRequest;
import dev.kato.spi.PatternChange;
import dev.kato.spi.SessionContent;
import dev.kato.testkit.Concurrently;
import dev.kato.testkit.PatternMirror;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** That the stores keep nothing of what no longer lives, and that nobody misses it. */
class WhatIsKeptTest {

  private static final Instant NOW = Instant.EPOCH;
  private static final UserId USER = new UserId("user");

  private final InMemoryPatternStore patterns = new InMemoryPatternStore();
  private final InMemorySessionStore sessions = new InMemorySessionStore();
  private final InMemoryVectorStore vectors = new InMemoryVectorStore();

  @Test
  void patternsOfNewSymbolsLearnedAndDeletedLeaveFew() {
    UserPatterns base = new UserPatterns(new AtomicLong()::incrementAndGet);
    base.learn(learning(0), NOW);
    for (int i = 1; i <= 20_000; i++) {
      base.learn(learning(i), NOW);
      base.delete(learning(i).name());
    }
    int tombstones = 1024;
    assertThat(base.kept()).isLessThanOrEqualTo(tombstones + 3);
  }

  @Test
  void aPatternRestoredWithOtherSymbolsUnderItsNameGivesTheOldOnesBack() {
    UserPatterns base = new UserPatterns(new AtomicLong()::incrementAndGet);
    base.restore(pattern(learning(0).name(), 0));
    for (int i = 1; i <= 1000; i++) {
      base.restore(pattern(learning(0).name(), i));
    }
    assertThat(base.kept()).isEqualTo(2);
  }

  @Test
  void usersWithoutPatternsAreNotKept() {
    for (int i = 0; i < 1000; i++) {
      UserId user = new UserId("user-" + i);
      patterns.learn(user, learning(0), NOW);
      patterns.restore(user, pattern(learning(1).name(), 1));
      if (i % 2 == 0) {
        patterns.clear(user);
      } else {
        patterns.delete(user, learning(0).name());
        patterns.delete(user, learning(1).name());
      }
      assertThat(patterns.keptUsers()).isZero();
    }
  }

  @Test
  void norAreThoseWhoseFirstLearningWasRefusedOrWhoOnlyAsked() {
    Map<String, List<String>> tooMuch =
        Map.of("k", IntStream.rangeClosed(0, 10_000).mapToObj(Integer::toString).toList());
    LearnRequest request = learning(0, tooMuch);
    assertThatThrownBy(() -> patterns.learn(USER, request, NOW))
        .isInstanceOf(PatternTooLargeException.class);
    assertThat(patterns.keptUsers()).isZero();
    patterns.forget(USER, List.of(request));
    patterns.find(USER, request.name());
    patterns.changes(USER, null, change -> {});
    patterns.clear(USER);
    assertThat(patterns.keptUsers()).isZero();
  }

  @Test
  void whoKnowsPatternsOfAnEarlierLifeOfAUserIsToldThatTheyAreVoid() {
    for (int lives = 0; lives < 5; lives++) {
      int each = lives + 1;
      PatternMirror asleep = new PatternMirror(patterns, USER);
      PatternMirror awake = new PatternMirror(patterns, USER);
      for (int life = 0; life < each; life++) {
        patterns.learn(USER, learning(life), NOW);
        if (life == 0) {
          asleep.update();
        }
        awake.update();
        patterns.delete(USER, learning(life).name());
        assertThat(awake.update()).containsExactly(new PatternChange.Reset());
        assertThat(awake.update()).isEmpty();
        assertThat(patterns.keptUsers()).isZero();
      }
      patterns.learn(USER, learning(100), NOW);
      assertThat(awake.update()).hasSize(1);
      assertThat(asleep.update()).hasSize(2).startsWith(new PatternChange.Reset());
      assertThat(asleep.patterns()).isEqualTo(awake.patterns()).hasSize(1);
      patterns.clear(USER);
    }
  }

  @Test
  void aCursorIsGoodForItsStoreOnly() {
    patterns.learn(USER, learning(0), NOW);
    InMemoryPatternStore other = new InMemoryPatternStore();
    other.learn(USER, learning(0), NOW);
    assertThatThrownBy(
            () -> other.changes(USER, patterns.changes(USER, null, change -> {}), change -> {}))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void whileAUserComesAndGoesNoLearningIsLostAndNoReaderMisled() {
    int rounds = 2000;
    int writers = 3;
    List<AtomicLong> deleted = List.of(new AtomicLong(), new AtomicLong(), new AtomicLong());
    Concurrently.run(
        writers + 1,
        thread -> {
          PatternMirror mirror = new PatternMirror(patterns, USER);
          for (int round = 0; round < rounds; round++) {
            if (thread < writers) {
              patterns.learn(USER, learning(thread, round), NOW);
              mirror.update();
              assertThat(mirror.frequency(learning(thread).name())).isEqualTo(1);
              if (patterns.delete(USER, learning(thread).name())) {
                deleted.get(thread).incrementAndGet();
              }
              mirror.update();
              assertThat(mirror.frequency(learning(thread).name())).isZero();
            } else {
              mirror.update();
            }
          }
        });
    assertThat(deleted).allMatch(count -> count.get() == rounds);
    assertThat(patterns.keptUsers()).isZero();
  }

  @Test
  void usersWithoutVectorsAreNotKept() {
    for (int i = 0; i < 1000; i++) {
      UserId user = new UserId("user-" + i);
      vectors.add(user, Map.of("v", FloatVector.of(1, 2)));
      vectors.clear(user);
      assertThat(vectors.keptUsers()).isZero();
    }
    Map<String, FloatVector> differing = Map.of("v", FloatVector.of(1), "w", FloatVector.of(1, 2));
    assertThatThrownBy(() -> vectors.add(USER, differing))
        .isInstanceOf(VectorDimensionMismatchException.class);
    assertThat(vectors.keptUsers()).isZero();
  }

  @Test
  void sessionsThatWereDeletedOrRemovedLeaveNothing() throws Exception {
    for (int i = 0; i < 1000; i++) {
      SessionState state = session("session-" + i, "user-" + i);
      sessions.create(state, NOW.plusSeconds(1), NOW, 10);
      sessions.lock(state.id(), Duration.ofMinutes(1), Duration.ZERO).orElseThrow().close();
      long version = sessions.find(state.id()).orElseThrow().version();
      if (i % 3 == 0) {
        SessionContent moved = SessionContent.of(session("session-" + i, "other"));
        version = sessions.replace(state.id(), version, moved, NOW.plusSeconds(1)).orElseThrow();
      }
      if (i % 2 == 0) {
        sessions.delete(state.id(), version);
      } else {
        sessions.removeExpired(NOW.plusSeconds(1), 10);
      }
      assertThat(sessions.kept()).isZero();
    }
  }

  @Test
  void locksThatEndedAndWereNeverGivenBackDoNotPileUp() {
    for (int i = 0; i < 10_000; i++) {
      SessionId id = new SessionId("session-" + i);
      assertThat(sessions.lock(id, Duration.ZERO, Duration.ZERO)).isPresent();
    }
    assertThat(sessions.kept()).isLessThanOrEqualTo(64);
  }

  @Test
  void aSessionOfAnotherUserIsFoundUnderThatUserOnly() {
    SessionState state = session("session", "before");
    sessions.create(state, NOW.plusSeconds(1), NOW, 10);
    long version = sessions.find(state.id()).orElseThrow().version();
    SessionContent moved = SessionContent.of(session("session", "after"));
    sessions.replace(state.id(), version, moved, NOW.plusSeconds(1));
    assertThat(sessions.sessionsOf(new UserId("before"))).isEmpty();
    assertThat(sessions.sessionsOf(new UserId("after"))).containsExactly(state.id());
  }

  @Test
  void noVersionIsUsedTwiceWhateverWasDeletedInBetween() {
    List<Long> versions = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      SessionState state = session("session-" + i % 2, "user");
      sessions.create(state, NOW.plusSeconds(1), NOW, 10);
      versions.add(sessions.find(state.id()).orElseThrow().version());
      sessions
          .replace(
              state.id(),
              versions.get(versions.size() - 1),
              SessionContent.of(state),
              NOW.plusSeconds(1))
          .ifPresent(versions::add);
      if (i % 4 < 2) {
        sessions.delete(state.id(), versions.get(versions.size() - 1));
      } else {
        sessions.removeExpired(NOW.plusSeconds(1), 10);
      }
    }
    assertThat(versions).hasSize(20).doesNotHaveDuplicates().isSorted().allMatch(each -> each > 0);
  }

  private static SessionState session(String id, String user) {
    return new SessionState(
        new SessionId(id),
        new UserId(user),
        NOW,
        Duration.ofHours(1),
        Map.of(),
        Map.of(),
        0,
        ShortTermMemory.EMPTY,
        null,
        List.of(),
        Map.of());
  }

  private static List<Event> events(int i) {
    return List.of(Event.of("symbol", Integer.toString(i)));
  }

  private static Pattern pattern(PatternName name, int i) {
    return new Pattern(name, events(i), 1, List.of(), Map.of(), Map.of());
  }

  private static LearnRequest learning(int i) {
    return learning(i, 0);
  }

  private static LearnRequest learning(int i, int operation) {
    return learning(i, "op-" + operation, Map.of());
  }

  private static LearnRequest learning(int i, Map<String, List<String>> metadata) {
    return learning(i, "op", metadata);
  }

  private static LearnRequest learning(
      int i, String operation, Map<String, List<String>> metadata) {
    return new LearnRequest(
        operation,
        PatternName.of(events(i)),
        events(i),
        List.of(),
        5,
        metadata,
        Map.of(),
        Map.of(),
        NOW.plusSeconds(60));
  }
}
