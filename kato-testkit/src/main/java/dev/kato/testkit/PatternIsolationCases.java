package dev.kato.testkit;

import static dev.kato.testkit.PatternSamples.NOW;
import static dev.kato.testkit.PatternSamples.all;
import static dev.kato.testkit.PatternSamples.learning;
import static dev.kato.testkit.PatternSamples.name;
import static dev.kato.testkit.PatternSamples.pattern;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kato.model.UserId;
import dev.kato.spi.PatternStore;
import dev.kato.spi.PatternUpdate;
import java.util.List;
import org.junit.jupiter.api.Test;

/** That users of a {@link PatternStore} are strictly apart, whatever characters their ids hold. */
abstract class PatternIsolationCases extends PatternRestoringCases {

  @Test
  void usersWithSimilarIdsAreApart() {
    PatternStore store = store();
    List<UserId> users = TRAPS.stream().map(UserId::new).toList();
    for (int i = 0; i < users.size(); i++) {
      store.learn(users.get(i), learning(0), NOW);
      store.update(users.get(i), name(0), new PatternUpdate(i + 1L, null));
    }
    for (int i = 0; i < users.size(); i++) {
      assertThat(pattern(store, users.get(i), name(0)).frequency()).isEqualTo(i + 1);
      assertThat(store.count(users.get(i))).isEqualTo(1);
      assertThat(changesOf(store, users.get(i)).patterns())
          .containsExactlyElementsOf(all(store, users.get(i)));
    }
  }

  @Test
  void whatOneUserRemovesOthersKeep() {
    PatternStore store = store();
    List<UserId> users = TRAPS.stream().map(UserId::new).toList();
    users.forEach(user -> store.learn(user, learning(0), NOW));
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
  }

  private static PatternMirror changesOf(PatternStore store, UserId user) {
    PatternMirror mirror = new PatternMirror(store, user);
    mirror.update();
    return mirror;
  }
}
