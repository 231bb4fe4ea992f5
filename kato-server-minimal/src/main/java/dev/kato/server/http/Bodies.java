package dev.kato.server.http;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/** Reads bodies of a bounded size. */
final class Bodies {

  /**
   * How much of a body that is too large is read away, so that the client gets to see the answer.
   */
  private static final long MOST_DRAINED = 64L << 20;

  private Bodies() {}

  /**
   * The whole body.
   *
   * @throws HttpFailure if it has more than {@code limit} bytes
   */
  static byte[] read(HttpExchange exchange, int limit) throws IOException {
    InputStream in = exchange.getRequestBody();
    byte[] bytes = declared(exchange) > limit ? new byte[0] : in.readNBytes(limit);
    if (declared(exchange) > limit || in.read() >= 0) {
      drain(in);
      throw HttpFailure.of(413, "PAYLOAD_TOO_LARGE", "The body has more than " + limit + " bytes");
    }
    return bytes;
  }

  private static long declared(HttpExchange exchange) {
    List<String> lengths = exchange.getRequestHeaders().getOrDefault("Content-Length", List.of());
    try {
      return lengths.isEmpty() ? 0 : Long.parseLong(lengths.get(0));
    } catch (NumberFormatException e) {
      return 0;
    }
  }

  private static void drain(InputStream in) throws IOException {
    byte[] buffer = new byte[1 << 16];
    long drained = 0;
    for (int n = in.read(buffer); n >= 0 && drained < MOST_DRAINED; n = in.read(buffer)) {
      drained += n;
    }
  }
}
