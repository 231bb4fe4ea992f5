package dev.kato.session;

import dev.kato.model.Outcome;
import dev.kato.model.SessionState;
import dev.kato.processor.Step;
import dev.kato.spi.SessionContent.Prepared;
import java.util.Optional;

/**
 * A change of a session, as a function of its state.
 *
 * @param <T> kind of answer
 */
interface Operation<T extends Outcome> {

  /** What it is called in errors: {@code observe}. */
  String name();

  /** By what a repeat is recognised; empty if it is not. */
  default Optional<Once<T>> once() {
    return Optional.empty();
  }

  /**
   * What to do. May be called several times, when others got in between; only the last call counts.
   *
   * @param completed an operation of somebody else that had been begun and that this call completed
   */
  Step<T> on(SessionState state, Optional<Prepared> completed);

  /**
   * What an operation is known by when it is repeated.
   *
   * @param uniqueId the caller's
   * @param digest of what the operation does
   * @param type of its answer
   */
  record Once<T extends Outcome>(String uniqueId, String digest, Class<T> type) {}
}
