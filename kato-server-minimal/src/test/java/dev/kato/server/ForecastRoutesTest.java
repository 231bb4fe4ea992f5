package dev.kato.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ForecastRoutesTest extends WithServer {

  /** A session of a user who has learned what the specification's example has. */
  private static String learned(String user) {
    String session = kato.openSession(user);
    for (String pattern : List.of("ABC", "ABC", "ABC", "ABD", "BAD")) {
      pattern.chars().forEach(symbol -> kato.observe(session, Character.toString(symbol)).ok());
      kato.post(session + "/learn").ok();
    }
    return session;
  }

  @Test
  void aSessionForecastsWithProbabilitiesAndThePatternsThatVouch() {
    String session = learned("forecaster");
    kato.observe(session, "A").ok();
    kato.observe(session, "B").ok();

    Answer answer = kato.get(session + "/forecast").ok();

    JsonNode first = answer.at("/outcomes/0");
    assertThat(first.get("symbol").textValue()).isEqualTo("C");
    assertThat(first.get("end").booleanValue()).isFalse();
    assertThat(first.get("probability").doubleValue()).isBetween(0.7454, 0.7455);
    JsonNode support = first.get("supports").get(0);
    assertThat(support.get("pattern_name").textValue()).startsWith("PTRN|");
    assertThat(support.get("position").intValue()).isEqualTo(2);
    assertThat(support.get("through").textValue()).isEqualTo("context");
    assertThat(support.get("order").intValue()).isEqualTo(2);
    assertThat(support.get("matched")).hasToString("[[2,2],[1,1]]");
    assertThat(support.get("weight").doubleValue()).isEqualTo(3);
    JsonNode second = first.get("supports").get(1);
    assertThat(second.get("through").textValue()).isEqualTo("after");
    assertThat(second.get("symbol").textValue()).isEqualTo("B");
    assertThat(second.get("age").intValue()).isZero();
    assertThat(answer.at("/outcomes/2/end").booleanValue()).isTrue();
    assertThat(answer.at("/occurrences").intValue()).isEqualTo(3);
    assertThat(answer.at("/horizon").intValue()).isEqualTo(1);
    assertThat(answer.at("/reason").isNull()).isTrue();
    assertThat(session).endsWith(answer.at("/session_id").textValue());
  }

  @Test
  void horizonLimitAndSupportsAreTheCallers() {
    String session = learned("chooser");
    kato.observe(session, "A").ok();

    Answer answer = kato.get(session + "/forecast?horizon=ever&limit=2&supports=0").ok();

    assertThat(answer.at("/horizon").textValue()).isEqualTo("ever");
    assertThat(answer.at("/outcomes")).hasSize(2);
    assertThat(answer.at("/outcomes/0/supports")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "horizon=0",
        "horizon=1001",
        "horizon=never",
        "limit=0",
        "limit=10001",
        "limit=x",
        "supports=-1",
        "supports=101"
      })
  void aWrongOptionIsNamed(String query) {
    String session = kato.openSession("wrong");

    kato.get(session + "/forecast?" + query)
        .failed(422, "VALIDATION_ERROR")
        .at("/detail/0/loc")
        .forEach(step -> assertThat(step.textValue()).isIn("query", query.replaceAll("=.*", "")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"horizon\":0",
        "\"horizon\":\"never\"",
        "\"horizon\":2147483647",
        "\"limit\":10001",
        "\"limit\":1e300",
        "\"supports\":101",
        "\"supports\":\"1\""
      })
  void aWrongOptionInABodyIsNamed(String option) {
    Answer answer =
        kato.post("/v2/users/wrong/forecast", "{\"events\":[[\"a\"]]," + option + "}")
            .failed(422, "VALIDATION_ERROR");

    assertThat(answer.at("/detail/0/loc/1").textValue())
        .isEqualTo(option.substring(1, option.indexOf('"', 1)));
  }

  @Test
  void anEmptyForecastSaysWhy() {
    String session = kato.openSession("empty");
    assertThat(kato.get(session + "/forecast").ok().at("/reason").textValue())
        .isEqualTo("empty_stm");
    kato.observe(session, "never seen").ok();
    assertThat(kato.get(session + "/forecast").ok().at("/reason").textValue())
        .isEqualTo("nothing_learned");

    learned("empty");

    Answer unknown = kato.get(session + "/forecast").ok();
    assertThat(unknown.at("/reason").textValue()).isEqualTo("unknown_symbols");
    assertThat(unknown.at("/ignored")).hasToString("[\"never seen\"]");
    assertThat(unknown.at("/outcomes")).isEmpty();
  }

  @Test
  void aStateNeedsNoSession() {
    String session = learned("stateless");
    kato.observe(session, "A").ok();
    kato.observe(session, "B").ok();
    Map<String, ?> state = Map.of("events", List.of(List.of("A"), List.of("B")));

    Answer forecast = kato.post("/v2/users/stateless/forecast", state).ok();
    Answer recall = kato.post("/v2/users/stateless/recall", state).ok();

    assertThat(forecast.at("/outcomes"))
        .isEqualTo(kato.get(session + "/forecast").ok().at("/outcomes"));
    assertThat(forecast.at("/user_id").textValue()).isEqualTo("stateless");
    assertThat(recall.at("/predictions"))
        .isEqualTo(kato.get(session + "/predictions").ok().at("/predictions"));
    assertThat(recall.at("/predictions")).isNotEmpty();
  }

  @Test
  void aRecallHasAConfigurationOfItsOwn() {
    learned("configured");
    List<?> events = List.of(List.of("B", "A"), List.of("D"));

    Answer one =
        kato.post(
                "/v2/users/configured/recall",
                Map.of("events", events, "config", Map.of("max_predictions", 1)))
            .ok();

    assertThat(one.at("/predictions")).hasSize(1);
    kato.post(
            "/v2/users/configured/recall",
            Map.of("events", events, "config", Map.of("max_predictions", -1, "nonsense", 1)))
        .failed(400, "INVALID_CONFIG");
  }

  @Test
  void anObservationCanAnswerTheForecastOfWhatComesThen() {
    String session = learned("looper");
    kato.observe(session, "A").ok();

    Answer observed =
        kato.post(session + "/observe?forecast=1", Map.of("strings", List.of("B"))).ok();

    assertThat(observed.at("/status").textValue()).isEqualTo("ok");
    assertThat(observed.at("/forecast/outcomes")).hasSize(1);
    assertThat(observed.at("/forecast/outcomes/0/symbol").textValue()).isEqualTo("C");
    assertThat(observed.at("/forecast_error").isNull()).isTrue();

    Answer sequence =
        kato.post(
                session + "/observe-sequence?forecast=2",
                Map.of("observations", List.of(Map.of("strings", List.of("C")))))
            .ok();
    assertThat(sequence.at("/forecast/outcomes/0/end").booleanValue()).isTrue();
  }

  @Test
  void aWrongWishForAForecastChangesNothing() {
    String session = kato.openSession("careful");

    kato.post(session + "/observe?forecast=0", Map.of("strings", List.of("A")))
        .failed(422, "VALIDATION_ERROR");

    assertThat(kato.get(session + "/stm").ok().at("/length").intValue()).isZero();
  }
}
