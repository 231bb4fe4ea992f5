import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** Strangers without a key, who need nothing but a connection. */
final class Strangers {

  private static final int METHODS = 4000;
  private static final int METHOD_SENDERS = 8;
  private static final int HALF_OPEN = 400;
  private static final int HELD_SECONDS = 8;
  private static final int PROBES = 600;

  private Strangers() {}

  /** Thousands of methods that do not exist. */
  static void methods(Scene scene) throws InterruptedException {
    int before = Heap.metrics(scene.wire()).length();
    AtomicInteger next = new AtomicInteger();
    scene.atOnce(
        METHOD_SENDERS,
        sender -> {
          for (int i = next.getAndIncrement(); i < METHODS; i = next.getAndIncrement()) {
            if (scene.isOver()) {
              return;
            }
            String method = "M" + i + "X".repeat(i % 100);
            String path = i % 2 == 0 ? "/v2/none" : "/health/live";
            scene.exchange("an unknown method", keyless(scene, method, path));
          }
        });
    int growth = Heap.metrics(scene.wire()).length() - before;
    scene.note("the text of /metrics grew by " + growth + " bytes");
    if (before > 0 && growth > Rules.METRICS_GROWTH_BYTES) {
      scene.broke("unknown methods made /metrics longer by " + growth + " bytes");
    }
  }

  private static byte[] keyless(Scene scene, String method, String path) {
    String head = method + " " + path + " HTTP/1.1\r\nHost: " + scene.wire().host();
    return (head + "\r\nConnection: close\r\n\r\n").getBytes(StandardCharsets.ISO_8859_1);
  }

  /** Connections that begin something and do not go on. */
  static void halfOpen(Scene scene) throws InterruptedException {
    hold(scene, connectAndSend(scene, scene.wire().isSecure() ? "\u0016" : "G"), "one byte");
    String head = scene.wire().head("POST", "/v2/sessions");
    String half = head + "Content-Length: 40\r\n\r\n{\"user_id\":\"half\"";
    List<AutoCloseable> halves = new ArrayList<>(scene.leaveOpen(HALF_OPEN, 0, half));
    hold(scene, halves, "half a body");
  }

  private static List<AutoCloseable> connectAndSend(Scene scene, String bytes) {
    List<AutoCloseable> sockets = new ArrayList<>();
    for (int i = 0; i < HALF_OPEN && !scene.isOver(); i++) {
      try {
        Socket socket = scene.wire().plain(0);
        sockets.add(socket);
        socket.getOutputStream().write(bytes.getBytes(StandardCharsets.ISO_8859_1));
      } catch (IOException e) {
        scene.tally().count(Connection.outcome(e));
      }
    }
    return sockets;
  }

  private static void hold(Scene scene, List<AutoCloseable> open, String what)
      throws InterruptedException {
    open.forEach(each -> scene.tally().count("held"));
    scene.note(open.size() + " connections held with " + what);
    scene.hold(HELD_SECONDS);
    for (AutoCloseable each : open) {
      try {
        each.close();
      } catch (Exception e) {
        // Closed by the server, which it may.
      }
    }
  }

  /** Many who ask whether the server is ready. */
  static void ready(Scene scene) throws InterruptedException {
    byte[] request = keyless(scene, "GET", "/health/ready");
    scene.atOnce(PROBES, number -> scene.exchange("/health/ready", request));
  }
}
