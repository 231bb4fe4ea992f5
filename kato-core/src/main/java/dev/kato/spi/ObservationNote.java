package dev.kato.spi;

import dev.kato.config.SessionConfig;
import dev.kato.model.Event;
import dev.kato.model.ObserveResult;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a caller keeps with a session about an observation. It is written in the same step as the
 * observation: both are there or neither is.
 */
@FunctionalInterface
public interface ObservationNote {

  /**
   * The note as it will be. May be called more than once for one observation, when others change
   * the session meanwhile; only the last answer counts. What it throws stops the observation, which
   * then has not happened.
   *
   * @param before the note as it is, or null when there is none
   * @param observed what the observation will be answered with
   * @param stm the short-term memory with the observation in it, before it was learned
   * @param config the session's
   * @return values as {@link dev.kato.model.JsonValues} has them, or null to keep nothing
   */
  @Nullable Object after(
      @Nullable Object before, ObserveResult observed, List<Event> stm, SessionConfig config);
}
