package dev.kato.spi;

import dev.kato.model.PatternName;
import dev.kato.model.SessionId;
import dev.kato.model.UserId;
import java.time.Instant;

/**
 * Hears what happens, after it has happened. Called in the thread that did it, from many threads at
 * once; must return quickly. What it throws, errors included, is logged and has no effect.
 */
public interface KatoListener {

  /** Hears nothing. */
  KatoListener NONE = new KatoListener() {};

  /** What an operation was. */
  enum Operation {
    /** One observation, or a sequence of them. */
    OBSERVE,
    /** Learning on request. */
    LEARN,
    /** Asking for predictions, or why something is or is not among them. */
    PREDICT,
    /** Asking for a forecast. */
    FORECAST
  }

  /** A session was opened. */
  default void sessionCreated(SessionId session, UserId user, Instant at) {}

  /** A session was deleted by a caller. */
  default void sessionDeleted(SessionId session, Instant at) {}

  /** A session was removed because its time was over. */
  default void sessionExpired(SessionId session, Instant at) {}

  /** A pattern was learned, for the first time or again. */
  default void patternLearned(UserId user, PatternName name, SessionId session, Instant at) {}

  /** An operation took so long, whether it succeeded or not. */
  default void operationDone(Operation operation, long nanos, boolean succeeded) {}
}
