package dev.kato.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class RepeatedRequestTest {

  private static final String KEY = "Idempotency-Key";

  @Nested
  class AfterABrokenConnection {
    @Test
    void anObservationUnderTheSameIdIsTakenInOnce() {
      try (TestServer kato = TestServer.start()) {
        String path = kato.openSession("a") + "/observe";
        Map<String, Object> named = Map.of("strings", List.of("x"), "unique_id", "1");
        Map<String, Object> plain = Map.of("strings", List.of("x"));

        byte[] first = kato.post(path, named).ok().body();
        assertThat(kato.post(path, named).ok().body()).isEqualTo(first);
        assertThat(kato.post(path, plain, KEY, "2").ok().at("/time").intValue()).isEqualTo(2);
        assertThat(kato.post(path, plain, KEY, "2").ok().at("/time").intValue()).isEqualTo(2);
        assertThat(kato.post(path, plain).ok().at("/time").intValue()).isEqualTo(3);
        assertThat(kato.post(path, plain).ok().at("/time").intValue()).isEqualTo(4);
      }
    }

    @Test
    void aLearningUnderTheSameIdIsDoneOnce() {
      try (TestServer kato = TestServer.start()) {
        String session = kato.openSession("a");
        kato.observe(session, "x", "y");
        String path = session + "/learn";

        byte[] first = kato.post(path, Map.of("unique_id", "1")).ok().body();
        assertThat(kato.post(path, Map.of("unique_id", "1")).ok().body()).isEqualTo(first);
        assertThat(kato.server.kato().knowledgeBase("a").statistics().totalPatternFrequencies())
            .isEqualTo(1);
        kato.post(path).failed(400, "EMPTY_STM");
      }
    }

    @Test
    void aSequenceUnderTheSameIdIsTakenInOnce() {
      try (TestServer kato = TestServer.start()) {
        String path = kato.openSession("a") + "/observe-sequence";
        Map<String, Object> body =
            Map.of("observations", List.of(Map.of("strings", List.of("x"))), "unique_id", "1");

        byte[] first = kato.post(path, body).ok().body();
        assertThat(kato.post(path, body).ok().body()).isEqualTo(first);
      }
    }
  }

  @Nested
  class WhileStopping {
    @Test
    void readinessGoesFirstAndRequestsAreServedOn() {
      try (TestServer kato = TestServer.start("SHUTDOWN_DELAY", "2")) {
        String session = kato.openSession("a");
        CompletableFuture<Void> stop = CompletableFuture.runAsync(kato.server::stop);

        Awaitility.await().until(() -> kato.get("/health/ready").status() == 503);

        Answer answer = kato.observe(session, "x").ok();
        assertThat(answer.header("Connection")).isEqualTo("close");
        stop.join();
      }
    }
  }
}
