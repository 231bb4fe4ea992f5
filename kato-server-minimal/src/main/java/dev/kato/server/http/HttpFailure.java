package dev.kato.server.http;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A request that is refused before it reaches the core, or in a dialect's own words. */
public final class HttpFailure extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final int status;
  private final String code;
  private final transient Map<String, @Nullable Object> details;
  private final transient @Nullable Object detail;
  private final transient Map<String, String> headers;

  /**
   * A refusal.
   *
   * @param details more about it, for {@code error.details}
   * @param detail what stands under {@code detail}; null for the message
   */
  public HttpFailure(
      int status,
      String code,
      String message,
      Map<String, @Nullable Object> details,
      @Nullable Object detail,
      Map<String, String> headers) {
    super(message, null, false, false);
    this.status = status;
    this.code = code;
    this.details = details;
    this.detail = detail;
    this.headers = headers;
  }

  /** A refusal with a message alone. */
  public static HttpFailure of(int status, String code, String message) {
    return new HttpFailure(status, code, message, Map.of(), null, Map.of());
  }

  /** As what an error of the core, or of reading the request, is answered. */
  public static HttpFailure of(RuntimeException error) {
    return Errors.failure(error);
  }

  /** Nothing is there. */
  public static HttpFailure notFound(String message) {
    return of(404, "NOT_FOUND", message);
  }

  /** Not with this key. */
  public static HttpFailure forbidden(String message) {
    return of(403, "FORBIDDEN", message);
  }

  /** Try again later. */
  public static HttpFailure overloaded(String message) {
    return new HttpFailure(503, "OVERLOADED", message, Map.of(), null, Map.of("Retry-After", "1"));
  }

  /** Input that breaks its rules, at each of these places. */
  public static HttpFailure invalid(List<Problem> problems) {
    Problem first = problems.get(0);
    return new HttpFailure(
        422,
        "VALIDATION_ERROR",
        first.path() + ": " + first.message(),
        Fields.of("errors", problems.stream().map(Problem::path).toList()),
        problems.stream().map(Problem::toMap).toList(),
        Map.of());
  }

  /** Input that breaks its rules at one place. */
  public static HttpFailure invalid(String message, String type, Object... loc) {
    return invalid(List.of(new Problem(List.of(loc), message, type)));
  }

  int status() {
    return status;
  }

  /** What it is, in a word that clients know. */
  public String code() {
    return code;
  }

  Map<String, @Nullable Object> details() {
    return details;
  }

  @Nullable Object detail() {
    return detail;
  }

  Map<String, String> headers() {
    return headers;
  }

  /**
   * One thing that is wrong.
   *
   * @param loc names and indexes from the part of the request ({@code body}, {@code query}, {@code
   *     path}) to the field
   * @param type a word for programs
   */
  public record Problem(List<Object> loc, String message, String type) {

    String path() {
      StringBuilder path = new StringBuilder();
      for (Object step : loc) {
        if (step instanceof Integer) {
          path.append('[').append(step).append(']');
        } else {
          path.append(path.isEmpty() ? "" : ".").append(step);
        }
      }
      return path.toString();
    }

    private Map<String, @Nullable Object> toMap() {
      return Fields.of("loc", loc, "msg", message, "type", type);
    }
  }
}
