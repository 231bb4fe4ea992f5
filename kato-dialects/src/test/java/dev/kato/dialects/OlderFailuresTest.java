package dev.kato.dialects;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kato.server.Answer;
import dev.kato.server.TestServer;
import dev.kato.storage.inmemory.InMemoryStorage;
import dev.kato.testkit.Faults;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What older clients are told of mistakes of theirs, and of stores that fail. */
class OlderFailuresTest {

  private final Faults faults = new Faults();
  private final TestServer kato =
      OlderServer.start(faults.around(InMemoryStorage.create()), Clock.systemUTC());

  @AfterEach
  void stop() {
    faults.reconnect();
    kato.close();
  }

  @Test
  void thePartOfTheRequestThatIsWrongIsNamed() {
    String tooLong = "u".repeat(257);

    assertThat(loc(kato.get("/symbols/stats?node_id=" + tooLong)))
        .hasToString("[\"query\",\"node_id\"]");
    assertThat(loc(kato.get("/stm", "X-User-ID", tooLong)))
        .hasToString("[\"header\",\"X-User-ID\"]");
    assertThat(loc(kato.get("/stm", "X-Session-ID", tooLong)))
        .hasToString("[\"header\",\"X-Session-ID\"]");
  }

  private static JsonNode loc(Answer answer) {
    return answer.failed(422, "VALIDATION_ERROR").at("/detail/0/loc");
  }

  @Test
  void aStoreThatDoesNotAnswerIsDegradedNotAnError() {
    faults.disconnect();

    Answer pools = kato.get("/connection-pools").ok();

    assertThat(pools.at("/status").textValue()).isEqualTo("degraded");
    assertThat(pools.at("/health/patterns/healthy").booleanValue()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void withoutItsStoreTheCallersSessionIsUnknownAndTheRestIsTold(boolean hangs) {
    kato.post("/observe", Map.of("strings", List.of("a")), "X-User-ID", "u").ok();
    assertThat(kato.get("/status", "X-User-ID", "u").ok().at("/stm_length").intValue()).isOne();
    for (String method : List.of("ping", "count", "find")) {
      faults.delay(method, hangs ? Duration.ofMinutes(1) : Duration.ZERO);
    }
    if (!hangs) {
      faults.disconnect();
    }

    Answer status = kato.get("/status", "X-User-ID", "u").ok();
    assertThat(status.at("/stm_length").isNull()).isTrue();
    assertThat(status.at("/time").isNull()).isTrue();
    assertThat(status.at("/processors/total_processors").isInt()).isTrue();
    assertThat(kato.get("/metrics", "X-User-ID", "u").ok().at("/stm_size").isNull()).isTrue();
    for (String path : List.of("/stats", "/v2/stats", "/connection-pools", "/cache/stats")) {
      kato.get(path).ok();
    }
    Awaitility.await()
        .untilAsserted(
            () -> {
              Answer stats = kato.get("/stats").ok();
              assertThat(stats.at("/current_status/status").textValue()).isEqualTo("unhealthy");
              assertThat(stats.at("/summary/sessions/active").isNull()).isTrue();
            });
  }
}
