package dev.kato.testkit;

import static dev.kato.testkit.PatternSamples.NOW;
import static dev.kato.testkit.PatternSamples.events;
import static dev.kato.testkit.PatternSamples.learning;
import static dev.kato.testkit.PatternSamples.name;
import static dev.kato.testkit.PatternSamples.newId;
import static dev.kato.testkit.PatternSamples.newUser;
import static dev.kato.testkit.PatternSamples.pattern;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kato.model.CodePoints;
import dev.kato.model.Pattern;
import dev.kato.model.PatternTooLargeException;
import dev.kato.model.UserId;
import dev.kato.spi.LearnRequest;
import dev.kato.spi.PatternStore;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** That what grows with each learning of a {@link PatternStore} has bounds. */
abstract class PatternBoundsCases extends PatternRepeatCases {

  private static final int VALUES = Pattern.MAX_METADATA_VALUES;
  private static final int EMOTIVES = Pattern.MAX_AFFINITY_KEYS;

  @Test
  void oneLearningBringsNoMoreThanAPatternMayHold() {
    PatternStore store = store();
    UserId user = newUser();
    PatternMirror mirror = new PatternMirror(store, user);
    assertTooLarge(() -> store.learn(user, withValues(0, VALUES + 1), NOW), "metadata values");
    assertTooLarge(() -> store.learn(user, withEmotives(0, EMOTIVES + 1), NOW), "emotives");
    assertThat(store.find(user, name(0))).isEmpty();
    assertThat(store.count(user)).isZero();
    assertThat(mirror.update()).isEmpty();
  }

  @Test
  void metadataValuesAreBoundedOverAllLearnings() {
    PatternStore store = store();
    UserId user = newUser();
    fill(store, user, withValues(0, VALUES - 1));
    LearnRequest refused = withValues(VALUES - 2, 3);
    Pattern before = pattern(store, user, name(0));
    assertTooLarge(() -> store.learn(user, refused, NOW), "metadata values");
    assertTooLarge(() -> store.learn(user, refused, NOW), "metadata values");
    assertThat(pattern(store, user, name(0))).isEqualTo(before);

    LearnRequest last = withValues(VALUES - 2, 2);
    store.learn(user, last, NOW);
    store.learn(user, withValues(0, 20), NOW);
    store.learn(user, withEmotives(0, 1), NOW);
    store.learn(user, learning(0), NOW);
    store.learn(user, last, NOW);
    Pattern full = pattern(store, user, name(0));
    assertThat(full.frequency()).isEqualTo(5);
    assertThat(full.metadata().values().stream().mapToInt(List::size).sum()).isEqualTo(VALUES);
    assertTooLarge(() -> store.learn(user, withValues(VALUES, 1), NOW), "metadata values");
    assertThat(pattern(store, user, name(0))).isEqualTo(full);
  }

  @Test
  void emotivesInTheSumsAreBoundedOverAllLearnings() {
    PatternStore store = store();
    UserId user = newUser();
    store.learn(user, withEmotives(0, EMOTIVES - 2), NOW);
    store.learn(user, withEmotives(EMOTIVES - 3, 2), NOW);
    LearnRequest refused = withEmotives(EMOTIVES - 2, 3);
    Pattern before = pattern(store, user, name(0));
    assertTooLarge(() -> store.learn(user, refused, NOW), "emotives");
    assertThat(pattern(store, user, name(0))).isEqualTo(before);

    LearnRequest last = withEmotives(EMOTIVES - 2, 2);
    store.learn(user, last, NOW);
    store.learn(user, withEmotives(0, 20), NOW);
    store.learn(user, withValues(0, 1), NOW);
    store.learn(user, last, NOW);
    Pattern full = pattern(store, user, name(0));
    assertThat(full.frequency()).isEqualTo(5);
    assertThat(full.affinity()).hasSize(EMOTIVES);
    assertTooLarge(() -> store.learn(user, withEmotives(EMOTIVES, 1), NOW), "emotives");
    assertThat(pattern(store, user, name(0))).isEqualTo(full);
  }

  @Test
  void learningsAtTheSameTimeStayWithinTheBounds() {
    PatternStore store = store();
    PatternStore other = anotherOrSame();
    UserId user = newUser();
    int threads = 6;
    int left = threads / 2;
    fill(store, user, withValues(0, VALUES - left));
    store.learn(user, withEmotives(0, EMOTIVES - left), NOW);
    AtomicInteger learned = new AtomicInteger();
    Concurrently.run(
        threads,
        thread -> {
          PatternStore instance = thread % 2 == 0 ? store : other;
          for (LearnRequest request :
              List.of(withAValue(VALUES + thread), withEmotives(EMOTIVES + thread, 1))) {
            if (learns(instance, user, request)) {
              learned.incrementAndGet();
            }
          }
        });
    Pattern full = pattern(store, user, name(0));
    assertThat(full.metadata().values().stream().mapToInt(List::size).sum()).isEqualTo(VALUES);
    assertThat(full.affinity()).hasSize(EMOTIVES);
    assertThat(learned).hasValue(2 * left);
    assertThat(full.frequency()).isEqualTo(2 + 2 * left);
  }

  @Test
  void aDeletionMakesRoom() {
    PatternStore store = store();
    UserId user = newUser();
    store.learn(user, withEmotives(0, EMOTIVES), NOW);
    store.delete(user, name(0));
    store.learn(user, withEmotives(EMOTIVES, 1), NOW);
    assertThat(pattern(store, user, name(0)).affinity()).hasSize(1);
  }

