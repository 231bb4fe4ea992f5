package dev.kato.server.http;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import dev.kato.server.http.Watchdog.Watch;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/**
 * Where one answer's body is written: held until it is known to be small, which goes out with its
 * length, or else on its way as it comes, compressed for a client that accepts it.
 */
final class Delivery extends OutputStream {

  private final HttpExchange exchange;
  private final Response response;
  private final Watch watch;
  private final ByteArrayOutputStream held = new ByteArrayOutputStream(512);
  private @Nullable OutputStream out;

  private Delivery(HttpExchange exchange, Response response, Watch watch) {
    this.exchange = exchange;
    this.response = response;
    this.watch = watch;
  }

  /**
   * Sends an answer whose headers stand in the exchange already.
   *
   * @throws IOException if the client is gone
   */
  static void send(Response response, HttpExchange exchange, Watch watch) throws IOException {
    Response.Body body = response.body();
    if (body == null || exchange.getRequestMethod().equals("HEAD")) {
      exchange.sendResponseHeaders(response.status(), -1);
    } else if (response.live()) {
      exchange.sendResponseHeaders(response.status(), 0);
      body.writeTo(watch.over(exchange.getResponseBody()));
    } else {
      Delivery delivery = new Delivery(exchange, response, watch);
      body.writeTo(delivery);
      delivery.finish();
    }
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int from, int count) throws IOException {
    if (out == null && held.size() + count <= Compression.LEAST_BYTES) {
      held.write(bytes, from, count);
      return;
    }
    if (out == null) {
      out = begin();
      held.writeTo(out);
    }
    out.write(bytes, from, count);
  }

  private OutputStream begin() throws IOException {
    Headers headers = exchange.getResponseHeaders();
    boolean compressible = Compression.isFor(response);
    boolean compressed = compressible && Compression.isAccepted(exchange.getRequestHeaders());
    if (compressible) {
      headers.add("Vary", "Accept-Encoding");
    }
    if (compressed) {
      headers.set("Content-Encoding", "gzip");
    }
    exchange.sendResponseHeaders(response.status(), 0);
    OutputStream raw = watch.over(exchange.getResponseBody());
    return compressed ? Compression.to(raw) : raw;
  }

  private void finish() throws IOException {
    if (out != null) {
      out.close();
    } else if (held.size() == 0) {
      exchange.sendResponseHeaders(response.status(), -1);
    } else {
      exchange.sendResponseHeaders(response.status(), held.size());
      held.writeTo(watch.over(exchange.getResponseBody()));
    }
  }
}
