package dev.kato.model;

import org.jspecify.annotations.Nullable;

/**
 * A store refuses to serve: wrong credentials, missing rights, a database or format that is not as
 * it must be. Trying again does not help until its operator has changed something; then the same
 * call may succeed.
 */
public final class StorageRefusedException extends KatoException {

  private static final long serialVersionUID = 1L;

  private final String store;

  /**
   * A refusal of one store.
   *
   * @param store which one, as {@code mongodb}
   * @param problem what it refuses, to mend by its operator, without addresses or credentials
   * @param cause the driver's exception, for the log only
   */
  public StorageRefusedException(String store, String problem, @Nullable Throwable cause) {
    super(store + " refuses to serve: " + problem, cause);
    this.store = store;
  }

  /** Which store refuses. */
  public String store() {
    return store;
  }
}
