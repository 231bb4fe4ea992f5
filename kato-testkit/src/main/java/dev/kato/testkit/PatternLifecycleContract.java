package dev.kato.testkit;

import static dev.kato.testkit.PatternSamples.learning;
import static dev.kato.testkit.PatternSamples.name;
import static dev.kato.testkit.PatternSamples.newUser;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kato.model.StorageUnavailableException;
import dev.kato.model.UserId;
import dev.kato.spi.PatternStore;
import dev.kato.spi.PatternUpdate;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** What {@link PatternStore} promises of being open, closed and interrupted. */
interface PatternLifecycleContract extends PatternStoreTests {

  @Test
  default void anOpenStoreGivesASignOfLife() {
    onStore(PatternStore::ping);
  }

  @Test
  default void aClosedStoreRefusesEverythingButClose() {
    PatternStore store = spec().open();
    store.close();
    store.close();
    for (Consumer<PatternStore> call : everyMethod(newUser())) {
      assertThatThrownBy(() -> call.accept(store)).isExactlyInstanceOf(IllegalStateException.class);
    }
  }

  @Test
  default void closingOneStoreLeavesOthersOpen() {
    onStore(
        store -> {
          spec().open().close();
          store.ping();
        });
  }

  @Test
  default void anInterruptedCallWorksOrFailsAndTheThreadStaysInterrupted() {
    onStore(
        store -> {
          UserId user = newUser();
          store.learn(user, learning(0));
          for (Consumer<PatternStore> call : everyMethod(user)) {
            Thread.currentThread().interrupt();
            try {
              call.accept(store);
            } catch (StorageUnavailableException e) {
              assertThat(e).hasMessageContaining("interrupted");
            } finally {
              assertThat(Thread.interrupted()).isTrue();
            }
          }
          store.learn(user, learning(1));
          assertThat(store.find(user, name(1))).isPresent();
        });
  }

  private static List<Consumer<PatternStore>> everyMethod(UserId user) {
    return List.of(
        store -> store.learn(user, learning(0)),
        store -> store.restore(user, PatternSamples.pattern(0, 1)),
        store -> store.find(user, name(0)),
        store -> store.list(user, null, 1),
        store -> store.update(user, name(0), new PatternUpdate(1L, null)),
        store -> store.delete(user, name(0)),
        store -> store.count(user),
        store -> store.changes(user, null, change -> {}),
        store -> store.users(null, 1),
        store -> store.clear(user),
        PatternStore::ping);
  }
}
