package dev.kato.spi;

import dev.kato.model.SessionState;
import java.util.List;
import java.util.Optional;

/**
 * What is stored of a session: its state, and, while an operation that learns is under way, what it
 * will be when the learnings are done.
 *
 * @param state as everyone sees it
 * @param prepared an operation that was begun: whoever finds it completes it before doing anything
 *     else that changes the session
 */
public record SessionContent(SessionState state, Optional<Prepared> prepared) {

  /** A session with nothing under way. */
  public static SessionContent of(SessionState state) {
    return new SessionContent(state, Optional.empty());
  }

  /**
   * An operation that was begun.
   *
   * @param learnings to be carried out in this order; repeating one does no harm
   * @param next the state once all are done
   */
  public record Prepared(List<LearnRequest> learnings, SessionState next) {

    /** Copies the list. */
    public Prepared {
      learnings = List.copyOf(learnings);
    }
  }
}
