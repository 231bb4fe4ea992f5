package dev.kato.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kato.cli.transfer.Exporter;
import dev.kato.cli.transfer.Pages;
import dev.kato.cli.transfer.Progress;
import dev.kato.dialects.OlderClients;
import dev.kato.model.Event;
import dev.kato.model.Pattern;
import dev.kato.model.PatternName;
import dev.kato.model.UserId;
import dev.kato.server.Answer;
import dev.kato.server.TestServer;
import dev.kato.spi.Storage;
import dev.kato.storage.inmemory.InMemoryStorage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** No emotive that a client can send spoils what a user has learned. */
class EmotiveBoundsTest {

  private static final String USER = "emotional";
  private static final String KNOWLEDGE = "/v2/users/" + USER;

  private final Storage storage = InMemoryStorage.create();
  private final TestServer kato =
      TestServer.start(storage, Clock.systemUTC(), List.of(new OlderClients()));
  private String session;
  private String pattern;

  @BeforeEach
  void anHonestPatternIsKnown() {
    session = kato.openSession(USER);
    observe(session, "a", "b", "c");
    pattern = kato.post(session + "/learn").ok().at("/pattern_name").textValue().substring(5);
    observe(session, "a", "b");
  }

  @AfterEach
  void stop() {
    kato.close();
  }

  static Stream<Arguments> waysIn() {
    String observation = "{\"strings\": [\"p\", \"q\"], \"emotives\": {\"x\": VALUE}}";
    String sequence = "{\"observations\": [{\"strings\": [\"p\"]}, " + observation + "]}";
    String inSequence = "[\"body\",\"observations\",1,\"emotives\",\"x\"]";
    String inObservation = "[\"body\",\"emotives\",\"x\"]";
    return Stream.of(
        Arguments.of("POST", "SESSION/observe", observation, inObservation),
        Arguments.of("POST", "SESSION/observe-sequence", sequence, inSequence),
        Arguments.of("POST", "SESSION3/observe", observation, inObservation),
        Arguments.of("POST", "SESSION3/observe-sequence", sequence, inSequence),
        Arguments.of("POST", "/observe", observation, inObservation),
        Arguments.of("POST", "/observe", observation.replace("VALUE", "\"VALUE\""), inObservation),
        Arguments.of("POST", "/observe-sequence", sequence, inSequence),
        Arguments.of(
            "PUT",
            KNOWLEDGE + "/patterns/PATTERN",
            "{\"emotives\": [{}, {\"x\": VALUE}]}",
            "[\"body\",\"emotives\",1,\"x\"]"));
  }

  @ParameterizedTest
  @MethodSource("waysIn")
  void isRefusedBeyondThemNamingThePlace(String method, String path, String body, String loc) {
    for (String value : List.of("1.7e308", "-1.7e308", "1.0000000000000002e100")) {
      JsonNode detail =
          send(method, path, body.replace("VALUE", value))
              .failed(422, "VALIDATION_ERROR")
              .at("/detail");

      assertThat(detail).hasSize(1);
      assertThat(detail.at("/0/loc")).hasToString(loc);
      assertThat(detail.at("/0/msg").textValue())
          .isEqualTo("must be a number from -1e100 to 1e100");
    }
  }

  @ParameterizedTest
  @MethodSource("waysIn")
  void isTakenUpToThem(String method, String path, String body) {
    send(method, path, body.replace("VALUE", "1e100")).ok();
    send(method, path, body.replace("VALUE", "-1e100")).ok();
  }

