package dev.kato.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kato.storage.inmemory.InMemoryStorage;
import dev.kato.testkit.Faults;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LimitsTest {

  @Test
  void aRecallThatTakesTooLongIsGivenUpAndNothingHasChanged() {
    try (TestServer kato = TestServer.start("PREDICTION_TIMEOUT_MS", "1000")) {
      String session =
          kato.openSession(
              Map.of(
                  "user_id",
                  "slow",
                  "config",
                  Map.of("use_token_matching", false, "recall_threshold", 0.001)));
      kato.observe(session, "ab".repeat(400_000), "z").ok();
      kato.post(session + "/learn").ok();
      kato.observe(session, "aab".repeat(300_000), "z").ok();

      // Its patterns are in memory by then, so that all of the time is the recall's.
      kato.get("/v2/users/slow/symbols").ok();

      Answer answer = kato.get(session + "/predictions").failed(422, "TOO_EXPENSIVE");

      assertThat(answer.headers().firstValue("Retry-After")).isEmpty();
      assertThat(answer.at("/error/message").textValue()).contains("1000 ms");
      assertThat(kato.get(session + "/stm").ok().at("/stm")).hasSize(1);
      kato.post(session + "/clear-stm").ok();
      kato.observe(session, "y", "z").ok();
      kato.get(session + "/predictions").ok();
    }
  }

  /** Bytes on the wire that no well-behaved client sends. */
  @Nested
  class RawRequests {

    private String send(TestServer kato, String request) {
      try (Socket socket = new Socket("127.0.0.1", kato.server.port())) {
        socket.setSoTimeout(10_000);
        OutputStream out = socket.getOutputStream();
        out.write(request.getBytes(StandardCharsets.ISO_8859_1));
        out.flush();
        socket.shutdownOutput();
        return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
      } catch (IOException e) {
        return "";
      }
    }

    @Test
    void areRefusedOrDroppedAndTheServerGoesOn() {
      try (TestServer kato = TestServer.start("MAX_REQUEST_BYTES", "100")) {
        String head = "POST /v2/sessions HTTP/1.1\r\nHost: a\r\n";
        String chunk = "64\r\n" + "x".repeat(100) + "\r\n";

        assertThat(
                send(
                    kato,
                    head + "Transfer-Encoding: chunked\r\n\r\n" + chunk + chunk + "0\r\n\r\n"))
            .startsWith("HTTP/1.1 413");
        assertThat(send(kato, head + "Content-Length: 99999999999\r\n\r\n{}"))
            .doesNotStartWith("HTTP/1.1 2");
        assertThat(send(kato, head + "Content-Length: -1\r\n\r\n{}")).startsWith("HTTP/1.1 4");
        assertThat(send(kato, head + "Content-Length: many\r\n\r\n{}")).startsWith("HTTP/1.1 4");
        assertThat(send(kato, head + "Content-Length: 50\r\n\r\n{}"))
            .doesNotStartWith("HTTP/1.1 2");
        assertThat(send(kato, "GET /v2/sessions/%zz HTTP/1.1\r\nHost: a\r\n\r\n"))
            .startsWith("HTTP/1.1 400");
        assertThat(send(kato, "nonsense\r\n\r\n")).startsWith("HTTP/1.1 400");
        assertThat(send(kato, "GET  /health HTTP/1.1\r\n\r\n")).doesNotStartWith("HTTP/1.1 2");
        assertThat(
                send(
                    kato,
                    "GET /health/live HTTP/1.1\r\nHost: a\r\nX-Trace-ID: a\u0001b\r\n"
                        + "Connection: close\r\n\r\n"))
            .startsWith("HTTP/1.1 200")
            .doesNotContain("a\u0001b");

        kato.get("/health").ok();
        assertThat(kato.server.kato().sessionCount()).isZero();
      }
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "Content-Length: +0",
          "Content-Length: 0x0",
          "Content-Length: 0\r\nContent-Length: 0",
          "Content-Length: 0\r\nTransfer-Encoding: chunked",
          "Transfer-Encoding: gzip, chunked",
          "Transfer-Encoding: chunked\r\n\r\n100000000",
          "Transfer-Encoding: chunked\r\n\r\n"
        })
    void hideNoOther(String framing) {
      try (TestServer kato = TestServer.start()) {
        String session = kato.openSession("a");
        String hidden = "DELETE " + session + " HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n";

        send(kato, "POST /v2/sessions HTTP/1.1\r\nHost: a\r\n" + framing + "\r\n\r\n" + hidden);

        kato.get(session).ok();
      }
    }

    @Test
    void takeNoPlaceBeforeTheyAreWhole() throws IOException {
      try (TestServer kato = TestServer.start("MAX_IN_FLIGHT", "1");
          Socket slow = new Socket("127.0.0.1", kato.server.port())) {
        String part = "POST /v2/sessions HTTP/1.1\r\nHost: a\r\nContent-Length: 100\r\n\r\n{";
        slow.getOutputStream().write(part.getBytes(StandardCharsets.US_ASCII));
        slow.getOutputStream().flush();

        for (int i = 0; i < 20; i++) {
          kato.get("/v2/sessions/count").ok();
          awaitNothingInFlight(kato);
        }
      }
    }

    /** A request counts until its answer is out, which is a moment after the client has it. */
    private void awaitNothingInFlight(TestServer kato) {
      Awaitility.await().until(() -> kato.server.requestsInFlight() == 0);
    }

    @Test
    void haveABoundedNumberOfHeaders() {
      try (TestServer kato = TestServer.start()) {
        String head = "GET /health/live HTTP/1.1\r\nHost: a\r\nConnection: close\r\n";

        assertThat(send(kato, head + headers(90) + "\r\n")).startsWith("HTTP/1.1 200");
        assertThat(send(kato, head + headers(150) + "\r\n")).doesNotStartWith("HTTP/1.1 2");
      }
    }

    private String headers(int number) {
      return IntStream.range(0, number)
          .mapToObj(i -> "X-More-" + i + ": a\r\n")
          .collect(Collectors.joining());
    }

    @Test
    void aBodyOfTheGreatestSizeIsTaken() {
      try (TestServer kato = TestServer.start("MAX_REQUEST_BYTES", "100")) {
        String body = "{\"user_id\": \"a\"}";

        kato.post("/v2/sessions", body + " ".repeat(100 - body.length())).ok();
        kato.post("/v2/sessions", body + " ".repeat(101 - body.length()))
            .failed(413, "PAYLOAD_TOO_LARGE");
      }
    }
  }

  @Nested
  class RequestsInFlight {

    private final Faults faults = new Faults();

    @Test
    void beyondTheLimitAreRefusedAtOnceAndProbesAreNot() {
      try (TestServer kato = slow("MAX_IN_FLIGHT", "1")) {
        String session = kato.openSession("a");
        CompletableFuture<Answer> running = observeSlowly(kato, session);

        Answer refused = kato.get("/v2/sessions/count").failed(503, "OVERLOADED");

        assertThat(refused.header("Retry-After")).isEqualTo("1");
        kato.get("/health/live").ok();
        running.join().ok();
        awaitInFlight(kato, 0);
        kato.get("/v2/sessions/count").ok();
      }
    }

    @Test
    void areFinishedWhenTheServerStops() {
      try (TestServer kato = slow()) {
        String session = kato.openSession("a");
        CompletableFuture<Answer> running = observeSlowly(kato, session);

        kato.server.stop();

        assertThat(running.join().ok().at("/time").intValue()).isEqualTo(1);
      }
    }

    @Test
    void areGivenUpWhenTheyTakeTooLong() {
      try (TestServer kato = slow("SHUTDOWN_TIMEOUT", "0")) {
        String session = kato.openSession("a");
        CompletableFuture<Answer> running = observeSlowly(kato, session);

        kato.server.stop();

        assertThat(running).failsWithin(Duration.ofSeconds(10));
      }
    }

    private TestServer slow(String... variables) {
      return TestServer.start(
          faults.around(InMemoryStorage.create()), Clock.systemUTC(), variables);
    }

    private CompletableFuture<Answer> observeSlowly(TestServer kato, String session) {
      awaitInFlight(kato, 0);
      faults.delay("replaceAndUnlock", Duration.ofSeconds(1));
      CompletableFuture<Answer> answer =
          CompletableFuture.supplyAsync(() -> kato.observe(session, "a"));
      awaitInFlight(kato, 1);
      return answer;
    }

    /** A request counts until its answer is out, which is a moment after the client has it. */
    private void awaitInFlight(TestServer kato, int requests) {
      Awaitility.await().until(() -> kato.server.requestsInFlight() == requests);
    }
  }
}
