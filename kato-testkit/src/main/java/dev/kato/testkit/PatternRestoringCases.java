package dev.kato.testkit;

import static dev.kato.testkit.PatternSamples.NOW;
import static dev.kato.testkit.PatternSamples.all;
import static dev.kato.testkit.PatternSamples.events;
import static dev.kato.testkit.PatternSamples.fullLearning;
import static dev.kato.testkit.PatternSamples.learning;
import static dev.kato.testkit.PatternSamples.name;
import static dev.kato.testkit.PatternSamples.newUser;
import static dev.kato.testkit.PatternSamples.pattern;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kato.model.Pattern;
import dev.kato.model.UserId;
import dev.kato.spi.LearnRequest;
import dev.kato.spi.PatternStore;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What {@link PatternStore} promises of restore and restoreAll. */
abstract class PatternRestoringCases extends PatternChangingCases {

  private static final int MANY = 1_300;

  @Test
  void aRestoredPatternIsThereInThatState() {
    PatternStore store = store();
    UserId user = newUser();
    Pattern full =
        new Pattern(
            name(0),
            events(0),
            4_000_000_000L,
            List.of(Map.of("a.b", 1.5)),
            Map.of("$k", List.of("", "v")),
            Map.of("\0", -0.5));
    store.restore(user, full);
    assertThat(all(store, user)).containsExactly(full);

    Pattern plain = PatternSamples.pattern(0, 3);
    store.restore(user, plain);
    store.restore(user, plain);
    assertThat(all(store, user)).containsExactly(plain);

    store.learn(user, fullLearning(0), NOW);
    assertThat(pattern(store, user, name(0)).frequency()).isEqualTo(4);
    assertThat(pattern(store, user, name(0)).affinity()).isEqualTo(Map.of("joy", 1.0));
  }

  @Test
  void aRestoredPatternHasForgottenItsLearnings() {
    PatternStore store = store();
    UserId user = newUser();
    LearnRequest request = learning(0);
    store.learn(user, request, NOW);
    store.restore(user, PatternSamples.pattern(0, 5));
    store.learn(user, request, NOW);
    assertThat(pattern(store, user, name(0)).frequency()).isEqualTo(6);
  }

  @Test
  void whatWasDeletedCanBeRestored() {
    PatternStore store = store();
    UserId user = newUser();
    store.learn(user, fullLearning(0), NOW);
    Pattern learned = pattern(store, user, name(0));
    store.delete(user, name(0));
    store.restore(user, learned);
    assertThat(all(store, user)).containsExactly(learned);
    assertThat(store.count(user)).isEqualTo(1);
  }

  private static List<Pattern> patterns(int from, int to, long frequency) {
    return IntStream.range(from, to)
        .mapToObj(i -> PatternSamples.pattern(i, frequency))
        .sorted(Comparator.comparing(Pattern::name))
        .toList();
  }

  private static List<Pattern> shuffled(List<Pattern> patterns) {
    List<Pattern> shuffled = new ArrayList<>(patterns);
    Collections.shuffle(shuffled, new Random(1));
    return shuffled;
  }

  @Test
  void manyRestoredPatternsAreThereInTheirStates() {
    PatternStore store = store();
    UserId user = newUser();
    UserId other = newUser();
    store.learn(other, learning(0), NOW);
    store.restoreAll(user, shuffled(patterns(0, MANY, 3)));
    assertThat(all(store, user)).isEqualTo(patterns(0, MANY, 3));
    assertThat(store.count(user)).isEqualTo(MANY);

    store.restoreAll(user, patterns(MANY - 100, MANY + 100, 5));
    assertThat(store.count(user)).isEqualTo(MANY + 100);
    assertThat(pattern(store, user, name(0)).frequency()).isEqualTo(3);
    assertThat(pattern(store, user, name(MANY - 100)).frequency()).isEqualTo(5);
    assertThat(store.count(other)).isEqualTo(1);
  }

  @Test
  void ofOneNameTheLastIsRestored() {
    PatternStore store = store();
    UserId user = newUser();
    List<Pattern> twice = new ArrayList<>(patterns(0, 600, 1));
    twice.addAll(patterns(0, 600, 2));
    twice.add(PatternSamples.pattern(0, 3));
    twice.add(PatternSamples.pattern(0, 4));

    store.restoreAll(user, twice);

    assertThat(store.count(user)).isEqualTo(600);
    assertThat(pattern(store, user, name(0)).frequency()).isEqualTo(4);
    assertThat(pattern(store, user, name(599)).frequency()).isEqualTo(2);
  }

  @Test
  void manyRestoredPatternsReplaceWhatWasLearnedAndDeleted() {
    PatternStore store = store();
    UserId user = newUser();
    LearnRequest learned = learning(0);
    store.learn(user, learned, NOW);
    store.learn(user, fullLearning(1), NOW);
    store.learn(user, fullLearning(2), NOW);
    Pattern full = pattern(store, user, name(2));
    store.delete(user, name(2));

    store.restoreAll(
        user, List.of(PatternSamples.pattern(0, 5), PatternSamples.pattern(1, 7), full));

    assertThat(pattern(store, user, name(1))).isEqualTo(PatternSamples.pattern(1, 7));
    assertThat(pattern(store, user, name(2))).isEqualTo(full);
    store.learn(user, learned, NOW);
    assertThat(pattern(store, user, name(0)).frequency()).isEqualTo(6);
  }

  @Test
  void restoringNothingLeavesNothingBehind() {
    PatternStore store = store();
    UserId user = newUser();
    store.restoreAll(user, List.of());
    assertThat(all(store, user)).isEmpty();
    assertThat(store.users(null, 1000)).doesNotContain(user);
  }

  @Test
  void whoFollowsTheChangesSeesAllThatWereRestored() {
    PatternStore store = store();
    UserId user = newUser();
    PatternMirror follower = new PatternMirror(store, user);
    follower.update();
    for (int round = 1; round <= 3; round++) {
      store.restoreAll(user, patterns(0, 400 * round, round));
      follower.update();
      assertThat(follower.patterns()).isEqualTo(patterns(0, 400 * round, round));
    }
    PatternMirror newcomer = new PatternMirror(store, user);
    newcomer.update();
    assertThat(newcomer.patterns()).isEqualTo(follower.patterns());
  }
}
