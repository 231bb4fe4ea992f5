package dev.kato.it.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server in a process of its own, with a small heap, and clients that mean it no good. */
class OverloadTest {

  private static final int STALLED = 400;
  private static final int FLOOD = 2_000;
  private static final int FLOODERS = 48;
  private static final int SECONDS_FOR_A_REQUEST = 2;

  private final ExecutorService threads = Executors.newFixedThreadPool(FLOODERS);
  private final List<Socket> sockets = new ArrayList<>();
  @TempDir private Path folder;
  private Process server;
  private Client client;
  private int port;

  @BeforeEach
  void startServer() throws IOException {
    try (ServerSocket free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin/java").toString(),
            "-Xmx64m",
            "-XX:+UseSerialGC",
            "-XX:+ExitOnOutOfMemoryError",
            "-Dsun.net.httpserver.maxReqTime=" + SECONDS_FOR_A_REQUEST,
            "-jar",
            System.getProperty("kato.server.jar"));
    builder
        .environment()
        .putAll(Map.of("PORT", Integer.toString(port), "MAX_IN_FLIGHT", "8", "LOG_LEVEL", "ERROR"));
    builder.redirectErrorStream(true).redirectOutput(folder.resolve("log").toFile());
    server = builder.start();
    client = new Client(URI.create("http://127.0.0.1:" + port));
    Awaitility.await().atMost(Duration.ofMinutes(1)).until(this::answers);
  }

  @AfterEach
  void stopEverything() throws Exception {
    threads.shutdownNow();
    for (Socket socket : sockets) {
      socket.close();
    }
    server.destroy();
    assertThat(server.waitFor(1, TimeUnit.MINUTES)).isTrue();
  }

  @Test
  void clientsThatNeverFinishTheirRequestsAreDisconnected() throws IOException {
    for (int i = 0; i < STALLED; i++) {
      Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
      sockets.add(socket);
      OutputStream out = socket.getOutputStream();
      String part =
          i % 2 == 0
              ? "POST /v2/sessions HTTP/1.1\r\nHost: a\r\nX-Slow: "
              : "POST /v2/sessions HTTP/1.1\r\nHost: a\r\nContent-Length: 100\r\n\r\n{";
      out.write(part.getBytes(StandardCharsets.ISO_8859_1));
      out.flush();
    }

    Awaitility.await().atMost(Duration.ofMinutes(1)).until(this::answers);
    for (Socket socket : sockets) {
      socket.setSoTimeout(60_000);
      assertThat(readAll(socket)).doesNotStartWith("HTTP/1.1 2");
    }
    assertThat(client.insist("GET", "/v2/sessions/count", null).ok().body()).contains(":0");
  }

  @Test
  void aFloodIsTurnedAwayAndTheServerIsItselfAtOnce() {
    String session = "/v2/sessions/" + client.openSession("a", Map.of());
    Map<String, ?> observation = Map.of("strings", List.of("x".repeat(10_000)));
    Set<Integer> statuses = Collections.synchronizedSet(new HashSet<>());
    List<CompletableFuture<Void>> flood =
        IntStream.range(0, FLOOD)
            .mapToObj(
                i ->
                    CompletableFuture.runAsync(
                        () -> statuses.add(statusOf(session + "/observe", observation)), threads))
            .toList();
    CompletableFuture.allOf(flood.toArray(CompletableFuture[]::new)).join();

    // 429: a session's memory is bounded, too.
    assertThat(statuses).isSubsetOf(200, 503, 429).contains(200);
    assertThat(statusOf(session + "/clear-stm", null)).isEqualTo(200);
    assertThat(statusOf(session + "/observe", observation)).isEqualTo(200);
    assertThat(server.isAlive()).isTrue();
  }

  private boolean answers() {
    try {
      return client.once("GET", "/health/live", null).status() == 200;
    } catch (IOException e) {
      return false;
    }
  }

  private int statusOf(String path, Map<String, ?> body) {
    try {
      return client.once("POST", path, body).status();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static String readAll(Socket socket) {
    try {
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
    } catch (IOException reset) {
      return "";
    }
  }
}
