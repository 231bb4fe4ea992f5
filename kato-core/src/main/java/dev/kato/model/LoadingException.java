package dev.kato.model;

import java.time.Duration;

/**
 * The knowledge base is being read into memory, which goes on whoever waits for it; the caller has
 * waited as long as it may. Nothing has changed.
 */
public final class LoadingException extends UnavailableException {

  private static final long serialVersionUID = 1L;

  /** What a slow store gives; only to say when asking again makes sense. */
  private static final long PATTERNS_PER_SECOND = 50_000;

  private static final long MOST_SECONDS = 60;

  /**
   * So far.
   *
   * @param done changes that were read
   * @param expected patterns there are in all; 0 if that is not known
   */
  public LoadingException(long done, long expected) {
    super(message(done, expected), null, Duration.ofSeconds(secondsLeft(done, expected)));
  }

  private static String message(long done, long expected) {
    String progress = expected == 0 ? done + " changes" : done + " of " + expected + " patterns";
    return "The knowledge base is being loaded: " + progress + " so far";
  }

  private static long secondsLeft(long done, long expected) {
    return 1 + Math.min(MOST_SECONDS, Math.max(0, expected - done) / PATTERNS_PER_SECOND);
  }
}
