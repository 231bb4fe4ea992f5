package dev.kato.storage.mongo;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoException;
import com.mongodb.MongoExecutionTimeoutException;
import com.mongodb.MongoIncompatibleDriverException;
import com.mongodb.MongoInterruptedException;
import com.mongodb.MongoNodeIsRecoveringException;
import com.mongodb.MongoNotPrimaryException;
import com.mongodb.MongoSecurityException;
import com.mongodb.MongoSocketException;
import com.mongodb.MongoSocketOpenException;
import com.mongodb.MongoSocketReadTimeoutException;
import com.mongodb.MongoTimeoutException;
import com.mongodb.MongoWriteConcernException;
import com.mongodb.WriteError;
import com.mongodb.connection.ServerDescription;
import dev.kato.model.KatoException;
import dev.kato.model.StorageRefusedException;
import dev.kato.model.StorageUnavailableException;
import java.security.cert.CertificateException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.bson.BSONException;
import org.bson.BsonMaximumSizeExceededException;
import org.jspecify.annotations.Nullable;

/**
 * What the driver's exceptions mean to KATO. Only what kind of failure it was gets into a message:
 * those of the driver hold addresses.
 */
final class Failures {

  private static final String STORE = "mongodb";
  private static final String WRONG_CREDENTIALS = "wrong credentials";
  private static final String TOO_OLD = "its version is not supported";
  private static final String NOT_TRUSTED = "its certificate is not trusted";
  private static final String UNREADABLE = "a document is not as it must be";
  private static final String NO_CONNECTION = "no connection";
  private static final String NO_ANSWER = "no answer in time";

  /** What stays so until an operator changes it, by the server's error code. */
  private static final Map<Integer, String> REFUSALS =
      Map.of(
          18,
          WRONG_CREDENTIALS,
          8000,
          WRONG_CREDENTIALS,
          13,
          "the user has no rights to do this",
          73,
          "invalid name of the database",
          121,
          "a rule of the collection forbids a document",
          123,
          "it is no replica set, which linearizable reads need",
          148,
          "its storage does not know majorities",
          166,
          "a collection is a view");

  private static final int TIME_LIMIT_EXCEEDED = 50;

  /** Of a document alone, and of one after an update or an upsert. */
  private static final Set<Integer> TOO_LARGE = Set.of(10334, 17419, 17420);

  /** Some servers have no code for it. */
  private static final int INTERNAL_ERROR = 1;

  private static final String DUPLICATE_KEY = "E11000";

  private Failures() {}

  static StorageUnavailableException unavailable(String problem) {
    return new StorageUnavailableException(STORE, problem, null);
  }

  static StorageRefusedException refused(String problem) {
    return new StorageRefusedException(STORE, problem, null);
  }

  static KatoException of(RuntimeException cause) {
    return of(cause, List.of());
  }

  /**
   * A failure as KATO reports it.
   *
   * @param servers as the driver sees them: when it finds none to use, it may know why
   */
  static KatoException of(RuntimeException cause, Collection<ServerDescription> servers) {
    if (cause instanceof MongoInterruptedException) {
      Thread.currentThread().interrupt();
    }
    if (Thread.currentThread().isInterrupted()) {
      return new StorageUnavailableException(STORE, "interrupted", cause);
    }
    Stream<Throwable> reasons =
        cause instanceof MongoTimeoutException
            ? Stream.concat(
                Stream.of(cause),
                servers.stream().map(ServerDescription::getException).filter(Objects::nonNull))
            : Stream.of(cause);
    Optional<String> refusal =
        reasons.flatMap(Failures::chain).flatMap(Failures::refusal).findFirst();
    return refusal.isPresent()
        ? new StorageRefusedException(STORE, refusal.get(), cause)
        : new StorageUnavailableException(STORE, problem(cause, servers), cause);
  }

  /** An exception and what it was caused by. */
  private static Stream<Throwable> chain(Throwable failure) {
    return Stream.iterate(failure, Objects::nonNull, Throwable::getCause);
  }

  private static Stream<String> refusal(Throwable failure) {
    if (failure instanceof MongoSecurityException) {
      return brokeOff(failure.getCause()) ? Stream.empty() : Stream.of(WRONG_CREDENTIALS);
    }
    if (failure instanceof MongoIncompatibleDriverException) {
      return Stream.of(TOO_OLD);
    }
    if (failure instanceof CertificateException) {
      return Stream.of(NOT_TRUSTED);
    }
    if (failure instanceof BSONException) {
      return Stream.of(UNREADABLE);
    }
    return failure instanceof MongoException known
        ? Stream.ofNullable(REFUSALS.get(known.getCode()))
        : Stream.empty();
  }

  /** Whether an authentication broke off, which to the driver is the same as that it failed. */
  private static boolean brokeOff(@Nullable Throwable reason) {
    return reason instanceof MongoSocketException
        || reason instanceof MongoTimeoutException
        || reason instanceof MongoExecutionTimeoutException
        || reason instanceof MongoNotPrimaryException
        || reason instanceof MongoNodeIsRecoveringException;
  }

  private static String problem(RuntimeException cause, Collection<ServerDescription> servers) {
    if (cause instanceof MongoSecurityException
        && cause.getCause() instanceof MongoException reason) {
      return problem(reason, servers);
    }
    if (cause instanceof MongoTimeoutException) {
      boolean anybody = servers.isEmpty() || servers.stream().anyMatch(ServerDescription::isOk);
      return anybody ? NO_ANSWER : NO_CONNECTION;
    }
    if (cause instanceof MongoSocketReadTimeoutException
        || cause instanceof MongoExecutionTimeoutException) {
      return NO_ANSWER;
    }
    if (cause instanceof MongoSocketOpenException) {
      return NO_CONNECTION;
    }
    if (cause instanceof MongoSocketException) {
      return "the connection was lost";
    }
    if (cause instanceof MongoNotPrimaryException
        || cause instanceof MongoNodeIsRecoveringException) {
      return "the server is not the primary";
    }
    if (cause instanceof MongoWriteConcernException) {
      return "a write was not confirmed by a majority";
    }
    if (cause instanceof MongoException failure && failure.getCode() > 0) {
      return failure.getCode() == TIME_LIMIT_EXCEEDED ? NO_ANSWER : "error " + failure.getCode();
    }
    return cause.getClass().getSimpleName();
  }

  /** Whether a document would be larger than the server or the driver allows. */
  static boolean isTooLarge(RuntimeException e) {
    return e instanceof BsonMaximumSizeExceededException
        || (e instanceof MongoException failure && TOO_LARGE.contains(failure.getCode()));
  }

  static boolean isDuplicateKey(MongoException e) {
    return isDuplicateKey(e.getCode(), String.valueOf(e.getMessage()));
  }

  static boolean isDuplicateKey(WriteError e) {
    return isDuplicateKey(e.getCode(), e.getMessage());
  }

  private static boolean isDuplicateKey(int code, String message) {
    return ErrorCategory.fromErrorCode(code) == ErrorCategory.DUPLICATE_KEY
        || (code == INTERNAL_ERROR && message.contains(DUPLICATE_KEY));
  }
}
