package dev.kato.testkit;

import static dev.kato.testkit.PatternSamples.learning;
import static dev.kato.testkit.PatternSamples.name;
import static dev.kato.testkit.PatternStoreTests.all;
import static dev.kato.testkit.PatternStoreTests.pattern;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kato.model.UserId;
import dev.kato.spi.PatternStore;
import dev.kato.spi.PatternUpdate;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** That users of a {@link PatternStore} are strictly apart, whatever characters their ids hold. */
interface PatternIsolationContract extends PatternStoreTests {

  @Test
  default void usersWithSimilarIdsAreApart() {
    onStore(
        store -> {
          List<UserId> users = similarUsers();
          for (int i = 0; i < users.size(); i++) {
            store.learn(users.get(i), learning(0));
            store.update(users.get(i), name(0), new PatternUpdate(i + 1L, null));
          }
          for (int i = 0; i < users.size(); i++) {
            assertThat(pattern(store, users.get(i), name(0)).frequency()).isEqualTo(i + 1);
            assertThat(store.count(users.get(i))).isEqualTo(1);
            assertThat(changesOf(store, users.get(i)).patterns())
                .containsExactlyElementsOf(all(store, users.get(i)));
          }
        });
  }

  @Test
  default void whatOneUserRemovesOthersKeep() {
    onStore(
        store -> {
          List<UserId> users = similarUsers();
          users.forEach(user -> store.learn(user, learning(0)));
          for (int i = 0; i < users.size(); i++) {
            if (i % 2 == 0) {
              store.clear(users.get(i));
            } else {
              store.delete(users.get(i), name(0));
            }
            assertThat(users.subList(i + 1, users.size()))
                .allMatch(user -> store.count(user) == 1)
                .allMatch(user -> changesOf(store, user).patterns().size() == 1);
          }
        });
  }

  private static PatternMirror changesOf(PatternStore store, UserId user) {
    PatternMirror mirror = new PatternMirror(store, user);
    mirror.update();
    return mirror;
  }

  /** Unlike those of any other test, but much like one another. */
  private static List<UserId> similarUsers() {
    String common = UUID.randomUUID().toString();
    String longest = common + "x".repeat(UserId.MAX_LENGTH - common.length() - 1);
    return Stream.of(
            common,
            common + "a-b",
            common + "a.b",
            common + "a_b",
            common + "A_b",
            common + "a$b",
            common + "a/b",
            common + "a b",
            common + "a",
            common + "a\0",
            common + "a\0b",
            common + "a😀b",
            common + "ä",
            common + "a\u0308",
            common + "%",
            common + ".*",
            common + "{}",
            longest + "1",
            longest + "2",
            "😀".repeat(UserId.MAX_LENGTH - common.length()) + common)
        .map(UserId::new)
        .toList();
  }
}
