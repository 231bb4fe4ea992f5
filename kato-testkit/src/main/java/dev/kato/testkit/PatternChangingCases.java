package dev.kato.testkit;

import static dev.kato.testkit.PatternSamples.NOW;
import static dev.kato.testkit.PatternSamples.all;
import static dev.kato.testkit.PatternSamples.learning;
import static dev.kato.testkit.PatternSamples.name;
import static dev.kato.testkit.PatternSamples.newUser;
import static dev.kato.testkit.PatternSamples.pattern;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kato.model.Pattern;
import dev.kato.model.UserId;
import dev.kato.spi.LearnRequest;
import dev.kato.spi.PatternStore;
import dev.kato.spi.PatternUpdate;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What {@link PatternStore} promises of update, delete and clear. */
abstract class PatternChangingCases extends PatternReadingCases {

  @Test
  void anUpdateReplacesWhatItNamesAndNothingElse() {
    PatternStore store = store();
    UserId user = newUser();
    store.learn(user, PatternSamples.fullLearning(0), NOW);
    Pattern learned = pattern(store, user, name(0));

    assertThat(store.update(user, name(0), new PatternUpdate(7L, null))).isTrue();
    assertThat(pattern(store, user, name(0))).isEqualTo(with(learned, 7, learned.emotives()));

    List<Map<String, Double>> window = List.of(Map.of("a.b", 1.0), Map.of("$", 2.0));
    assertThat(store.update(user, name(0), new PatternUpdate(null, window))).isTrue();
    assertThat(pattern(store, user, name(0))).isEqualTo(with(learned, 7, window));

    assertThat(store.update(user, name(0), new PatternUpdate(Pattern.MAX_FREQUENCY, List.of())))
        .isTrue();
    assertThat(pattern(store, user, name(0)))
        .isEqualTo(with(learned, Pattern.MAX_FREQUENCY, List.of()));

    assertThat(store.update(user, name(0), new PatternUpdate(null, null))).isTrue();
    assertThat(pattern(store, user, name(0)))
        .isEqualTo(with(learned, Pattern.MAX_FREQUENCY, List.of()));
  }

  @Test
  void anUpdateOfWhatIsNotThereChangesNothing() {
    PatternStore store = store();
    UserId user = newUser();
    assertThat(store.update(user, name(0), new PatternUpdate(7L, null))).isFalse();
    store.learn(user, learning(0), NOW);
    store.delete(user, name(0));
    assertThat(store.update(user, name(0), new PatternUpdate(7L, null))).isFalse();
    assertThat(store.find(user, name(0))).isEmpty();
    assertThat(store.count(user)).isZero();
  }

  @Test
  void anUpdateIsAtomic() {
    PatternStore store = store();
    UserId user = newUser();
    store.learn(user, learning(0), NOW);
    store.update(user, name(0), numbered(1));
    Concurrently.run(
        6,
        thread -> {
          for (int i = 1; i <= 30; i++) {
            if (thread < 3) {
              store.update(user, name(0), numbered(100 * thread + i));
            }
            Pattern seen = pattern(store, user, name(0));
            assertThat(seen.emotives())
                .containsExactly(Map.of("number", (double) seen.frequency()));
          }
        });
  }

  @Test
  void aLearningAfterAnUpdateBuildsOnIt() {
    PatternStore store = store();
    UserId user = newUser();
    LearnRequest first = learning(0);
    store.learn(user, first, NOW);
    store.update(user, name(0), numbered(40));
    store.learn(user, learning(List.of(Map.of("joy", 1.0)), 5), NOW);
    store.learn(user, first, NOW);
    Pattern learned = pattern(store, user, name(0));
    assertThat(learned.frequency()).isEqualTo(41);
    assertThat(learned.emotives()).containsExactly(Map.of("number", 40.0), Map.of("joy", 1.0));
  }

  @Test
  void aDeletedPatternIsGone() {
    PatternStore store = store();
    UserId user = newUser();
    store.learn(user, learning(0), NOW);
    store.learn(user, learning(1), NOW);
    assertThat(store.delete(user, name(0))).isTrue();
    assertThat(store.delete(user, name(0))).isFalse();
    assertThat(store.delete(user, name(2))).isFalse();
    assertThat(store.find(user, name(0))).isEmpty();
    assertThat(store.count(user)).isEqualTo(1);
    assertThat(all(store, user)).extracting(Pattern::name).containsExactly(name(1));
  }

  @Test
  void ofManyWhoDeleteAPatternOneHadIt() {
    PatternStore store = store();
    UserId user = newUser();
    for (int round = 0; round < 5; round++) {
      store.learn(user, learning(0), NOW);
      AtomicInteger deleted = new AtomicInteger();
      Concurrently.run(
          8,
          thread -> {
            if (store.delete(user, name(0))) {
              deleted.incrementAndGet();
            }
          });
      assertThat(deleted).hasValue(1);
    }
  }

  @Test
  void clearingLeavesNothingAndLearningGoesOn() {
    PatternStore store = store();
    UserId user = newUser();
    LearnRequest request = PatternSamples.fullLearning(0);
    store.clear(user);
    store.learn(user, request, NOW);
    store.learn(user, learning(1), NOW);
    store.clear(user);
    assertThat(store.count(user)).isZero();
    assertThat(store.find(user, name(0))).isEmpty();
    assertThat(all(store, user)).isEmpty();
    assertThat(store.delete(user, name(1))).isFalse();

    store.learn(user, request, NOW);
    assertThat(pattern(store, user, name(0)).frequency()).isEqualTo(1);
    assertThat(store.count(user)).isEqualTo(1);
  }

  @Test
  void aReaderSeesAllOrNothingOfWhatIsCleared() {
    PatternStore store = store();
    UserId user = newUser();
    for (int round = 0; round < 5; round++) {
      for (int i = 0; i < 30; i++) {
        store.learn(user, learning(i), NOW);
      }
      Concurrently.run(
          4,
          thread -> {
            if (thread == 0) {
              store.clear(user);
            } else {
              assertThat(store.list(user, null, 100)).size().isIn(0, 30);
              assertThat(store.count(user)).isIn(0L, 30L);
            }
          });
      assertThat(store.count(user)).isZero();
    }
  }

  @Test
  void whatIsLearnedAfterAClearingStays() {
    PatternStore store = store();
    UserId user = newUser();
    Concurrently.run(
        8,
        thread -> {
          for (int i = 0; i < 10; i++) {
            if (thread == 0) {
              store.clear(user);
            } else {
              store.learn(user, learning(thread), NOW);
            }
          }
        });
    for (int i = 1; i < 8; i++) {
      store.learn(user, learning(i), NOW);
    }
    assertThat(store.count(user)).isEqualTo(7);
  }

  private static PatternUpdate numbered(long number) {
    return new PatternUpdate(number, List.of(Map.of("number", (double) number)));
  }

  private static Pattern with(Pattern pattern, long frequency, List<Map<String, Double>> emotives) {
    return new Pattern(
        pattern.name(),
        pattern.events(),
        frequency,
        emotives,
        pattern.metadata(),
        pattern.affinity());
  }
}
