package dev.kato;

import dev.kato.model.PatternName;
import dev.kato.model.SessionId;
import dev.kato.model.UserId;
import dev.kato.spi.KatoListener;
import java.time.Instant;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps what a listener throws away from the operation that told it. */
final class SafeListener implements KatoListener {

  private static final Logger log = LoggerFactory.getLogger(SafeListener.class);

  private final KatoListener listener;

  SafeListener(KatoListener listener) {
    this.listener = listener;
  }

  @Override
  public void sessionCreated(SessionId session, UserId user, Instant at) {
    tell(() -> listener.sessionCreated(session, user, at));
  }

  @Override
  public void sessionDeleted(SessionId session, Instant at) {
    tell(() -> listener.sessionDeleted(session, at));
  }

  @Override
  public void sessionExpired(SessionId session, Instant at) {
    tell(() -> listener.sessionExpired(session, at));
  }

  @Override
  public void patternLearned(UserId user, PatternName name, SessionId session, Instant at) {
    tell(() -> listener.patternLearned(user, name, session, at));
  }

  @Override
  public void operationDone(Operation operation, long nanos, boolean succeeded) {
    tell(() -> listener.operationDone(operation, nanos, succeeded));
  }

  /** Carries out an operation and tells how long it took. */
  <T> T timed(Operation operation, Supplier<T> call) {
    long start = System.nanoTime();
    boolean succeeded = false;
    try {
      T result = call.get();
      succeeded = true;
      return result;
    } finally {
      operationDone(operation, System.nanoTime() - start, succeeded);
    }
  }

  /** A listener in another language may throw what Java's compiler would not let it throw. */
  private static void tell(Runnable call) {
    try {
      call.run();
    } catch (Throwable e) {
      log.warn("a listener failed", e);
    }
  }
}
