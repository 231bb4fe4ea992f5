package dev.kato.model;

import java.time.Duration;

/**
 * A recall was given up because it took longer than it may, or because its thread was interrupted.
 * Nothing has changed. The same question may be answered when less else is going on, or with a
 * higher {@code recall_threshold}, a shorter state or fewer characters to compare.
 */
public final class TimeLimitException extends UnavailableException {

  private static final long serialVersionUID = 1L;

  private TimeLimitException(String message) {
    super(message, null, Duration.ofSeconds(1));
  }

  /** A recall that had {@code limit} to end. */
  public static TimeLimitException after(Duration limit) {
    return new TimeLimitException(
        "The recall did not end within "
            + limit.toMillis()
            + " ms; a higher recall_threshold or a shorter state costs less");
  }

  /** A recall whose thread was interrupted, and still is. */
  public static TimeLimitException interrupted() {
    return new TimeLimitException("The recall was interrupted");
  }
}
