package dev.kato.storage.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kato.model.Observation;
import dev.kato.model.SessionState;
import dev.kato.model.StorageRefusedException;
import dev.kato.spi.LearnRequest;
import dev.kato.spi.SessionContent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SessionFormatTest {

  private static String documented() throws IOException {
    String text = Files.readString(Path.of("../docs/redis-format.md"));
    int begin = text.indexOf("```json") + "```json".length();
    return text.substring(begin, text.indexOf("```", begin));
  }

  /** Whoever changes the format changes the version, and reads the old one. */
  @Test
  void theDocumentedExampleIsReadAndWrittenAsItIs() throws IOException {
    SessionContent content = SessionFormat.decode(documented());

    ObjectMapper mapper = new ObjectMapper();
    assertThat(mapper.readTree(SessionFormat.encode(content)))
        .isEqualTo(mapper.readTree(documented()));
    assertThat(content.prepared()).isPresent();
    assertThat(content.state().receipts()).hasSize(3);
  }

  private static String withLearning(String part) {
    return """
        {"v":1,"state":%1$s,"prepared":{"learnings":[{"operation":"op",
        "name":"cbeee287c35a94c1da7863b83ffc0a33955b134d","events":[["a"],["b"]],
        "persistence":5,"metadata":{},"vectors":{},%2$s}],"next":%1$s}}"""
        .formatted(withMemory("{}", "{}"), part);
  }

  private static String withMemory(String emotives, String ofPercept) {
    return """
        {"id":"s","user":"u","created_at":"2026-01-01T00:00:00Z","ttl":"PT1H","metadata":{},
        "config":{},"time":1,"memory":{"events":[["a"]],"vectors":{},"emotives":[%s],
        "metadata":[{}]},"percept":{"strings":["a"],"vectors":[],"emotives":%s,"metadata":{}},
        "receipts":[]}"""
        .formatted(emotives, ofPercept);
  }

  private static LearnRequest learning(String text) {
    return SessionFormat.decode(text).prepared().orElseThrow().learnings().get(0);
  }

  /** Releases before emotives had a bound wrote what is beyond it. */
  @Test
  void emotivesBeyondTheBoundAreReadAsTheBound() {
    String old =
        """
        {"up":1.7976931348623157E308,"down":-1.1e100,"joy":0.5,"sum":"Infinity"}""";
    Map<String, Double> bounded = Map.of("up", 1e100, "down", -1e100, "joy", 0.5, "sum", 1e100);

    SessionState state =
        SessionFormat.decode("{\"v\":1,\"state\":" + withMemory(old, old) + "}").state();
    assertThat(state.memory().emotives()).containsExactly(bounded);
    assertThat(state.percept()).extracting(Observation::emotives).isEqualTo(bounded);

    LearnRequest learning =
        learning(withLearning("\"emotives\":[{\"x\":1},%1$s],\"affinity\":%1$s".formatted(old)));
    assertThat(learning.emotives()).containsExactly(Map.of("x", 1.0), bounded);
    assertThat(learning.affinity()).isEqualTo(bounded);
  }

  /** Releases before repeats had a bound wrote none. */
  @Test
  void aLearningWithoutABoundOnItsRepeatsIsRepeatedForEver() {
    assertThat(learning(withLearning("\"emotives\":[]")).repeatableUntil()).isEqualTo(Instant.MAX);
  }

  @Test
  void timesOfEverySizeAreKept() {
    SessionContent content = SessionFormat.decode(withLearning("\"emotives\":[]"));
    SessionContent.Prepared prepared = content.prepared().orElseThrow();
    for (String time :
        List.of(
            Instant.MIN.toString(),
            "-0001-01-01T00:00:00Z",
            "1969-12-31T23:59:59.999999999Z",
            "+12345-01-01T00:00:00.100Z",
            Instant.MAX.toString())) {
      List<LearnRequest> learnings =
          prepared.learnings().stream()
              .map(learning -> learning.withRepeatableUntil(Instant.parse(time)))
              .toList();
      SessionContent changed =
          new SessionContent(
              content.state(),
              Optional.of(new SessionContent.Prepared(learnings, prepared.next())));

      assertThat(SessionFormat.decode(SessionFormat.encode(changed))).isEqualTo(changed);
    }
  }

  @Test
  void anUnknownVersionIsRefused() {
    assertThatThrownBy(() -> SessionFormat.decode("{\"v\":2}"))
        .isInstanceOf(StorageRefusedException.class)
        .hasMessage("redis refuses to serve: a stored session has unknown format 2");
  }

  @Test
  void aSessionWithoutItsPartsIsRefused() {
    assertThatThrownBy(() -> SessionFormat.decode("{\"v\":1,\"state\":{\"id\":\"s\"}}"))
        .isInstanceOf(StorageRefusedException.class)
        .hasMessage("redis refuses to serve: a stored session cannot be read");
  }

  @Test
  void whatIsNotJsonIsRefused() {
    assertThatThrownBy(() -> SessionFormat.decode("{")).isInstanceOf(StorageRefusedException.class);
  }
}
