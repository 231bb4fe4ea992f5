package dev.kato.storage.mongo;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoException;
import com.mongodb.MongoInterruptedException;
import com.mongodb.MongoTimeoutException;
import dev.kato.model.StorageUnavailableException;

/** What the driver's exceptions mean to KATO. */
final class Failures {

  private static final String STORE = "mongodb";

  private Failures() {}

  static StorageUnavailableException unavailable(String problem) {
    return new StorageUnavailableException(STORE, problem, null);
  }

  static StorageUnavailableException unavailable(RuntimeException cause) {
    if (cause instanceof MongoInterruptedException) {
      Thread.currentThread().interrupt();
    }
    return new StorageUnavailableException(STORE, problem(cause), cause);
  }

  /** Only what kind of failure it was: messages of the driver hold addresses. */
  private static String problem(RuntimeException cause) {
    if (Thread.currentThread().isInterrupted()) {
      return "interrupted";
    }
    if (cause instanceof MongoTimeoutException) {
      return "no answer in time";
    }
    if (cause instanceof MongoException failure && failure.getCode() > 0) {
      return "error " + failure.getCode();
    }
    return cause.getClass().getSimpleName();
  }

  static boolean isDuplicateKey(MongoException e) {
    return ErrorCategory.fromErrorCode(e.getCode()) == ErrorCategory.DUPLICATE_KEY;
  }
}
