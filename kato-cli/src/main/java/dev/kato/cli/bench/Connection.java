package dev.kato.cli.bench;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;

/**
 * A connection to the server under load, opened again when it was closed. It does no more than it
 * must: what the load generator takes of the machine, the server under measurement lacks. Not
 * thread-safe.
 */
final class Connection implements AutoCloseable {

  private static final int TIMEOUT = 30_000;
  private static final String LENGTH = "content-length:";

  private final URI url;
  private final String headers;
  private @Nullable Socket socket;
  private @Nullable InputStream in;

  Connection(URI url, Optional<String> apiKey) {
    this.url = url;
    this.headers =
        " HTTP/1.1\r\nHost: "
            + url.getRawAuthority()
            + apiKey.map(key -> "\r\nX-API-Key: " + key).orElse("")
            + "\r\nContent-Type: application/json\r\nContent-Length: ";
  }

  /** What came back. */
  record Reply(int status, byte[] body) {
    String text() {
      return new String(body, StandardCharsets.UTF_8);
    }
  }

  /**
   * One request and its answer.
   *
   * @throws IOException if there is none; the next request opens a new connection
   */
  Reply send(String method, String path, String body) throws IOException {
    try {
      InputStream answer = open();
      byte[] content = body.getBytes(StandardCharsets.UTF_8);
      byte[] head =
          (method + " " + path + headers + content.length + "\r\n\r\n")
              .getBytes(StandardCharsets.UTF_8);
      byte[] request = new byte[head.length + content.length];
      System.arraycopy(head, 0, request, 0, head.length);
      System.arraycopy(content, 0, request, head.length, content.length);
      if (socket != null) {
        socket.getOutputStream().write(request);
      }
      return reply(answer);
    } catch (IOException e) {
      close();
      throw e;
    }
  }

  private InputStream open() throws IOException {
    if (in != null) {
      return in;
    }
    boolean secure = "https".equals(url.getScheme());
    int port = url.getPort() >= 0 ? url.getPort() : secure ? 443 : 80;
    Socket opened =
        secure
            ? SSLSocketFactory.getDefault().createSocket(url.getHost(), port)
            : new Socket(url.getHost(), port);
    socket = opened;
    opened.setTcpNoDelay(true);
    opened.setSoTimeout(TIMEOUT);
    if (opened instanceof SSLSocket tls) {
      SSLParameters parameters = tls.getSSLParameters();
      parameters.setEndpointIdentificationAlgorithm("HTTPS");
      tls.setSSLParameters(parameters);
    }
    InputStream stream = new BufferedInputStream(opened.getInputStream(), 1 << 16);
    in = stream;
    return stream;
  }

  private Reply reply(InputStream answer) throws IOException {
    String first = line(answer);
    if (!first.startsWith("HTTP/1.1 ") || first.length() < 12) {
      throw new IOException("not an answer of HTTP/1.1: " + first);
    }
    int length = -1;
    boolean last = false;
    for (String header = line(answer); !header.isEmpty(); header = line(answer)) {
      String lower = header.toLowerCase(Locale.ROOT);
      if (lower.startsWith(LENGTH)) {
        length = Integer.parseInt(lower.substring(LENGTH.length()).strip());
      }
      last |= lower.equals("connection: close");
    }
    if (length < 0) {
      throw new IOException("an answer without Content-Length");
    }
    byte[] body = answer.readNBytes(length);
    if (body.length < length) {
      throw new EOFException("the connection broke within an answer");
    }
    if (last) {
      close();
    }
    return new Reply(Integer.parseInt(first.substring(9, 12)), body);
  }

  private static String line(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder(64);
    for (int c = in.read(); c != '\n'; c = in.read()) {
      if (c < 0) {
        throw new EOFException("the connection broke before the answer");
      }
      if (c != '\r') {
        line.append((char) c);
      }
    }
    return line.toString();
  }

  @Override
  public void close() {
    Socket open = socket;
    socket = null;
    in = null;
    if (open != null) {
      try {
        open.close();
      } catch (IOException e) {
        // It is not used any more, in any case.
      }
    }
  }
}
