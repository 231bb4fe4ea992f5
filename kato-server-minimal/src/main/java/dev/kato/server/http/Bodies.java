package dev.kato.server.http;

import com.sun.net.httpserver.HttpExchange;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/** Reads the body of one request, of a bounded size, or reads it away. */
final class Bodies {

  /** How much of a body that is refused is read away, so that the client gets to see the answer. */
  private static final long MOST_DRAINED = 64L << 20;

  private static final int PIECE = 1 << 16;

  /** As it grows, as bytes, and as text until it is parsed. */
  private static final int COPIES = 4;

  private final HttpExchange exchange;
  private final int limit;
  private boolean read;

  /** Of at most so many bytes. */
  Bodies(HttpExchange exchange, int limit) {
    this.exchange = exchange;
    this.limit = limit;
  }

  /**
   * The whole body.
   *
   * @param memory what it takes is taken from there, as it comes
   * @throws HttpFailure if it has too many bytes, or there is no memory for them
   */
  byte[] read(MemoryBudget.Share memory) throws IOException {
    if (declared() > limit) {
      throw tooLarge();
    }
    InputStream in = exchange.getRequestBody();
    ByteArrayOutputStream body =
        new ByteArrayOutputStream((int) Math.min(PIECE, Math.max(32, declared())));
    byte[] piece = new byte[(int) Math.min(PIECE, limit + 1L)];
    for (int n = in.read(piece); n >= 0; n = in.read(piece)) {
      if (body.size() + n > limit) {
        throw tooLarge();
      }
      memory.take((long) COPIES * n);
      body.write(piece, 0, n);
    }
    read = true;
    return body.toByteArray();
  }

  private HttpFailure tooLarge() {
    return HttpFailure.of(413, "PAYLOAD_TOO_LARGE", "The body has more than " + limit + " bytes");
  }

  private long declared() {
    List<String> lengths = exchange.getRequestHeaders().getOrDefault("Content-Length", List.of());
    try {
      return lengths.isEmpty() ? 0 : Long.parseLong(lengths.get(0));
    } catch (NumberFormatException e) {
      return 0;
    }
  }

  /** Reads away what was not read: a connection with the rest of a body in it cannot go on. */
  void discard() throws IOException {
    if (read) {
      return;
    }
    InputStream in = exchange.getRequestBody();
    byte[] piece = new byte[1 << 13];
    long drained = 0;
    for (int n = in.read(piece); n >= 0 && drained < MOST_DRAINED; n = in.read(piece)) {
      drained += n;
    }
  }
}
