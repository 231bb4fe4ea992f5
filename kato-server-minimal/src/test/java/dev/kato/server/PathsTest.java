package dev.kato.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One reading of a path decides what is asked for, who may ask, and whether there is a place. */
class PathsTest {

  private static TestServer kato;

  @BeforeAll
  static void start() {
    kato = TestServer.start("KATO_API_KEY", "the-key-of-the-operator");
  }

  @AfterAll
  static void stop() {
    kato.close();
  }

  private static String get(String target) throws IOException {
    try (Socket socket = new Socket("127.0.0.1", kato.server.port())) {
      socket.setSoTimeout(10_000);
      String head = "GET " + target + " HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n";
      OutputStream out = socket.getOutputStream();
      out.write(head.getBytes(StandardCharsets.UTF_8));
      out.flush();
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/health/live", "/health/live/", "/health/ready", "/health/%6cive"})
  void probesNeedNoKey(String target) throws IOException {
    assertThat(get(target)).startsWith("HTTP/1.1 200");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/health/",
        "/health",
        "/health/livex",
        "/health/live/x",
        "/metrics/",
        "/v2/users/bob/patterns/",
        "/HEALTH/live"
      })
  void whatIsNoProbeNeedsOne(String target) throws IOException {
    assertThat(get(target)).startsWith("HTTP/1.1 401").contains("UNAUTHORIZED");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "//x/v2/users/bob/patterns",
        "//x/health/live",
        "/health//live",
        "/health/live//",
        "http://127.0.0.1/health/live",
        "/health/../metrics",
        "/health/live/..",
        "/./health/live",
        "/health/%2e%2E/metrics",
        "/health/%2e",
        "/health/live/%c3"
      })
  void whatCouldBeReadInTwoWaysIsRefused(String target) throws IOException {
    assertThat(get(target))
        .startsWith("HTTP/1.1 422")
        .contains("application/json", "VALIDATION_ERROR", "\"path\"");
  }

  @Test
  void aSlashInAUsersNameIsHisWhenItIsEncoded() throws IOException {
    String key = "the-key-of-the-operator";
    assertThat(kato.get("/v2/users/a%2Fb/patterns", "X-API-Key", key).ok().at("/user_id"))
        .hasToString("\"a/b\"");
  }
}
