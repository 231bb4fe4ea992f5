package dev.kato.it.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The script that attacks a server, with those attacks that are over soon. */
class AttackTest {

  private static final String KEY = "the-key-of-the-operator";
  private static final String ATTACKS = "json,paths,sequence,smuggling";

  @TempDir private Path folder;
  private Process server;
  private int port;

  @BeforeEach
  void startServer() throws IOException {
    try (ServerSocket free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }
    String java = Path.of(System.getProperty("java.home"), "bin/java").toString();
    ProcessBuilder builder =
        new ProcessBuilder(java, "-Xmx512m", "-jar", System.getProperty("kato.server.jar"));
    builder.environment().putAll(Map.of("PORT", Integer.toString(port), "KATO_API_KEY", KEY));
    builder.redirectErrorStream(true).redirectOutput(folder.resolve("server.log").toFile());
    server = builder.start();
    Awaitility.await().atMost(Duration.ofMinutes(1)).until(this::isReady);
  }

  @AfterEach
  void stopServer() throws InterruptedException {
    server.destroy();
    assertThat(server.waitFor(1, TimeUnit.MINUTES)).isTrue();
  }

  private boolean isReady() throws InterruptedException {
    URI uri = URI.create("http://127.0.0.1:" + port + "/health/ready");
    try {
      return HttpClient.newHttpClient()
              .send(HttpRequest.newBuilder(uri).build(), BodyHandlers.discarding())
              .statusCode()
          == 200;
    } catch (IOException e) {
      return false;
    }
  }

  @Test
  void theServerHoldsUp() throws Exception {
    Path report = folder.resolve("report.md");
    ProcessBuilder attack =
        new ProcessBuilder(
            "bash",
            "attack/attack.sh",
            "http://127.0.0.1:" + port,
            "--key",
            KEY,
            "--only",
            ATTACKS);
    attack.environment().put("JAVA_HOME", System.getProperty("java.home"));
    attack.redirectErrorStream(true).redirectOutput(report.toFile());
    Process running = attack.start();

    assertThat(running.waitFor(4, TimeUnit.MINUTES)).isTrue();

    assertThat(running.exitValue()).as(Files.readString(report)).isZero();
    assertThat(Files.readString(report)).contains(ATTACKS.split(","));
  }
}
