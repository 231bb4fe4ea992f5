package dev.kato.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Why a pattern is, or is not, among the predictions of a session. */
class ExplainRoutesTest extends WithServer {

  private String user;
  private String session;

  @BeforeEach
  void open(TestInfo test) {
    user = test.getDisplayName();
    session = kato.openSession(user);
    configure("recall_threshold", 0.5);
  }

  private void configure(String key, Object value) {
    kato.post(session + "/config", Map.of(key, value)).ok();
  }

  private void observe(String... strings) {
    for (String string : strings) {
      kato.observe(session, string).ok();
    }
  }

  /** The name, without its prefix. */
  private String learn(String... strings) {
    observe(strings);
    return kato.post(session + "/learn").ok().at("/pattern_name").textValue().substring(5);
  }

  private Answer explain(String name) {
    return kato.get(session + "/explain?pattern=" + name).ok();
  }

  @Test
  void aPredictedPatternPassesAllBounds() {
    String name = learn("a", "b", "c");
    observe("a", "b");

    Answer answer = explain(name);

    assertThat(answer.at("/predicted").booleanValue()).isTrue();
    assertThat(answer.at("/name").textValue()).isEqualTo(name);
    assertThat(answer.at("/pattern_name").textValue()).isEqualTo("PTRN|" + name);
    assertThat(answer.at("/similarity").doubleValue()).isEqualTo(0.8);
    assertThat(answer.at("/matched").intValue()).isEqualTo(2);
    assertThat(answer.at("/pattern_symbols").intValue()).isEqualTo(3);
    assertThat(answer.at("/state_symbols").intValue()).isEqualTo(2);
    assertThat(answer.at("/characters").isNull()).isTrue();
    assertThat(answer.at("/frequency").intValue()).isEqualTo(1);
    assertThat(answer.at("/sequence")).hasToString("[[\"a\"],[\"b\"],[\"c\"]]");
    assertThat(answer.at("/bounds"))
        .hasToString(
            "["
                + "{\"bound\":\"min_symbols\",\"passed\":true,\"value\":2,\"limit\":2,"
                + "\"needed\":null,\"members\":null,\"ranked_by\":null},"
                + "{\"bound\":\"matches\",\"passed\":true,\"value\":2,\"limit\":1,"
                + "\"needed\":null,\"members\":null,\"ranked_by\":null},"
                + "{\"bound\":\"recall_threshold\",\"passed\":true,\"value\":0.8,\"limit\":0.5,"
                + "\"needed\":2,\"members\":null,\"ranked_by\":null},"
                + "{\"bound\":\"max_predictions\",\"passed\":true,\"value\":1,\"limit\":100,"
                + "\"needed\":null,\"members\":1,\"ranked_by\":\"potential\"}"
                + "]");
    assertThat(answer.at("/session_id").textValue()).isEqualTo(session.substring(13));
    assertThat(answer.at("/processor_id").textValue()).isEqualTo(user);
    assertThat(explain("PTRN%7C" + name).json()).isEqualTo(answer.json());
  }

  @Test
  void thePredictionOfAMemberIsTheOneThatPredictionsHave() {
    String name = learn("a", "b", "c");
    observe("a", "b");

    Answer answer = explain(name);

    Answer predictions = kato.get(session + "/predictions").ok();
    assertThat(answer.at("/prediction")).isEqualTo(predictions.at("/predictions/0"));
    assertThat(answer.at("/alignment")).isEqualTo(predictions.at("/predictions/0/alignment"));
  }

  @Test
  void whatIsTooUnlikeIsNotPredicted() {
    String name = learn("a", "b", "c", "d", "e");
    observe("a", "x", "y", "z");

    Answer answer = explain(name);

    assertThat(answer.at("/predicted").booleanValue()).isFalse();
    assertThat(answer.at("/bounds/2/passed").booleanValue()).isFalse();
    assertThat(answer.at("/bounds/2/value").doubleValue()).isEqualTo(2.0 / 9);
    assertThat(answer.at("/bounds/2/needed").intValue()).isEqualTo(3);
    assertThat(answer.at("/bounds/3/passed").booleanValue()).isFalse();
    assertThat(answer.at("/bounds/3/value").isNull()).as("it has no rank").isTrue();
    assertThat(answer.at("/prediction").isNull()).isTrue();
    assertThat(answer.at("/alignment/matched")).hasSize(1);
    assertThat(answer.at("/alignment/extra")).hasToString("[[1,0],[2,0],[3,0]]");
  }

