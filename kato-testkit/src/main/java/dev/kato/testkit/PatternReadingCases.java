package dev.kato.testkit;

import static dev.kato.testkit.PatternSamples.NOW;
import static dev.kato.testkit.PatternSamples.learning;
import static dev.kato.testkit.PatternSamples.name;
import static dev.kato.testkit.PatternSamples.newUser;
import static dev.kato.testkit.PatternSamples.sortedNames;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kato.model.Pattern;
import dev.kato.model.PatternName;
import dev.kato.model.UserId;
import dev.kato.spi.PatternStore;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What the reading methods of {@link PatternStore} promise. */
abstract class PatternReadingCases extends PatternBoundsCases {

  @Test
  void nothingIsFoundOfAUserNobodyKnows() {
    PatternStore store = store();
    UserId user = newUser();
    assertThat(store.find(user, name(0))).isEmpty();
    assertThat(store.list(user, null, 10)).isEmpty();
    assertThat(store.count(user)).isZero();
  }

  @Test
  void onlyThePatternOfThatNameIsFound() {
    PatternStore store = store();
    UserId user = newUser();
    store.learn(user, learning(0), NOW);
    assertThat(store.find(user, name(1))).isEmpty();
  }

  @Test
  void patternsAreListedByNameInPages() {
    PatternStore store = store();
    UserId user = newUser();
    for (int i = 0; i < 25; i++) {
      store.learn(user, learning(i), NOW);
    }
    List<PatternName> names = sortedNames(25);
    assertThat(names(store, user, null, 10)).isEqualTo(names.subList(0, 10));
    assertThat(names(store, user, names.get(9), 10)).isEqualTo(names.subList(10, 20));
    assertThat(names(store, user, names.get(19), 10)).isEqualTo(names.subList(20, 25));
    assertThat(names(store, user, names.get(24), 10)).isEmpty();
    assertThat(names(store, user, null, Integer.MAX_VALUE)).isEqualTo(names);
  }

  @Test
  void aPageMayBeginAfterANameThatIsNotThere() {
    PatternStore store = store();
    UserId user = newUser();
    for (int i = 0; i < 10; i++) {
      store.learn(user, learning(i), NOW);
    }
    List<PatternName> names = sortedNames(10);
    store.delete(user, names.get(4));
    assertThat(names(store, user, names.get(4), 2)).isEqualTo(names.subList(5, 7));
    PatternName lowest = new PatternName("0".repeat(40));
    assertThat(names(store, user, lowest, 1)).isEqualTo(names.subList(0, 1));
  }

  @Test
  void limitsBelowOneAreRefused() {
    PatternStore store = store();
    for (int limit : new int[] {0, -1, Integer.MIN_VALUE}) {
      assertThatThrownBy(() -> store.list(newUser(), null, limit))
          .isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> store.users(null, limit))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void usersAreListedInCodePointOrderInPages() {
    PatternStore store = store();
    String prefix = UUID.randomUUID().toString();
    List<UserId> users =
        List.of("", "A", "B", "a", "a\0", "a.b", "é", "\uFF21", "😀").stream()
            .map(suffix -> new UserId(prefix + suffix))
            .toList();
    users.forEach(user -> store.learn(user, learning(0), NOW));
    store.learn(users.get(3), learning(1), NOW);

    assertThat(store.users(users.get(0), users.size() - 1))
        .isEqualTo(users.subList(1, users.size()));
    assertThat(store.users(users.get(0), 2)).isEqualTo(users.subList(1, 3));
    assertThat(store.users(new UserId(prefix + "Z"), 2)).isEqualTo(users.subList(3, 5));
    assertThat(pagedUsers(store, 3)).containsSubsequence(users).doesNotHaveDuplicates();
  }

  @Test
  void onlyUsersWithPatternsAreListed() {
    PatternStore store = store();
    String prefix = UUID.randomUUID().toString();
    UserId before = new UserId(prefix);
    UserId asked = new UserId(prefix + "1");
    UserId deleted = new UserId(prefix + "2");
    UserId cleared = new UserId(prefix + "3");
    UserId present = new UserId(prefix + "4");
    store.count(asked);
    store.changes(asked, null, change -> {});
    store.learn(deleted, learning(0), NOW);
    store.delete(deleted, name(0));
    store.learn(cleared, learning(0), NOW);
    store.clear(cleared);
    store.learn(present, learning(0), NOW);
    assertThat(store.users(before, 1)).containsExactly(present);
  }

  private static List<UserId> pagedUsers(PatternStore store, int limit) {
    List<UserId> all = new ArrayList<>();
    List<UserId> page = store.users(null, limit);
    while (!page.isEmpty()) {
      all.addAll(page);
      page = store.users(all.get(all.size() - 1), limit);
    }
    return all;
  }

  private static List<PatternName> names(
      PatternStore store, UserId user, @Nullable PatternName after, int limit) {
    return store.list(user, after, limit).stream().map(Pattern::name).toList();
  }
}
