package dev.kato.model;

import java.time.Duration;

/**
 * A recall was given up because it took longer than it may, or because its thread was interrupted.
 * Nothing has changed. The same question may be answered when less else is going on, or with a
 * higher {@code recall_threshold}, a shorter state or fewer characters to compare.
 */
public final class TimeLimitException extends UnavailableException {

  private static final long serialVersionUID = 1L;

  private final boolean ofInputAlone;

  private TimeLimitException(String message, boolean ofInputAlone) {
    super(message, null, Duration.ofSeconds(1));
    this.ofInputAlone = ofInputAlone;
  }

  /**
   * A recall that had {@code limit} to end.
   *
   * @param alone whether it had nearly all of that time to compute
   */
  public static TimeLimitException after(Duration limit, boolean alone) {
    return new TimeLimitException(
        "The recall did not end within "
            + limit.toMillis()
            + " ms; a higher recall_threshold or a shorter state costs less",
        alone);
  }

  /** A recall whose thread was interrupted, and still is. */
  public static TimeLimitException interrupted() {
    return new TimeLimitException("The recall was interrupted", false);
  }

  /** Whether the same question will take too long again, however little else is going on. */
  public boolean isOfInputAlone() {
    return ofInputAlone;
  }
}
