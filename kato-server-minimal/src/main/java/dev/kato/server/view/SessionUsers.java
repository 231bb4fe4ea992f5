package dev.kato.server.view;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.kato.Kato;

/** Whose a session is. That never changes, so it need not be asked for again. Thread-safe. */
public final class SessionUsers {

  private static final int REMEMBERED = 100_000;

  private final Kato kato;
  private final Cache<String, String> users =
      Caffeine.newBuilder().maximumSize(REMEMBERED).executor(Runnable::run).build();

  /** The users of these sessions. */
  public SessionUsers(Kato kato) {
    this.kato = kato;
  }

  /**
   * The user of a session. Known ones are told even when the session is no more.
   *
   * @throws dev.kato.model.SessionNotFoundException if it is unknown
   */
  public String of(String sessionId) {
    return users.get(sessionId, id -> kato.session(id).info().state().user().value());
  }
}
