package dev.kato.session;

import dev.kato.model.BusyException;
import dev.kato.model.SessionId;
import dev.kato.spi.LockedSession;
import dev.kato.spi.SessionStore;
import dev.kato.spi.StoredSession;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongSupplier;

/**
 * Lets what changes one session happen one after another: in this process as it arrived, among
 * processes by the store's lock. The lock is a courtesy; see {@link SessionWriter}. Thread-safe.
 */
final class Turns {

  private final SessionStore store;
  private final SessionSettings settings;
  private final LongSupplier nanoTime;
  private final LocalLocks locks = new LocalLocks();

  Turns(SessionStore store, SessionSettings settings, LongSupplier nanoTime) {
    this.store = store;
    this.settings = settings;
    this.nanoTime = nanoTime;
  }

  /**
   * One's turn.
   *
   * @param found the session when the turn came, or empty if there was none
   * @param lease on the store's lock
   */
  record Turn(Optional<StoredSession> found, Lease lease) {}

  /**
   * Runs an action when its turn comes.
   *
   * @throws BusyException if it does not come in time, or the thread is interrupted
   */
  <T> T take(SessionId id, Function<Turn, T> action) {
    return locks.inTurn(
        id,
        settings.patience(),
        () -> {
          long asked = nanoTime.getAsLong();
          LockedSession locked =
              store
                  .lockAndFind(id, settings.lease(), settings.patience())
                  .orElseThrow(() -> new BusyException(id));
          try (Lease lease = new Lease(locked.lock(), settings.lease(), nanoTime, asked)) {
            return action.apply(new Turn(locked.session(), lease));
          }
        });
  }
}
