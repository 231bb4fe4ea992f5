package dev.kato.model;

import java.time.Duration;

/** A configured bound on what may be kept is reached. */
public final class LimitReachedException extends UnavailableException {

  private static final long serialVersionUID = 1L;

  private final String what;

  /**
   * Refuses one more.
   *
   * @param what the things that are bounded, as {@code sessions}
   * @param limit the bound
   */
  public LimitReachedException(String what, long limit) {
    super("The limit of " + limit + " " + what + " is reached", null, Duration.ofSeconds(10));
    this.what = what;
  }

  /** The things that are bounded, as {@code sessions}. */
  public String what() {
    return what;
  }
}
