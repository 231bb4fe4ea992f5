package dev.kato.server.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An answer. Immutable, as far as the values are that its body is written from.
 *
 * @param body writes what is sent, when it is sent; null for nothing
 * @param live whether each byte goes out at once, for as long as the body likes to go on; such an
 *     answer does not count as a request in flight while it is written
 * @param done is run when the answer is out, or will never be
 */
public record Response(
    int status, Map<String, String> headers, @Nullable Body body, boolean live, Runnable done) {

  private static final Runnable NOTHING = () -> {};

  /** What is sent, written bit by bit: there is never a whole copy of it. */
  @FunctionalInterface
  public interface Body {

    /** Writes until there is no more, or the client is gone. Does not close. */
    void writeTo(OutputStream out) throws IOException;
  }

  /** 200 with an object of name, value, name, value &hellip; */
  public static Response ok(@Nullable Object... namesAndValues) {
    return json(200, Fields.of(namesAndValues));
  }

  /** Any status with a JSON value, which is read when it is sent. */
  public static Response json(int status, @Nullable Object value) {
    return new Response(
        status,
        Map.of("Content-Type", "application/json"),
        out -> Json.write(value, out),
        false,
        NOTHING);
  }

  /** 200 with text of some kind. */
  public static Response content(String type, byte[] body) {
    return new Response(200, Map.of("Content-Type", type), out -> out.write(body), false, NOTHING);
  }

  /** 200 with a stream; {@code done} is run when it is over, or was never written. */
  public static Response stream(String type, Body body, Runnable done) {
    return new Response(200, Map.of("Content-Type", type), body, true, done);
  }

  /** No body, and these headers. */
  static Response empty(int status, Map<String, String> headers) {
    return new Response(status, headers, null, false, NOTHING);
  }

  /** The whole body, for who does not send it; empty if there is none. */
  public byte[] written() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      if (body != null) {
        body.writeTo(bytes);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /** The same with one more header. */
  public Response with(String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(name, value);
    return new Response(status, more, body, live, done);
  }
}
