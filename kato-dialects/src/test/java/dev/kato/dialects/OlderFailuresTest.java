package dev.kato.dialects;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kato.server.Answer;
import dev.kato.server.TestServer;
import dev.kato.storage.inmemory.InMemoryStorage;
import dev.kato.testkit.Faults;
import java.time.Clock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

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
}
