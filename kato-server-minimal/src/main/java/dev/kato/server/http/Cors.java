package dev.kato.server.http;

import com.sun.net.httpserver.Headers;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Which web pages may use this server from a browser: those it serves itself, and those of the
 * origins allowed. Programs that are no browsers send no origin and are not concerned.
 */
public final class Cors {

  private static final String ANY = "*";

  private final Set<String> origins;

  /**
   * Allows pages of these origins.
   *
   * @param origins as {@code https://app.example.org}; {@code *} allows all
   */
  public Cors(Set<String> origins) {
    this.origins = Set.copyOf(origins);
  }

  /** Whether the request comes from no browser, or from a page that may make it. */
  boolean admits(Headers headers) {
    String origin = headers.getFirst("Origin");
    return origin == null || allows(origin) || isOwn(origin, headers.getFirst("Host"));
  }

  /** Whether a browser asks if it may make a request. */
  static boolean isPreflight(String method, Headers headers) {
    return method.equals("OPTIONS")
        && headers.containsKey("Origin")
        && headers.containsKey("Access-Control-Request-Method");
  }

  Response preflight(Headers headers) {
    Map<String, String> answer = new LinkedHashMap<>(headersFor(headers));
    if (answer.containsKey("Access-Control-Allow-Origin")) {
      answer.put("Access-Control-Allow-Methods", "GET, POST, PUT, DELETE, OPTIONS");
      answer.put(
          "Access-Control-Allow-Headers",
          "Content-Type, Authorization, X-API-Key, X-Trace-ID, X-Session-ID, X-User-ID,"
              + " Idempotency-Key");
      answer.put("Access-Control-Max-Age", "600");
    }
    return Response.empty(204, answer);
  }

  /** What any answer to this request carries besides. */
  Map<String, String> headersFor(Headers headers) {
    String origin = headers.getFirst("Origin");
    if (origin == null || !allows(origin)) {
      return Map.of();
    }
    return Map.of(
        "Access-Control-Allow-Origin",
        origins.contains(ANY) ? ANY : origin,
        "Access-Control-Expose-Headers",
        "X-Trace-ID, X-Session-ID, Retry-After",
        "Vary",
        "Origin");
  }

  private boolean allows(String origin) {
    return origins.contains(ANY) || origins.contains(origin.toLowerCase(Locale.ROOT));
  }

  private static boolean isOwn(String origin, String host) {
    try {
      return host != null && host.equalsIgnoreCase(URI.create(origin).getRawAuthority());
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
