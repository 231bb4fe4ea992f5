package dev.kato.model;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A store did not answer, or not in time: a failure that may pass by itself. Whether a write took
 * effect is unknown; the operations of KATO are built so that repeating one does no harm. What will
 * not pass by itself is a {@link StorageRefusedException}.
 */
public final class StorageUnavailableException extends UnavailableException {

  private static final long serialVersionUID = 1L;

  private final String store;

  /**
   * A failure of one store.
   *
   * @param store which one, as {@code mongodb}
   * @param problem what happened, without addresses or credentials
   * @param cause the driver's exception, for the log only
   */
  public StorageUnavailableException(String store, String problem, @Nullable Throwable cause) {
    super(store + " is unavailable: " + problem, cause, Duration.ofSeconds(1));
    this.store = store;
  }

  /** Which store failed. */
  public String store() {
    return store;
  }
}
