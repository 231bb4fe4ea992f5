package dev.kato.testkit;

import static dev.kato.testkit.PatternSamples.NOW;
import static dev.kato.testkit.PatternSamples.all;
import static dev.kato.testkit.PatternSamples.learning;
import static dev.kato.testkit.PatternSamples.name;
import static dev.kato.testkit.PatternSamples.newUser;
import static dev.kato.testkit.PatternSamples.pattern;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kato.model.UserId;
import dev.kato.spi.ChangeCursor;
import dev.kato.spi.LearnRequest;
import dev.kato.spi.PatternChange;
import dev.kato.spi.PatternStore;
import dev.kato.spi.PatternUpdate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What {@link PatternStore#changes} promises to one reader. */
abstract class PatternChangesCases extends PatternIsolationCases {

  @Test
  void withoutACursorEverythingIsPassed() {
    PatternStore store = store();
    UserId user = newUser();
    PatternMirror mirror = new PatternMirror(store, user);
    mirror.update();
    assertThat(mirror.patterns()).isEmpty();
    for (int i = 0; i < 20; i++) {
      store.learn(user, learning(i % 15), NOW);
    }
    PatternMirror late = new PatternMirror(store, user);
    late.update();
    mirror.update();
    assertThat(late.patterns()).hasSize(15).isEqualTo(all(store, user));
    assertThat(mirror.patterns()).isEqualTo(late.patterns());
  }

  @Test
  void onlyWhatChangedIsPassed() {
    PatternStore store = store();
    UserId user = newUser();
    for (int i = 0; i < 10; i++) {
      store.learn(user, learning(i), NOW);
    }
    PatternMirror mirror = new PatternMirror(store, user);
    mirror.update();

    assertThat(mirror.update()).isEmpty();
    store.learn(user, learning(3), NOW);
    store.learn(user, learning(11), NOW);
    store.delete(user, name(5));
    assertThat(mirror.update())
        .containsExactlyInAnyOrder(
            new PatternChange.Put(pattern(store, user, name(3))),
            new PatternChange.Put(pattern(store, user, name(11))),
            new PatternChange.Deleted(name(5)));
    assertThat(mirror.update()).isEmpty();
  }

  @Test
  void updatesAndRestorationsArePassed() {
    PatternStore store = store();
    UserId user = newUser();
    store.learn(user, learning(0), NOW);
    PatternMirror mirror = new PatternMirror(store, user);
    mirror.update();
    store.update(user, name(0), new PatternUpdate(9L, null));
    store.restore(user, PatternSamples.pattern(1, 7));
    mirror.update();
    assertThat(mirror.frequency(name(0))).isEqualTo(9);
    assertThat(mirror.frequency(name(1))).isEqualTo(7);
  }

  @Test
  void aClearingVoidsWhatIsKnown() {
    PatternStore store = store();
    UserId user = newUser();
    PatternMirror mirror = new PatternMirror(store, user);
    for (int round = 0; round < 3; round++) {
      store.learn(user, learning(round), NOW);
      mirror.update();
      store.clear(user);
      assertThat(mirror.update()).containsExactly(new PatternChange.Reset());
      store.learn(user, learning(round + 1), NOW);
      mirror.update();
      assertThat(mirror.patterns()).isEqualTo(all(store, user)).hasSize(1);
    }
    store.clear(user);
    store.learn(user, learning(50), NOW);
    mirror.update();
    assertThat(mirror.patterns()).isEqualTo(all(store, user)).hasSize(1);
  }

  @Test
  void aPatternDeletedAndLearnedAgainIsThere() {
    PatternStore store = store();
    UserId user = newUser();
    PatternMirror mirror = new PatternMirror(store, user);
    store.learn(user, learning(0), NOW);
    mirror.update();
    store.delete(user, name(0));
    store.learn(user, learning(0), NOW);
    mirror.update();
    assertThat(mirror.frequency(name(0))).isEqualTo(1);
    store.delete(user, name(0));
    mirror.update();
    assertThat(mirror.patterns()).isEmpty();
  }

  @Test
  void aRepeatedLearningIsStillPassed() {
    PatternStore store = store();
    UserId user = newUser();
    PatternMirror mirror = new PatternMirror(store, user);
    LearnRequest request = learning(0);
    store.learn(user, request, NOW);
    store.learn(user, request, NOW);
    mirror.update();
    store.learn(user, request, NOW);
    mirror.update();
    assertThat(mirror.patterns()).isEqualTo(all(store, user));
  }

  @Test
  void anotherInstanceSeesWhatWasAcknowledged() {
    PatternStore store = store();
    UserId user = newUser();
    PatternStore other = another();
    PatternMirror mirror = new PatternMirror(other, user);
    for (int i = 0; i < 10; i++) {
      store.learn(user, learning(i % 3), NOW);
      mirror.update();
      assertThat(mirror.patterns()).isEqualTo(all(store, user));
      assertThat(all(other, user)).isEqualTo(mirror.patterns());
    }
    other.clear(user);
    mirror.update();
    assertThat(mirror.patterns()).isEmpty();
    assertThat(store.count(user)).isZero();
  }

  @Test
  void aSinkThatThrowsEndsTheCallAndTheOldCursorStaysGood() {
    PatternStore store = store();
    UserId user = newUser();
    store.learn(user, learning(0), NOW);
    ChangeCursor cursor = store.changes(user, null, change -> {});
    store.learn(user, learning(1), NOW);
    store.learn(user, learning(2), NOW);
    IllegalStateException failure = new IllegalStateException("enough");
    assertThatThrownBy(
            () ->
                store.changes(
                    user,
                    cursor,
                    change -> {
                      throw failure;
                    }))
        .isSameAs(failure);
    List<PatternChange> changes = new ArrayList<>();
    store.changes(user, cursor, changes::add);
    assertThat(changes)
        .contains(
            new PatternChange.Put(pattern(store, user, name(1))),
            new PatternChange.Put(pattern(store, user, name(2))));
  }

  @Test
  void aSinkMayUseTheStore() {
    PatternStore store = store();
    UserId user = newUser();
    store.learn(user, learning(0), NOW);
    List<Long> counts = new ArrayList<>();
    store.changes(
        user,
        null,
        change -> {
          store.learn(user, learning(1), NOW);
          counts.add(store.count(user));
        });
    assertThat(counts).contains(2L);
  }

  @Test
  void withoutACursorNothingIsVoid() {
    PatternStore store = store();
    UserId user = newUser();
    assertThat(new PatternMirror(store, user).update()).isEmpty();
    store.learn(user, learning(0), NOW);
    store.clear(user);
    assertThat(new PatternMirror(store, user).update()).isEmpty();
    store.learn(user, learning(1), NOW);
    store.learn(user, learning(2), NOW);
    store.delete(user, name(2));
    assertThat(new PatternMirror(store, user).update())
        .doesNotContain(new PatternChange.Reset())
        .contains(new PatternChange.Put(pattern(store, user, name(1))));
  }

  @Test
  void aCursorOfAnotherStoreIsRefused() {
    PatternStore store = store();
    UserId user = newUser();
    assertRefused(user, new ChangeCursor() {});

    PatternStore unrelated = unrelated();
    assertRefused(user, unrelated.changes(user, null, change -> {}));
    store.learn(user, learning(0), NOW);
    unrelated.learn(user, learning(0), NOW);
    assertRefused(user, unrelated.changes(user, null, change -> {}));
  }

  @Test
  void aCursorOfAnotherUserIsRefused() {
    PatternStore store = store();
    UserId user = newUser();
    UserId other = newUser();
    assertRefused(user, store.changes(other, null, change -> {}));
    store.learn(user, learning(0), NOW);
    store.learn(other, learning(0), NOW);
    ChangeCursor cursor = store.changes(other, null, change -> {});
    assertRefused(user, cursor);
    store.clear(other);
    assertRefused(user, store.changes(other, cursor, change -> {}));
  }

  private void assertRefused(UserId user, ChangeCursor cursor) {
    assertThatThrownBy(
            () ->
                store()
                    .changes(
                        user,
                        cursor,
                        change -> {
                          throw new AssertionError("passed " + change);
                        }))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void manyPatternsArePassedCompletely() {
    PatternStore store = store();
    UserId user = newUser();
    Concurrently.run(
        4,
        thread -> {
          for (int i = thread; i < 2500; i += 4) {
            store.learn(user, learning(i), NOW);
          }
        });
    PatternMirror mirror = new PatternMirror(store, user);
    mirror.update();
    assertThat(mirror.patterns()).hasSize(2500).isEqualTo(all(store, user));
  }

  @Test
  void afterAnyHistoryTheReaderHoldsWhatTheStoreHolds() {
    PatternStore store = store();
    long seed = System.nanoTime();
    Random random = new Random(seed);
    UserId user = newUser();
    PatternMirror often = new PatternMirror(store, user);
    PatternMirror seldom = new PatternMirror(store, user);
    for (int step = 0; step < 400; step++) {
      change(store, user, random);
      if (random.nextInt(3) == 0) {
        often.update();
        assertThat(often.patterns()).as("seed %s", seed).isEqualTo(all(store, user));
      }
      if (random.nextInt(50) == 0) {
        seldom.update();
        assertThat(seldom.patterns()).as("seed %s", seed).isEqualTo(all(store, user));
      }
    }
  }

  private static void change(PatternStore store, UserId user, Random random) {
    int i = random.nextInt(12);
    switch (random.nextInt(20)) {
      case 0, 1, 2 -> store.delete(user, name(i));
      case 3, 4 -> store.update(user, name(i), new PatternUpdate(random.nextInt(90) + 1L, null));
      case 5, 6 -> store.restore(user, PatternSamples.pattern(i, random.nextInt(90) + 1));
      case 7 -> {
        if (random.nextInt(4) == 0) {
          store.clear(user);
        }
      }
      default -> store.learn(user, learning(i), NOW);
    }
  }
}
