package dev.kato.server.http;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An answer. Immutable.
 *
 * @param body what is sent; null for nothing
 */
public record Response(int status, Map<String, String> headers, byte @Nullable [] body) {

  /** 200 with an object of name, value, name, value &hellip; */
  public static Response ok(@Nullable Object... namesAndValues) {
    return json(200, Fields.of(namesAndValues));
  }

  /** Any status with a JSON value. */
  public static Response json(int status, @Nullable Object value) {
    return new Response(status, Map.of("Content-Type", "application/json"), Json.bytes(value));
  }

  /** 200 with text of some kind. */
  public static Response content(String type, byte[] body) {
    return new Response(200, Map.of("Content-Type", type), body);
  }

  /** The same with one more header. */
  public Response with(String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(name, value);
    return new Response(status, more, body);
  }
}