  @Test
  void whatWasRestoredBeyondTheBoundsStaysAndGrowsNoMore() {
    PatternStore store = store();
    UserId user = newUser();
    fill(store, user, withEmotives(0, EMOTIVES + 5));
    store.learn(user, withEmotives(3, 2), NOW);
    store.learn(user, withValues(0, 1), NOW);
    assertTooLarge(() -> store.learn(user, withEmotives(EMOTIVES + 4, 2), NOW), "emotives");
    assertThat(pattern(store, user, name(0)).affinity()).hasSize(EMOTIVES + 5);
    assertThat(pattern(store, user, name(0)).frequency()).isEqualTo(3);
  }

  @Test
  void whatCannotBeLearnedIsRefusedWithoutLearningAnything() {
    PatternStore store = store();
    UserId user = newUser();
    assertTooLarge(
        () -> store.checkLearnable(user, List.of(learning(1), withValues(0, VALUES + 1))),
        "metadata values");
    assertTooLarge(
        () -> store.checkLearnable(user, List.of(withEmotives(0, EMOTIVES + 1))), "emotives");
    store.checkLearnable(user, List.of());
    store.checkLearnable(user, List.of(withValues(0, VALUES), withEmotives(0, EMOTIVES)));
    assertThat(store.count(user)).isZero();

    store.learn(user, withEmotives(0, EMOTIVES - 1), NOW);
    Pattern before = pattern(store, user, name(0));
    store.checkLearnable(user, List.of(withEmotives(0, EMOTIVES)));
    store.checkLearnable(user, List.of(withEmotives(EMOTIVES, 1)));
    assertTooLarge(
        () -> store.checkLearnable(user, List.of(withEmotives(EMOTIVES, 2))), "emotives");
    assertThat(store.find(user, name(0))).contains(before);
  }

  @Test
  void severalLearningsOfOnePatternAreCheckedTogether() {
    PatternStore store = store();
    UserId user = newUser();
    store.learn(user, withEmotives(0, EMOTIVES - 2), NOW);
    LearnRequest one = withEmotives(EMOTIVES, 1);
    LearnRequest another = withEmotives(EMOTIVES + 1, 1);
    LearnRequest third = withEmotives(EMOTIVES + 2, 1);
    store.checkLearnable(user, List.of(one, another, one, learning(0), withValues(0, 1)));
    assertTooLarge(
        () -> store.checkLearnable(user, List.of(one, learning(1), another, third)), "emotives");
    assertTooLarge(
        () ->
            store.checkLearnable(
                user, List.of(withValues(0, VALUES / 2), withValues(VALUES, VALUES))),
        "metadata values");
    assertThat(pattern(store, user, name(0)).frequency()).isEqualTo(1);
  }

  @Test
  void theFirstThatCannotBeLearnedIsNamed() {
    Map<String, Double> tooMany = withEmotives(0, EMOTIVES + 1).affinity();
    LearnRequest first = learning(newId(), 1, List.of(), 5, Map.of(), tooMany);
    LearnRequest second = learning(newId(), 0, List.of(), 5, Map.of(), tooMany);
    for (List<LearnRequest> requests :
        List.of(List.of(first, second), List.of(learning(0), first, second))) {
      assertThatThrownBy(() -> store().checkLearnable(newUser(), requests))
          .isInstanceOfSatisfying(
              PatternTooLargeException.class, e -> assertThat(e.name()).isEqualTo(name(1)));
    }
  }

  /** Stores pattern 0 with what a request would bring. */
  private static void fill(PatternStore store, UserId user, LearnRequest request) {
    store.restore(
        user,
        new Pattern(name(0), events(0), 1, List.of(), request.metadata(), request.affinity()));
  }

  private static boolean learns(PatternStore store, UserId user, LearnRequest request) {
    try {
      store.learn(user, request, NOW);
      return true;
    } catch (PatternTooLargeException e) {
      return false;
    }
  }

  private static void assertTooLarge(ThrowingCallable call, String what) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            PatternTooLargeException.class, e -> assertThat(e.name()).isEqualTo(name(0)))
        .hasMessageContaining(what);
  }

  /**
   * A learning of pattern 0 with {@code count} metadata values, the first numbered {@code from}.
   */
  private static LearnRequest withValues(int from, int count) {
    Map<String, List<String>> metadata = new HashMap<>();
    for (int key = 0; key < 2; key++) {
      int parity = key;
      List<String> values =
          IntStream.range(from, from + count)
              .filter(i -> i % 2 == parity)
              .mapToObj(Integer::toString)
              .toList();
      if (!values.isEmpty()) {
        metadata.put("key " + key, CodePoints.sorted(values));
      }
    }
    return learning(newId(), 0, List.of(), 5, metadata, Map.of());
  }

  /** A learning of pattern 0 with one metadata value that every other has, and this one. */
  private static LearnRequest withAValue(int value) {
    List<String> values = List.of("0", Integer.toString(value));
    return learning(newId(), 0, List.of(), 5, Map.of("key 0", values), Map.of());
  }

  /** A learning of pattern 0 that adds to {@code count} sums. */
  private static LearnRequest withEmotives(int from, int count) {
    Map<String, Double> affinity = new HashMap<>();
    IntStream.range(from, from + count).forEach(i -> affinity.put("emotive " + i, 1.0));
    return learning(newId(), 0, List.of(), 5, Map.of(), affinity);
  }
}
