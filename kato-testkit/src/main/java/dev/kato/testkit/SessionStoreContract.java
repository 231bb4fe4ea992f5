package dev.kato.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kato.model.SessionState;
import dev.kato.spi.SessionContent;
import dev.kato.spi.SessionLock;
import dev.kato.spi.SessionStore;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/**
 * What every {@link SessionStore} must do, sentence by sentence of its Javadoc. A test class of the
 * store extends this and says in {@link #spec()} how to get at it: each test asks once, and needs
 * new, empty data.
 */
public abstract class SessionStoreContract extends SessionStepCases {

  /** For a subclass per store. */
  protected SessionStoreContract() {}

  @Test
  void answersAPing() {
    store().ping();
  }

  @Test
  void aClosedStoreSaysSo() throws Exception {
    SessionStore store = store();
    SessionState state = Sessions.plain("s", "u");
    SessionLock lock = store.lock(ID, Duration.ofMinutes(1), Duration.ZERO).orElseThrow();

    assertClosedFor(
        () -> store.create(state, LATER, NOW, NO_LIMIT),
        () -> store.find(ID),
        () -> store.replace(ID, 1, SessionContent.of(state), LATER),
        () -> store.touch(ID, 1, LATER),
        () -> store.delete(ID, 1),
        () -> store.count(NOW),
        () -> store.sessionsOf(state.user()),
        () -> store.removeExpired(NOW, 1),
        () -> store.lock(ID, Duration.ofMinutes(1), Duration.ZERO),
        () -> store.lockAndFind(ID, Duration.ofMinutes(1), Duration.ZERO),
        () -> store.replaceAndUnlock(lock, ID, 1, SessionContent.of(state), LATER),
        store::ping);

    lock.close();
  }

  @Test
  void whatIsStoredOutlivesTheInstance() throws Exception {
    SessionStore other = another();
    create(Sessions.odd("s", "u"));

    store().close();

    assertThat(other.find(ID)).isPresent();
  }

  @Test
  void anInterruptIsKept() {
    create(Sessions.plain("s", "u"));
    assertKeepsInterrupt(() -> store().find(ID));
    assertKeepsInterrupt(() -> store().touch(ID, 1, LATER));
    assertKeepsInterrupt(() -> store().count(NOW));
    assertKeepsInterrupt(() -> store().sessionsOf(user("u")));
  }
}