  @Test
  void whatRanksTooLowHasARankAndAPrediction() {
    configure("max_predictions", 1);
    configure("rank_sort_algo", "frequency");
    String rare = learn("a", "b", "c");
    learn("a", "b", "d");
    learn("a", "b", "d");
    observe("a", "b");

    Answer answer = explain(rare);

    assertThat(answer.at("/predicted").booleanValue()).isFalse();
    assertThat(answer.at("/bounds/3/value").intValue()).isEqualTo(2);
    assertThat(answer.at("/bounds/3/limit").intValue()).isEqualTo(1);
    assertThat(answer.at("/bounds/3/members").intValue()).isEqualTo(2);
    assertThat(answer.at("/bounds/3/ranked_by").textValue()).isEqualTo("frequency");
    assertThat(answer.at("/prediction/name").textValue()).isEqualTo(rare);
  }

  @Test
  void inCharacterModeTheTextsAreTold() {
    configure("use_token_matching", false);
    String name = learn("abc", "d");
    observe("abc", "xyz");

    Answer answer = explain(name);

    assertThat(answer.at("/characters")).hasToString("{\"common\":4,\"pattern\":5,\"state\":7}");
    assertThat(answer.at("/similarity").doubleValue()).isEqualTo(8.0 / 12);
  }

  @Test
  void explainingChangesNothing() {
    String name = learn("a", "b", "c");
    observe("a", "b");
    Answer before = kato.get(session + "/predictions").ok();

    explain(name);
    kato.get(session + "/explain?nearest=3").ok();

    assertThat(kato.get(session + "/predictions").ok().json()).isEqualTo(before.json());
  }

  @Test
  void nearestMissesComeMostSimilarFirst() {
    configure("max_predictions", 1);
    configure("rank_sort_algo", "similarity");
    learn("a", "b");
    String second = learn("a", "b", "c");
    String unlike = learn("a", "x", "y", "z", "u", "v");
    learn("p", "q");
    observe("a", "b");

    Answer answer = kato.get(session + "/explain?nearest=8").ok();

    assertThat(answer.at("/nearest").findValuesAsText("name")).containsExactly(second, unlike);
    assertThat(answer.at("/nearest/0/similarity").doubleValue()).isEqualTo(0.8);
    assertThat(answer.at("/nearest/0/matched").intValue()).isEqualTo(2);
    assertThat(answer.at("/nearest/0/pattern_symbols").intValue()).isEqualTo(3);
    assertThat(answer.at("/nearest/0/needed_max_predictions").intValue()).isEqualTo(2);
    assertThat(answer.at("/nearest/0/needed_threshold").isNull()).isTrue();
    assertThat(answer.at("/nearest/0/sequence")).hasToString("[[\"a\"],[\"b\"],[\"c\"]]");
    assertThat(answer.at("/nearest/1/needed_threshold").doubleValue()).isEqualTo(0.25);
    assertThat(answer.at("/nearest/1/needed_max_predictions").isNull()).isTrue();
    assertThat(answer.at("/count").intValue()).isEqualTo(2);
    assertThat(answer.at("/processor_id").textValue()).isEqualTo(user);
    assertThat(kato.get(session + "/explain?nearest=1").ok().at("/nearest")).hasSize(1);
    assertThat(kato.get(session + "/explain").ok().json())
        .as("8 unless told")
        .isEqualTo(answer.json());
  }

  @Test
  void aPatternThatTheUserHasNotLearnedIsNotFound() {
    learn("a", "b");
    String others = kato.openSession(user + "!");
    kato.observe(others, "x", "y").ok();
    String name = kato.post(others + "/learn").ok().at("/pattern_name").textValue().substring(5);

    for (String unknown : new String[] {name, "0".repeat(40), "none", ""}) {
      kato.get(session + "/explain?pattern=" + unknown).failed(404, "PATTERN_NOT_FOUND");
    }
    kato.get("/v2/sessions/none/explain?pattern=" + name).failed(404, "SESSION_NOT_FOUND");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "101", "-1", "many", "", "1.5"})
  void howManyMustBeAWholeNumberInItsRange(String number) {
    Answer answer = kato.get(session + "/explain?nearest=" + number);

    assertThat(answer.failed(422, "VALIDATION_ERROR").at("/detail/0/loc"))
        .hasToString("[\"query\",\"nearest\"]");
  }

  @Test
  void onePatternOrTheNearest() {
    String name = learn("a", "b");

    kato.get(session + "/explain?nearest=3&pattern=" + name).failed(422, "VALIDATION_ERROR");
  }
}
