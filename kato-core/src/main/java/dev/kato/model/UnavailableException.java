package dev.kato.model;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Something needed is not to be had now; trying again after {@link #retryAfter()} may help. */
public abstract sealed class UnavailableException extends KatoException
    permits StorageUnavailableException,
        LimitReachedException,
        BusyException,
        LoadingException,
        OverloadedException,
        TimeLimitException {

  private static final long serialVersionUID = 1L;

  private final Duration retryAfter;

  UnavailableException(String message, @Nullable Throwable cause, Duration retryAfter) {
    super(message, cause);
    this.retryAfter = retryAfter;
  }

  /** How long to wait before another try makes sense; at least a second. */
  public Duration retryAfter() {
    return retryAfter;
  }
}
