package dev.kato.model;

import org.jspecify.annotations.Nullable;

/**
 * The answer to a request to learn.
 *
 * @param name the pattern, or null when the short-term memory held fewer than two symbols
 * @param events number of events the short-term memory held
 */
public record LearnResult(@Nullable PatternName name, int events) implements Outcome {

  /** Whether a pattern was learned. */
  public boolean learned() {
    return name != null;
  }
}
