package dev.kato.it.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a server writes while it answers, in a process of its own. */
class LogTest {

  private static final String TRACE = "trace-of-the-test";

  @TempDir private Path folder;
  private Process server;

  @AfterEach
  void endServer() {
    if (server != null) {
      server.destroyForcibly();
    }
  }

  @Test
  void asJsonIsAnObjectALineWithTheRequestAndItsTraceId() throws Exception {
    List<String> lines = linesOf("json");

    assertThat(lines).isNotEmpty();
    JsonMapper json = new JsonMapper();
    JsonNode ofRequest = null;
    for (String line : lines) {
      JsonNode object = json.readTree(line);
      assertThat(object.at("/level").textValue()).isNotBlank();
      assertThat(object.at("/formattedMessage").textValue()).isNotBlank();
      ofRequest = TRACE.equals(object.at("/mdc/trace_id").textValue()) ? object : ofRequest;
    }
    assertThat(ofRequest).isNotNull();
    assertThat(ofRequest.at("/formattedMessage").textValue())
        .startsWith("GET /v2/sessions/count 200 ");
  }

  @Test
  void forPeopleIsALineForEachRequestWithItsTraceId() throws Exception {
    assertThat(linesOf("human"))
        .anyMatch(
            line ->
                line.contains("[" + TRACE + "]") && line.contains("GET /v2/sessions/count 200 "));
  }

  private List<String> linesOf(String format) throws Exception {
    int port = freePort();
    Path log = folder.resolve("log");
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin/java").toString(),
            "-Xmx64m",
            "-jar",
            System.getProperty("kato.server.jar"));
    builder.environment().put("PORT", Integer.toString(port));
    builder.environment().put("LOG_FORMAT", format);
    server = builder.redirectErrorStream(true).redirectOutput(log.toFile()).start();
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/v2/sessions/count"))
            .header("X-Trace-ID", TRACE)
            .build();
    Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> status(request) == 200);
    server.destroy();
    assertThat(server.waitFor(1, TimeUnit.MINUTES)).isTrue();
    return Files.readAllLines(log);
  }

  private static int freePort() throws IOException {
    try (ServerSocket free = new ServerSocket(0)) {
      return free.getLocalPort();
    }
  }

  private static int status(HttpRequest request) throws InterruptedException {
    try {
      return HttpClient.newHttpClient().send(request, BodyHandlers.discarding()).statusCode();
    } catch (IOException notYet) {
      return 0;
    }
  }
}
