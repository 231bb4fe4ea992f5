package dev.kato.testkit;

import static dev.kato.testkit.PatternSamples.NOW;
import static dev.kato.testkit.PatternSamples.learning;
import static dev.kato.testkit.PatternSamples.name;
import static dev.kato.testkit.PatternSamples.newUser;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kato.model.UserId;
import dev.kato.spi.PatternStore;
import dev.kato.spi.PatternUpdate;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/**
 * What every {@link PatternStore} must do, sentence by sentence of its Javadoc. A test class of the
 * store extends this and says in {@link #spec()} how to get at it.
 */
public abstract class PatternStoreContract extends PatternChangesConcurrencyCases {

  /** For a subclass per store. */
  protected PatternStoreContract() {}

  @Test
  void answersAPing() {
    store().ping();
  }

  @Test
  void aClosedStoreSaysSo() throws Exception {
    assertClosedFor(
        everyMethod(newUser()).stream()
            .map(call -> (ThrowingCallable) call::run)
            .toArray(ThrowingCallable[]::new));
  }

  @Test
  void closingOneInstanceLeavesOthersOpen() {
    PatternStore other = another();
    store().close();
    other.ping();
  }

  @Test
  void whatIsLearnedOutlivesTheInstance() {
    PatternStore other = another();
    UserId user = newUser();
    store().learn(user, learning(0), NOW);
    store().close();
    assertThat(other.find(user, name(0))).isPresent();
  }

  @Test
  void anInterruptIsKept() {
    UserId user = newUser();
    store().learn(user, learning(0), NOW);
    everyMethod(user).forEach(StoreContract::assertKeepsInterrupt);
    store().learn(user, learning(1), NOW);
    assertThat(store().find(user, name(1))).isPresent();
  }

  private List<Runnable> everyMethod(UserId user) {
    PatternStore store = store();
    return List.of(
        () -> store.learn(user, learning(0), NOW),
        () -> store.checkLearnable(user, List.of(learning(0))),
        () -> store.restore(user, PatternSamples.pattern(0, 1)),
        () -> store.restoreAll(user, List.of(PatternSamples.pattern(0, 1))),
        () -> store.find(user, name(0)),
        () -> store.list(user, null, 1),
        () -> store.update(user, name(0), new PatternUpdate(1L, null)),
        () -> store.delete(user, name(0)),
        () -> store.count(user),
        () -> store.changes(user, null, change -> {}),
        () -> store.users(null, 1),
        () -> store.clear(user),
        store::ping);
  }
}
