package dev.kato.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** Recalls that take as long as they may, asked for by many at once. */
@Timeout(120)
class ExpensiveRecallsTest {

  private static final int PLACES = 2;
  private static final int FLOOD = 30;

  private final TestServer kato =
      TestServer.start("MAX_CONCURRENT_RECALLS", "" + PLACES, "PREDICTION_TIMEOUT_MS", "60000");
  private final List<Socket> clients = new ArrayList<>();

  @AfterEach
  void stop() throws IOException {
    closeClients();
    kato.close();
  }

  private void closeClients() throws IOException {
    for (Socket client : clients) {
      client.close();
    }
    clients.clear();
  }

  /** A session whose predictions take the product of two long texts. */
  private String expensive(String user) {
    Map<String, ?> config = Map.of("use_token_matching", false, "recall_threshold", 0.001);
    String session = kato.openSession(Map.of("user_id", user, "config", config));
    kato.observe(session, "ab".repeat(400_000), "z").ok();
    kato.post(session + "/learn").ok();
    kato.observe(session, "aab".repeat(300_000), "z").ok();
    return session;
  }

  private void flood(String session, int requests) throws IOException {
    for (int i = 0; i < requests; i++) {
      Socket client = new Socket("127.0.0.1", kato.server.port());
      String request = "GET " + session + "/predictions HTTP/1.1\r\nHost: a\r\n\r\n";
      client.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      clients.add(client);
    }
    int atLeast = Math.min(requests, PLACES);
    await().until(() -> kato.server.requestsInFlight() >= atLeast);
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void areGivenUpWhenTheirClientsHaveGoneAndTheirPlacesGoToOthers() throws IOException {
    String slow = expensive("many");
    String honest = kato.openSession("honest");
    kato.observe(honest, "a", "b").ok();
    flood(slow, FLOOD);

    kato.get("/health/live").ok();
    kato.get("/v2/sessions/count").ok();
    kato.observe(honest, "c").ok();
    closeClients();

    kato.get(honest + "/predictions").ok();
    await().atMost(Duration.ofSeconds(30)).until(() -> kato.server.requestsInFlight() == 0);
  }

  @Test
  void ofOneUserWaitOnlySoManyAndTheRestIsToldAtOnce() throws IOException {
    String slow = expensive("many");
    flood(slow, PLACES + 32);
    await().until(() -> kato.server.requestsInFlight() == PLACES + 32);

    Answer answer = kato.get(slow + "/predictions").failed(503, "OVERLOADED");

    assertThat(answer.header("Retry-After")).isEqualTo("1");
  }
}
