package dev.kato.processor;

import dev.kato.model.Outcome;
import dev.kato.model.SessionState;
import dev.kato.spi.LearnRequest;
import java.util.List;

/**
 * What an operation does to a session.
 *
 * @param state the session afterwards
 * @param learnings what must be learned for that, in this order
 * @param outcome the answer
 * @param <T> kind of answer
 */
public record Step<T extends Outcome>(SessionState state, List<LearnRequest> learnings, T outcome) {

  /** Copies the list. */
  public Step {
    learnings = List.copyOf(learnings);
  }
}
