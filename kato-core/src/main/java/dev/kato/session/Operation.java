package dev.kato.session;

import dev.kato.model.Outcome;
import dev.kato.model.SessionState;
import dev.kato.processor.Step;
import dev.kato.spi.SessionContent.Prepared;
import java.util.Optional;

/**
 * A change of a session, as a function of its state. May be called several times, when others got
 * in between; only the last call counts.
 *
 * @param <T> kind of answer
 */
@FunctionalInterface
interface Operation<T extends Outcome> {

  /**
   * What to do.
   *
   * @param completed an operation of somebody else that had been begun and that this call completed
   */
  Step<T> on(SessionState state, Optional<Prepared> completed);
}
