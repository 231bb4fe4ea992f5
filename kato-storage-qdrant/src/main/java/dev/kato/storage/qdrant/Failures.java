package dev.kato.storage.qdrant;

import dev.kato.model.KatoException;
import dev.kato.model.StorageRefusedException;
import dev.kato.model.StorageUnavailableException;
import io.grpc.Status;
import org.jspecify.annotations.Nullable;

/**
 * What the server's failures mean to KATO. Their descriptions stay in the cause: they may hold
 * addresses.
 */
final class Failures {

  private static final String STORE = "qdrant";

  private Failures() {}

  /** A failure of a call that was answered, or whose connection was lost. */
  static KatoException of(Status.Code code, @Nullable Throwable cause) {
    return switch (code) {
      case UNAUTHENTICATED -> refused("the API key is missing or wrong", cause);
      case PERMISSION_DENIED -> refused("the API key does not have the right to do this", cause);
      case UNIMPLEMENTED ->
          refused(
              "it does not know a call, so it is no Qdrant " + Version.LEAST + " or newer", cause);
      case INVALID_ARGUMENT, FAILED_PRECONDITION, OUT_OF_RANGE ->
          refused("its settings do not admit a request (" + code + ")", cause);
      case UNAVAILABLE -> unavailable("no connection, or the server is not ready", cause);
      default -> unavailable("the call failed with " + code, cause);
    };
  }

  static StorageUnavailableException unavailable(String problem, @Nullable Throwable cause) {
    return new StorageUnavailableException(STORE, problem, cause);
  }

  static StorageRefusedException refused(String problem, @Nullable Throwable cause) {
    return new StorageRefusedException(STORE, problem, cause);
  }

  static StorageUnavailableException interrupted(InterruptedException cause) {
    Thread.currentThread().interrupt();
    return unavailable("interrupted", cause);
  }

  /** Whether a collection was not there. */
  static boolean isNotFound(StorageUnavailableException failure) {
    return code(failure) == Status.Code.NOT_FOUND;
  }

  /** Whether the server does not admit the request, whoever it comes from. */
  static boolean isNotAdmitted(StorageRefusedException failure) {
    return switch (code(failure)) {
      case INVALID_ARGUMENT, FAILED_PRECONDITION, OUT_OF_RANGE -> true;
      default -> false;
    };
  }

  /**
   * Whether the key has no right to the request. Older servers say the same of what strict mode
   * forbids.
   */
  static boolean isForbidden(StorageRefusedException failure) {
    return code(failure) == Status.Code.PERMISSION_DENIED;
  }

  private static Status.Code code(KatoException failure) {
    return Status.fromThrowable(failure).getCode();
  }
}
