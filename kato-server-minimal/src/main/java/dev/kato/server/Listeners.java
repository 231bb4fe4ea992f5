package dev.kato.server;

import dev.kato.model.PatternName;
import dev.kato.model.SessionId;
import dev.kato.model.UserId;
import dev.kato.spi.KatoListener;
import java.time.Instant;

/** Tells two listeners, one after the other. */
record Listeners(KatoListener first, KatoListener second) implements KatoListener {

  @Override
  public void sessionCreated(SessionId session, UserId user, Instant at) {
    first.sessionCreated(session, user, at);
    second.sessionCreated(session, user, at);
  }

  @Override
  public void sessionDeleted(SessionId session, Instant at) {
    first.sessionDeleted(session, at);
    second.sessionDeleted(session, at);
  }

  @Override
  public void sessionExpired(SessionId session, Instant at) {
    first.sessionExpired(session, at);
    second.sessionExpired(session, at);
  }

  @Override
  public void patternLearned(UserId user, PatternName name, SessionId session, Instant at) {
    first.patternLearned(user, name, session, at);
    second.patternLearned(user, name, session, at);
  }

  @Override
  public void operationDone(Operation operation, long nanos, boolean succeeded) {
    first.operationDone(operation, nanos, succeeded);
    second.operationDone(operation, nanos, succeeded);
  }
}
