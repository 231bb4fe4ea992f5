package dev.kato.server.http;

import dev.kato.model.ConflictException;
import dev.kato.model.EmptyMemoryException;
import dev.kato.model.InvalidConfigException;
import dev.kato.model.InvalidInputException;
import dev.kato.model.KatoException;
import dev.kato.model.LimitReachedException;
import dev.kato.model.LoadingException;
import dev.kato.model.NotFoundException;
import dev.kato.model.PatternNotFoundException;
import dev.kato.model.PatternTooLargeException;
import dev.kato.model.SessionNotFoundException;
import dev.kato.model.StorageRefusedException;
import dev.kato.model.StorageUnavailableException;
import dev.kato.model.TimeLimitException;
import dev.kato.model.UnavailableException;
import dev.kato.model.VectorDimensionMismatchException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The one place where what went wrong becomes an answer. */
final class Errors {

  /** A step of a field's path: an index in brackets, or a name. */
  private static final Pattern STEP = Pattern.compile("\\[(\\d{1,9})]|([^.\\[]+)");

  private Errors() {}

  static Response answer(RuntimeException error, String traceId) {
    HttpFailure failure = failure(error);
    Map<String, @Nullable Object> inner =
        Fields.of(
            "code", failure.code(),
            "message", failure.getMessage(),
            "details", failure.details());
    if (error instanceof SessionNotFoundException missing) {
      inner.put("session_id", missing.sessionId());
    }
    inner.put("trace_id", traceId);
    Object detail = failure.detail() == null ? failure.getMessage() : failure.detail();
    Response response =
        Response.json(
            failure.status(),
            Fields.of("error", inner, "detail", detail, "status", failure.status()));
    for (Map.Entry<String, String> header : failure.headers().entrySet()) {
      response = response.with(header.getKey(), header.getValue());
    }
    return response;
  }

  static boolean isDefect(RuntimeException error) {
    return !(error instanceof KatoException) && !(error instanceof HttpFailure);
  }

  /** Whether a store is the reason, so that its operator should hear of it. */
  static boolean isOfStore(RuntimeException error) {
    return error instanceof StorageUnavailableException || error instanceof StorageRefusedException;
  }

  static HttpFailure failure(RuntimeException error) {
    if (error instanceof HttpFailure failure) {
      return failure;
    }
    if (error instanceof InvalidInputException invalid) {
      return invalid(invalid);
    }
    if (error instanceof NotFoundException missing) {
      return missing(missing);
    }
    if (error instanceof ConflictException) {
      return plain(409, "CONFLICT", error, Map.of());
    }
    if (error instanceof UnavailableException unavailable) {
      return unavailable(unavailable);
    }
    if (error instanceof StorageRefusedException refused) {
      // Without Retry-After: another try is no help until the operator has changed something.
      return plain(503, "STORAGE_REFUSED", error, Fields.of("store", refused.store()));
    }
    return HttpFailure.of(500, "INTERNAL_ERROR", "An unexpected error occurred");
  }

  private static HttpFailure invalid(InvalidInputException error) {
    if (error instanceof VectorDimensionMismatchException mismatch) {
      return plain(
          400,
          "VECTOR_DIMENSION_MISMATCH",
          error,
          Fields.of(
              "expected_dimension", mismatch.expected(),
              "actual_dimension", mismatch.actual(),
              "loc", loc(mismatch.field())));
    }
    if (error instanceof PatternTooLargeException large) {
      return plain(422, "PATTERN_TOO_LARGE", error, Fields.of("name", large.name().prefixed()));
    }
    if (error instanceof EmptyMemoryException) {
      return plain(400, "EMPTY_STM", error, Map.of());
    }
    if (error instanceof InvalidConfigException config) {
      List<Map<String, @Nullable Object>> keys =
          config.problems().stream()
              .map(p -> Fields.of("key", p.key(), "value", p.value(), "expected", p.expected()))
              .toList();
      return plain(400, "INVALID_CONFIG", error, Fields.of("errors", keys));
    }
    return HttpFailure.invalid(error.problem(), "value_error", loc(error.field()).toArray());
  }

  private static HttpFailure missing(NotFoundException error) {
    if (error instanceof SessionNotFoundException session) {
      return plain(404, "SESSION_NOT_FOUND", error, Fields.of("session_id", session.sessionId()));
    }
    String name = error instanceof PatternNotFoundException pattern ? pattern.name() : "";
    return plain(404, "PATTERN_NOT_FOUND", error, Fields.of("name", name));
  }

  private static HttpFailure unavailable(UnavailableException error) {
    String code = "OVERLOADED";
    Map<String, @Nullable Object> details = Map.of();
    if (error instanceof LimitReachedException limit && !limit.what().equals("sessions")) {
      // It is the user's own, so waiting for others, or another instance, would be no help.
      return plain(429, "LIMIT_REACHED", error, Fields.of("limited", limit.what()));
    }
    if (error instanceof LimitReachedException) {
      code = "SESSION_LIMIT_REACHED";
    } else if (error instanceof StorageUnavailableException storage) {
      code = "STORAGE_UNAVAILABLE";
      details = Fields.of("store", storage.store());
    } else if (error instanceof LoadingException) {
      code = "LOADING";
    } else if (error instanceof TimeLimitException late) {
      code = "TOO_EXPENSIVE";
      if (late.isOfInputAlone()) {
        return plain(422, code, error, Map.of());
      }
    }
    String seconds = Long.toString(Math.max(1, error.retryAfter().toSeconds()));
    return new HttpFailure(
        503, code, message(error), details, null, Map.of("Retry-After", seconds));
  }

  private static HttpFailure plain(
      int status, String code, RuntimeException error, Map<String, @Nullable Object> details) {
    return new HttpFailure(status, code, message(error), details, null, Map.of());
  }

  private static String message(RuntimeException error) {
    return String.valueOf(error.getMessage());
  }

  /** {@code observations[3].strings[0]} as the steps body, observations, 3, strings, 0. */
  private static List<Object> loc(String field) {
    List<Object> steps = new ArrayList<>(List.of("body"));
    Matcher matcher = STEP.matcher(field);
    while (matcher.find()) {
      String index = matcher.group(1);
      steps.add(index == null ? matcher.group(2) : (Object) Integer.valueOf(index));
    }
    return steps;
  }
}
