package dev.kato.session;

import dev.kato.config.SessionConfig;
import dev.kato.model.SessionId;
import dev.kato.model.SessionState;
import dev.kato.spi.KatoListener;
import dev.kato.spi.SessionStore;
import dev.kato.spi.StoredSession;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Reads sessions without using them, and sweeps those whose time is over. Thread-safe. */
public final class Sessions {

  private static final int SWEEP_BATCH = 1000;

  private final SessionStore store;
  private final SessionConfig defaults;
  private final Clock clock;
  private final KatoListener listener;

  /** The sessions in this store. */
  public Sessions(SessionStore store, SessionConfig defaults, Clock clock, KatoListener listener) {
    this.store = store;
    this.defaults = defaults;
    this.clock = clock;
    this.listener = listener;
  }

  /** The session without using it, also when its time is over and it has not been removed yet. */
  public Optional<StoredSession> peek(SessionId id) {
    return store.find(id);
  }

  /** Whether that session's time is over. */
  public boolean expired(StoredSession stored) {
    return !stored.expiresAt().isAfter(clock.instant());
  }

  /** The configuration a session works with. */
  public SessionConfig config(SessionState state) {
    return defaults.with(state.config());
  }

  /** Number of live sessions, exact. */
  public long count() {
    return store.count(clock.instant());
  }

  /**
   * Removes sessions whose time is over, also those with a change that was begun and that nobody
   * came to complete: what it had not learned yet is not learned.
   */
  public void removeExpired() {
    List<SessionId> removed;
    do {
      Instant now = clock.instant();
      removed = store.removeExpired(now, SWEEP_BATCH);
      removed.forEach(id -> listener.sessionExpired(id, now));
    } while (removed.size() == SWEEP_BATCH);
  }
}
