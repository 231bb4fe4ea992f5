package dev.kato.testkit;

import static dev.kato.testkit.PatternSamples.NOW;
import static dev.kato.testkit.PatternSamples.UNTIL;
import static dev.kato.testkit.PatternSamples.learning;
import static dev.kato.testkit.PatternSamples.name;
import static dev.kato.testkit.PatternSamples.newId;
import static dev.kato.testkit.PatternSamples.newUser;
import static dev.kato.testkit.PatternSamples.pattern;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kato.model.Pattern;
import dev.kato.model.StorageUnavailableException;
import dev.kato.model.UserId;
import dev.kato.spi.LearnRequest;
import dev.kato.spi.PatternStore;
import dev.kato.spi.PatternUpdate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** That {@link PatternStore#learn} recognises a repeat, however many learnings lie between. */
abstract class PatternRepeatCases extends PatternLearningCases {

  /** More learnings of a pattern than any store may want to keep within the pattern. */
  private static final int MANY = 200;

  @Test
  void aRepeatWithTheSameIdChangesNothing() {
    PatternStore store = store();
    UserId user = newUser();
    LearnRequest request =
        learning(
            newId(),
            0,
            List.of(Map.of("joy", 1.0)),
            5,
            Map.of("a", List.of("1")),
            Map.of("joy", 1.0));
    store.learn(user, request, NOW);
    Pattern once = pattern(store, user, name(0));
    store.learn(user, request, NOW);
    assertThat(pattern(store, user, name(0))).isEqualTo(once);
  }

  @Test
  void theSameIdOnAnotherPatternOrForAnotherUserIsNoRepeat() {
    PatternStore store = store();
    UserId user = newUser();
    UserId other = newUser();
    String id = newId();
    for (int round = 0; round < 2; round++) {
      store.learn(user, learning(id, 1), NOW);
      store.learn(user, learning(id, 2), NOW);
      store.learn(other, learning(id, 1), NOW);
      assertThat(pattern(store, user, name(1)).frequency()).isEqualTo(1 + round * MANY);
      assertThat(pattern(store, user, name(2)).frequency()).isEqualTo(1 + round * MANY);
      assertThat(pattern(store, other, name(1)).frequency()).isEqualTo(1 + round * MANY);
      learnOthers(store, user, 1);
      learnOthers(store, user, 2);
      learnOthers(store, other, 1);
    }
  }

  @Test
  void aLearningRepeatedAfterItsAnswerWasLostCountsOnce() {
    PatternStore store = store();
    UserId user = newUser();
    Faults faults = new Faults();
    PatternStore unreliable = faults.around(PatternStore.class, store);
    LearnRequest request = learning(0);
    faults.failBefore("learn", 1);
    faults.failAfter("learn", 2);
    for (int i = 0; i < 3; i++) {
      assertThatThrownBy(() -> unreliable.learn(user, request, NOW))
          .isInstanceOf(StorageUnavailableException.class);
    }
    unreliable.learn(user, request, NOW);
    assertThat(pattern(store, user, name(0)).frequency()).isEqualTo(1);
  }

  @Test
  void howeverManyLearningsLieBetweenALostAnswerAndTheRepeatItCountsOnce() {
    PatternStore store = store();
    UserId user = newUser();
    Faults faults = new Faults();
    PatternStore unreliable = faults.around(PatternStore.class, store);
    LearnRequest request = learning(0);
    faults.failAfter("learn", 1);
    assertThatThrownBy(() -> unreliable.learn(user, request, NOW))
        .isInstanceOf(StorageUnavailableException.class);
    learnOthers(store, user, 0);
    Pattern before = pattern(store, user, name(0));
    assertThat(before.frequency()).isEqualTo(1 + MANY);
    unreliable.learn(user, request, NOW);
    assertThat(pattern(store, user, name(0))).isEqualTo(before);
  }

  @Test
  void anotherInstanceRecognisesARepeatToo() {
    PatternStore store = store();
    PatternStore other = another();
    UserId user = newUser();
    LearnRequest early = learning(0);
    other.learn(user, early, NOW);
    for (int i = 0; i < MANY; i++) {
      (i % 2 == 0 ? store : other).learn(user, learning(0), NOW);
    }
    LearnRequest late = learning(0);
    store.learn(user, late, NOW);
    store.learn(user, early, NOW);
    other.learn(user, early, NOW);
    other.learn(user, late, NOW);
    assertThat(pattern(store, user, name(0)).frequency()).isEqualTo(MANY + 2);
  }

  @Test
  void manyLearningsMayBeOpenAtOnceAmongManyOthers() {
    PatternStore store = store();
    UserId user = newUser();
    List<LearnRequest> open = Stream.generate(() -> learning(0)).limit(40).toList();
    int others = 300;
    for (int i = 0; i < others; i++) {
      if (i % 5 == 0 && i / 5 < open.size()) {
        store.learn(user, open.get(i / 5), NOW);
      }
      LearnRequest other = learning(0);
      store.learn(user, other, NOW);
      store.forget(user, List.of(other));
    }
    for (int round = 0; round < 2; round++) {
      open.forEach(request -> store.learn(user, request, NOW));
    }
    assertThat(pattern(store, user, name(0)).frequency()).isEqualTo(others + open.size());
  }

  @Test
  void oneLearningRepeatedInManyThreadsAtOnceCountsOnce() {
    PatternStore store = store();
    UserId user = newUser();
    for (int round = 1; round <= 10; round++) {
      LearnRequest request = learning(0);
      Concurrently.run(THREADS, thread -> store.learn(user, request, NOW));
      assertThat(pattern(store, user, name(0)).frequency()).isEqualTo(round);
    }
  }

  @Test
  void repeatsAmongLearningsInManyThreadsCountOnce() {
    List<PatternStore> instances = List.of(store(), anotherOrSame());
    UserId user = newUser();
    int each = 20;
    List<LearnRequest> shared = Stream.generate(() -> learning(0)).limit(8).toList();
    Concurrently.run(
        THREADS,
        thread -> {
          PatternStore store = instances.get(thread % 2);
          PatternStore other = instances.get(1 - thread % 2);
          List<LearnRequest> own = new ArrayList<>();
          for (int i = 0; i < each; i++) {
            LearnRequest request = learning(0);
            own.add(request);
            store.learn(user, request, NOW);
            other.learn(user, own.get(i / 2), NOW);
            store.learn(user, shared.get((thread + i) % shared.size()), NOW);
          }
          own.forEach(request -> other.learn(user, request, NOW));
        });
    shared.forEach(request -> store().learn(user, request, NOW));
    assertThat(pattern(store(), user, name(0)).frequency())
        .isEqualTo(THREADS * each + shared.size());
  }

  @Test
  void aRepeatIsRecognisedUntilItsTimeIsOver() {
    PatternStore store = store();
    UserId user = newUser();
    LearnRequest request = learning(0);
    store.learn(user, request, NOW);
    for (int i = 1; i <= MANY; i++) {
      store.learn(
          user, learning(0).withRepeatableUntil(NOW.plusSeconds(i)), NOW.plusSeconds(i + 1L));
    }
    store.learn(user, request, UNTIL.minusNanos(1));
    store.learn(user, request, UNTIL);
    assertThat(pattern(store, user, name(0)).frequency()).isEqualTo(1 + MANY);
  }

  @Test
  void learningsThatMayNotBeRepeatedLongLeaveOthersRecognisable() {
    PatternStore store = store();
    UserId user = newUser();
    List<LearnRequest> open = new ArrayList<>();
    for (int i = 0; i < MANY; i++) {
      Duration longer = Duration.ofSeconds(i % 2 == 0 ? 1 : 3600);
      LearnRequest request = learning(0).withRepeatableUntil(NOW.plusSeconds(i).plus(longer));
      store.learn(user, request, NOW.plusSeconds(i));
      if (i % 2 == 1) {
        open.add(request);
      }
    }
    open.forEach(request -> store.learn(user, request, NOW.plusSeconds(MANY)));
    assertThat(pattern(store, user, name(0)).frequency()).isEqualTo(MANY);
  }

  @Test
  void whatIsForgottenLeavesTheRepeatsOfOthersRecognised() {
    PatternStore store = store();
    UserId user = newUser();
    List<LearnRequest> kept = new ArrayList<>();
    for (int i = 0; i < MANY; i++) {
      LearnRequest forgotten = learning(0);
      kept.add(learning(0));
      store.learn(user, forgotten, NOW);
      store.learn(user, kept.get(i), NOW);
      store.forget(user, List.of(forgotten));
    }
    kept.forEach(request -> store.learn(user, request, NOW));
    assertThat(pattern(store, user, name(0)).frequency()).isEqualTo(2 * MANY);
  }

  @Test
  void forgettingWhatWasNeverLearnedDoesNothing() {
    PatternStore store = store();
    UserId user = newUser();
    store.forget(user, List.of());
    store.forget(user, List.of(learning(0)));
    assertThat(store.count(user)).isZero();

    LearnRequest request = learning(0);
    store.learn(user, request, NOW);
    store.forget(user, List.of(learning(0), learning(request.operationId(), 1)));
    store.forget(newUser(), List.of(request));
    store.learn(user, request, NOW);
    assertThat(pattern(store, user, name(0)).frequency()).isEqualTo(1);
    assertThat(store.count(user)).isEqualTo(1);
  }

  @Test
  void afterADeletionARestorationOrAClearingARequestIsLearnedAnew() {
    Map<String, Forgetting> forgettings =
        Map.of(
            "deletion",
            (store, user) -> store.delete(user, name(0)),
            "restoration",
            (store, user) -> store.restore(user, PatternSamples.pattern(0, 1000)),
            "clearing",
            PatternStore::clear);
    forgettings.forEach(
        (what, forgetting) -> {
          PatternStore store = store();
          UserId user = newUser();
          List<LearnRequest> requests = learnOthers(store, user, 0);
          forgetting.of(store, user);
          long before = store.find(user, name(0)).map(Pattern::frequency).orElse(0L);
          for (int round = 0; round < 2; round++) {
            requests.forEach(request -> store.learn(user, request, NOW));
            assertThat(pattern(store, user, name(0)).frequency())
                .as("after a %s", what)
                .isEqualTo(before + MANY);
          }
        });
  }

  @Test
  void aCorrectionForgetsNothing() {
    PatternStore store = store();
    UserId user = newUser();
    List<LearnRequest> requests = learnOthers(store, user, 0);
    store.update(user, name(0), new PatternUpdate(7L, List.of()));
    requests.forEach(request -> store.learn(user, request, NOW));
    assertThat(pattern(store, user, name(0)).frequency()).isEqualTo(7);
  }

  /** What makes a store forget the learnings of a pattern. */
  private interface Forgetting {

    void of(PatternStore store, UserId user);
  }

  /** Learns pattern {@code i} {@value #MANY} times. */
  private static List<LearnRequest> learnOthers(PatternStore store, UserId user, int i) {
    List<LearnRequest> requests = IntStream.range(0, MANY).mapToObj(unused -> learning(i)).toList();
    requests.forEach(request -> store.learn(user, request, NOW));
    return requests;
  }
}