  @ParameterizedTest
  @ValueSource(strings = {"1.7e308", "1e100", "-1e100"})
  void whateverIsLearnedAgainAndAgainEverythingGoesOnAnswering(String value) throws IOException {
    String other = kato.openSession(USER);
    kato.post(other + "/config", Map.of("config", Map.of("affinity_emotive", "x"))).ok();
    for (int i = 0; i < 3; i++) {
      observe(other, "a", "b");
      kato.post(other + "/observe", "{\"strings\": [\"q\"], \"emotives\": {\"x\": " + value + "}}");
      kato.post(other + "/learn").ok();

      assertThat(kato.get(session + "/predictions").ok().at("/predictions")).hasSize(2);
      observe(other, "a", "b");
      assertThat(kato.get(other + "/predictions").ok().at("/predictions")).hasSize(2);
      kato.post(other + "/clear-stm").ok();
      kato.get(KNOWLEDGE + "/patterns").ok();
      kato.get(KNOWLEDGE + "/symbols").ok();
      kato.get("/symbols/affinity?node_id=" + USER).ok();
      kato.get("/metrics").ok();
    }
    kato.observe(session, "z").ok();
    kato.post(session + "/learn").ok();
    kato.delete(KNOWLEDGE + "/patterns/" + pattern).ok();
    kato.get(session + "/predictions").ok();

    assertThat(exported()).contains("\"kato_export\"").doesNotContain("Infinity", "NaN");
  }

  @Test
  void aRefusedEmotiveLeavesNothingBehind() {
    Answer before = kato.get(session + "/stm").ok();

    kato.post(session + "/observe", "{\"strings\": [\"p\"], \"emotives\": {\"x\": 1.7e308}}")
        .failed(422, "VALIDATION_ERROR");

    assertThat(kato.get(session + "/stm").ok().text()).isEqualTo(before.text());
  }

  @Test
  void aStoreThatAnOlderVersionSpoiltGoesOnAnswering() {
    List<Event> events = List.of(Event.of("a"), Event.of("b"), Event.of("q"));
    PatternName name = PatternName.of(events);
    Map<String, Double> sums = Map.of("x", Double.POSITIVE_INFINITY, "y", Double.NaN);
    storage
        .patterns()
        .restore(
            new UserId(USER),
            new Pattern(name, events, 2, List.of(Map.of("x", 1.7e308)), Map.of(), sums));
    kato.post(session + "/config", Map.of("config", Map.of("affinity_emotive", "x"))).ok();

    List<Answer> answers =
        List.of(
            kato.get(session + "/predictions").ok(),
            kato.get(KNOWLEDGE + "/patterns").ok(),
            kato.get(KNOWLEDGE + "/patterns/" + name.hash()).ok(),
            kato.get(KNOWLEDGE + "/symbols").ok(),
            kato.get("/symbols/q/affinity?node_id=" + USER).ok());

    assertThat(answers.get(0).at("/predictions")).hasSize(2);
    assertThat(answers.get(2).at("/emotives")).hasToString("[{\"x\":1.0E100}]");
    assertThat(answers)
        .allSatisfy(answer -> assertThat(answer.text()).doesNotContain("Infinity", "NaN"));
  }

  @Test
  void areInTheDescriptionOfTheInterface() {
    JsonNode emotive =
        kato.get("/openapi.json")
            .ok()
            .at("/paths/~1v2~1sessions~1{session_id}~1observe/post/requestBody")
            .at("/content/application~1json/schema/properties/emotives/additionalProperties");

    assertThat(emotive.at("/minimum").doubleValue()).isEqualTo(-1e100);
    assertThat(emotive.at("/maximum").doubleValue()).isEqualTo(1e100);
  }

  private void observe(String to, String... strings) {
    for (String string : strings) {
      kato.observe(to, string).ok();
    }
  }

  private Answer send(String method, String path, String body) {
    String session3 =
        path.startsWith("SESSION3")
            ? kato.post("/sessions", Map.of("node_id", USER)).ok().at("/session_id").textValue()
            : "";
    return kato.send(
        method,
        path.replace("SESSION3", "/sessions/" + session3)
            .replace("SESSION", session)
            .replace("PATTERN", pattern),
        body,
        "X-User-ID",
        USER);
  }

  private String exported() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Exporter.export(storage, Pages.users(storage.patterns()), out, Progress.SILENT);
    return out.toString(StandardCharsets.UTF_8);
  }
}
