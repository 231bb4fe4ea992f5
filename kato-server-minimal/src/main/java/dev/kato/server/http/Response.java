package dev.kato.server.http;

import java.io.IOException;
import java.io.OutputStream;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An answer. Immutable.
 *
 * @param body what is sent; null for nothing, or for what is streamed
 * @param stream writes the body for as long as it likes; null for an answer of known size
 */
public record Response(
    int status, Map<String, String> headers, byte @Nullable [] body, @Nullable Stream stream) {

  /** A body that is written bit by bit. */
  @FunctionalInterface
  public interface Stream {

    /** Writes until there is no more, or the client is gone. */
    void writeTo(OutputStream out) throws IOException;
  }

  /** 200 with an object of name, value, name, value &hellip; */
  public static Response ok(@Nullable Object... namesAndValues) {
    return json(200, Fields.of(namesAndValues));
  }

  /** Any status with a JSON value. */
  public static Response json(int status, @Nullable Object value) {
    return new Response(
        status, Map.of("Content-Type", "application/json"), Json.bytes(value), null);
  }

  /** 200 with text of some kind. */
  public static Response content(String type, byte[] body) {
    return new Response(200, Map.of("Content-Type", type), body, null);
  }

  /** 200 with a stream; it does not count as a request in flight while it is written. */
  public static Response stream(String type, Stream stream) {
    return new Response(200, Map.of("Content-Type", type), null, stream);
  }

  /** No body, and one header. */
  static Response empty(int status, String header, String value) {
    return new Response(status, Map.of(header, value), null, null);
  }

  /** The same with one more header. */
  public Response with(String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(name, value);
    return new Response(status, more, body, stream);
  }
}
