import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;

/** The way to the server: connections to it, and requests as text. Thread-safe. */
final class Wire {

  private static final int CONNECT_MS = 5000;

  private final InetSocketAddress address;
  private final String host;
  private final String key;
  private final SSLSocketFactory secure;

  /** To this server; its address is looked up once, so that it stays what was checked. */
  Wire(URI server, String key) throws IOException, GeneralSecurityException {
    boolean https = "https".equals(server.getScheme());
    int port = server.getPort() < 0 ? (https ? 443 : 80) : server.getPort();
    this.address = new InetSocketAddress(InetAddress.getByName(server.getHost()), port);
    this.host = server.getHost() + ":" + port;
    this.key = key;
    this.secure = https ? trustingAnybody() : null;
  }

  /** What is attacked here is the server, and its certificate is most often its own. */
  private static SSLSocketFactory trustingAnybody() throws GeneralSecurityException {
    TrustManager anybody =
        new X509TrustManager() {
          @Override
          public void checkClientTrusted(X509Certificate[] chain, String type) {}

          @Override
          public void checkServerTrusted(X509Certificate[] chain, String type) {}

          @Override
          public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
          }
        };
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, new TrustManager[] {anybody}, null);
    return context.getSocketFactory();
  }

  InetSocketAddress address() {
    return address;
  }

  String host() {
    return host;
  }

  String scheme() {
    return secure == null ? "http" : "https";
  }

  boolean isSecure() {
    return secure != null;
  }

  boolean hasKey() {
    return key != null;
  }

  /** A TCP connection, without TLS whatever the server speaks. */
  Socket plain(int receiveBuffer) throws IOException {
    Socket socket = new Socket();
    if (receiveBuffer > 0) {
      socket.setReceiveBufferSize(receiveBuffer);
    }
    try {
      socket.connect(address, CONNECT_MS);
      socket.setTcpNoDelay(true);
      socket.setSoTimeout(CONNECT_MS);
      return socket;
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }

  /** A connection that is ready for a request. */
  Connection open() throws IOException {
    return open(0);
  }

  /** The same, with a receive buffer of this size; 0 for the usual one. */
  Connection open(int receiveBuffer) throws IOException {
    long start = System.nanoTime();
    Socket socket = plain(receiveBuffer);
    if (secure == null) {
      return new Connection(socket, start);
    }
    try {
      Socket wrapped =
          secure.createSocket(socket, address.getHostString(), address.getPort(), true);
      ((javax.net.ssl.SSLSocket) wrapped).startHandshake();
      return new Connection(wrapped, start);
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }

  /** The field that shows the key, with its line end; empty if there is none. */
  String keyField() {
    return key == null ? "" : "X-API-Key: " + key + "\r\n";
  }

  /** First line, host and key, without the empty line. */
  String head(String method, String target) {
    return method + " " + target + " HTTP/1.1\r\nHost: " + host + "\r\n" + keyField();
  }

  /** A whole request with a body, for one connection of its own. */
  byte[] request(String method, String target, String fields, byte[] body) {
    String head =
        head(method, target)
            + "Connection: close\r\nContent-Type: application/json\r\nContent-Length: "
            + body.length
            + "\r\n"
            + fields
            + "\r\n";
    byte[] start = head.getBytes(StandardCharsets.ISO_8859_1);
    byte[] whole = java.util.Arrays.copyOf(start, start.length + body.length);
    System.arraycopy(body, 0, whole, start.length, body.length);
    return whole;
  }

  /** Asks on a connection of its own. */
  Answer ask(Duration patience, String method, String target, String body) {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    return exchange(patience, request(method, target, "", bytes), !method.equals("HEAD"));
  }

  /** Sends these bytes on a connection of their own and reads one answer. */
  Answer exchange(Duration patience, byte[] bytes, boolean withBody) {
    long start = System.nanoTime();
    try (Connection connection = open()) {
      try {
        connection.send(bytes);
      } catch (IOException e) {
        // A server may answer and close before it has read everything: its answer is worth reading.
      }
      return connection.read(patience, withBody);
    } catch (IOException e) {
      return Answer.none(Connection.outcome(e), Duration.ofNanos(System.nanoTime() - start));
    }
  }
}
