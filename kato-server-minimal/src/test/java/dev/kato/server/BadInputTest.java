package dev.kato.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever is sent: a documented answer, nothing changed, and the server goes on. */
class BadInputTest extends WithServer {

  private static final int MIB = 1 << 20;
  private static final String USER = "bad-input";
  private static final String UNKNOWN_PATTERN = "/v2/users/bad-input/patterns/" + "0".repeat(40);

  private static String session;
  private static String pattern;

  @BeforeAll
  static void read() {
    session = kato.openSession(USER);
    kato.post(session + "/observe", Map.of("strings", List.of("a", "b"))).ok();
    kato.post(session + "/observe", Map.of("vectors", List.of(List.of(1, 2, 3)))).ok();
    pattern = kato.post(session + "/learn").ok().at("/pattern_name").textValue().substring(5);
    kato.post(
            session + "/observe", Map.of("strings", List.of("stays"), "emotives", Map.of("joy", 1)))
        .ok();
  }

  static Stream<Arguments> requests() {
    return Stream.of(bodies(), values(), sessions(), configurations(), others())
        .flatMap(cases -> cases);
  }

  /** To /observe. */
  private static Stream<Arguments> bodies() {
    return Stream.of(
        observing("no body", new byte[0]),
        observing("blank", "   "),
        observing("not JSON", "strings=a"),
        observing("half an object", "{\"strings\": [\"a\""),
        observing("two values", "{\"strings\": [\"a\"]} {\"strings\": [\"b\"]}"),
        observing("trailing garbage", "{\"strings\": [\"a\"]}x"),
        observing("a comment", "{/* a */ \"strings\": [\"a\"]}"),
        observing("single quotes", "{'strings': ['a']}"),
        observing("a trailing comma", "{\"strings\": [\"a\",]}"),
        observing("a list", "[\"a\"]"),
        observing("a text", "\"a\""),
        observing("a number", "1"),
        observing("null", "null"),
        observing("a name twice", "{\"strings\": [\"a\"], \"strings\": [\"b\"]}"),
        observing("a raw null byte", "{\"strings\": [\"a\u0000b\"]}"),
        observing("a raw line break", "{\"strings\": [\"a\nb\"]}"),
        observing("bad UTF-8", new byte[] {'{', '"', (byte) 0xC3, 0x28, '"', ':', '1', '}'}),
        observing(
            "overlong UTF-8", new byte[] {'{', '"', (byte) 0xC0, (byte) 0x80, '"', ':', '1', '}'}),
        observing("UTF-16", "{\"strings\": [1]}".getBytes(StandardCharsets.UTF_16)),
        observing("deep nesting", "[".repeat(100_000)),
        observing(
            "deep nesting that is closed",
            "{\"metadata\": {\"a\": " + "[".repeat(100_000) + "]".repeat(100_000) + "}}"),
        observing(
            "metadata deeper than 100",
            "{\"metadata\": {\"a\": " + "[".repeat(103) + "]".repeat(103) + "}}"),
        observing("a number of 2000 digits", "{\"emotives\": {\"a\": " + "9".repeat(2000) + "}}"));
  }

  /** To /observe, well-formed. */
  private static Stream<Arguments> values() {
    return Stream.of(
        observing("strings that are a text", "{\"strings\": \"a\"}"),
        observing("strings that are null", "{\"strings\": null}"),
        observing("a number among strings", "{\"strings\": [\"a\", 1]}"),
        observing("null among strings", "{\"strings\": [null]}"),
        observing("a list among strings", "{\"strings\": [[\"a\"]]}"),
        observing("a lone surrogate", "{\"strings\": [\"\\ud800\"]}"),
        observing("surrogates the wrong way round", "{\"strings\": [\"\\udc00\\ud800\"]}"),
        observing("a lone surrogate in a name", "{\"metadata\": {\"\\ud800\": 1}}"),
        observing("a lone surrogate in an unknown field", "{\"other\": [{\"a\": \"\\udfff\"}]}"),
        observing("vectors that are a vector", "{\"vectors\": [1, 2, 3]}"),
        observing("text in a vector", "{\"vectors\": [[\"1\", 2, 3]]}"),
        observing("null in a vector", "{\"vectors\": [[null, 2, 3]]}"),
        observing("an empty vector", "{\"vectors\": [[]]}"),
        observing("1e999 in a vector", "{\"vectors\": [[1e999, 2, 3]]}"),
        observing("beyond 32 bits in a vector", "{\"vectors\": [[1e300, 2, 3]]}"),
        observing("NaN", "{\"emotives\": {\"a\": NaN}}"),
        observing("Infinity", "{\"emotives\": {\"a\": -Infinity}}"),
        observing("1e999", "{\"emotives\": {\"a\": 1e999}}"),
        observing("-1e999 in metadata", "{\"metadata\": {\"a\": [-1e999]}}"),
        observing("a huge whole number", "{\"emotives\": {\"a\": " + "9".repeat(400) + "}}"),
        observing("a text as emotive", "{\"emotives\": {\"a\": \"1\"}}"),
        observing("true as emotive", "{\"emotives\": {\"a\": true}}"),
        observing("emotives that are a list", "{\"emotives\": [1]}"),
        observing("metadata that is a text", "{\"metadata\": \"a\"}"),
        observing("a number as unique_id", "{\"unique_id\": 5}"),
        observing("an empty unique_id", "{\"unique_id\": \"\"}"),
        observing("a unique_id of 257 characters", "{\"unique_id\": \"" + "u".repeat(257) + "\"}"),
        bad(
            "a learning's unique_id of 257 characters",
            422,
            "VALIDATION_ERROR",
            "/learn",
            "{\"unique_id\": \"" + "u".repeat(257) + "\"}"),
        bad(
            "a sequence's empty unique_id",
            422,
            "VALIDATION_ERROR",
            "/observe-sequence",
            "{\"observations\": [], \"unique_id\": \"\"}"),
        bad(
            "vectors that differ",
            400,
            "VECTOR_DIMENSION_MISMATCH",
            "/observe",
            "{\"vectors\": [[1, 2], [1, 2, 3]]}"),
        bad(
            "a vector unlike those learned",
            400,
            "VECTOR_DIMENSION_MISMATCH",
            "/observe",
            "{\"vectors\": [[1, 2]]}"),
        bad(
            "10 MB",
            413,
            "PAYLOAD_TOO_LARGE",
            "/observe",
            "{\"strings\": [\"" + "a".repeat(10 * MIB) + "\"]}"),
        bad("one byte too many", 413, "PAYLOAD_TOO_LARGE", "/observe", " ".repeat(MIB + 1)),
        bad("no observations", 422, "VALIDATION_ERROR", "/observe-sequence", "{}"),
        bad(
            "observations that are an object",
            422,
            "VALIDATION_ERROR",
            "/observe-sequence",
            "{\"observations\": {}}"),
        bad(
            "a text among observations",
            422,
            "VALIDATION_ERROR",
            "/observe-sequence",
            "{\"observations\": [{\"strings\": [\"c\"]}, \"d\"]}"),
        bad(
            "a bad last observation",
            422,
            "VALIDATION_ERROR",
            "/observe-sequence",
            "{\"observations\": [{\"strings\": [\"c\"]}, {\"emotives\": {\"a\": 1e999}}]}"),
        bad(
            "an observation of another dimension",
            400,
            "VECTOR_DIMENSION_MISMATCH",
            "/observe-sequence",
            "{\"observations\": [{\"strings\": [\"c\"]}, {\"vectors\": [[1]]}]}"),
        bad(
            "a text as learn_at_end",
            422,
            "VALIDATION_ERROR",
            "/observe-sequence",
            "{\"observations\": [], \"learn_at_end\": \"yes\"}"));
  }

  private static Stream<Arguments> sessions() {
    return Stream.of(
        opening("no user", "{}"),
        opening("user null", "{\"user_id\": null}"),
        opening("a number as user", "{\"user_id\": 1}"),
        opening("an empty user", "{\"user_id\": \"\"}"),
        opening("a user of 10,000 characters", "{\"user_id\": \"" + "u".repeat(10_000) + "\"}"),
        opening("a lone surrogate as user", "{\"user_id\": \"\\ud83d\"}"),
        opening("ttl 0", "{\"user_id\": \"x\", \"ttl_seconds\": 0}"),
        opening("ttl negative", "{\"user_id\": \"x\", \"ttl_seconds\": -5}"),
        opening("ttl beyond a year", "{\"user_id\": \"x\", \"ttl_seconds\": 31536001}"),
        opening(
            "ttl beyond 64 bits", "{\"user_id\": \"x\", \"ttl_seconds\": 99999999999999999999}"),
        opening("ttl 64 bits", "{\"user_id\": \"x\", \"ttl_seconds\": 9223372036854775807}"),
        opening("ttl 1e300", "{\"user_id\": \"x\", \"ttl_seconds\": 1e300}"),
        opening("ttl not whole", "{\"user_id\": \"x\", \"ttl_seconds\": 1.5}"),
        opening("ttl a text", "{\"user_id\": \"x\", \"ttl_seconds\": \"60\"}"),
        opening("metadata a list", "{\"user_id\": \"x\", \"metadata\": []}"),
        opening("config a text", "{\"user_id\": \"x\", \"config\": \"a\"}"),
        arguments(
            "config out of range",
            "POST",
            "/v2/sessions",
            "{\"user_id\": \"x\", \"config\": {\"persistence\": 101}}",
            400,
            "INVALID_CONFIG"),
        bad("extend by 0", 422, "VALIDATION_ERROR", "/extend?ttl_seconds=0", ""),
        bad(
            "extend by text in the query beside a good body",
            422,
            "VALIDATION_ERROR",
            "/extend?ttl_seconds=soon",
            "{\"ttl_seconds\": 60}"),
        bad("extend by text", 422, "VALIDATION_ERROR", "/extend?ttl_seconds=soon", ""),
        bad(
            "extend by a text in the body",
            422,
            "VALIDATION_ERROR",
            "/extend",
            "{\"ttl_seconds\": \"1\"}"),
        bad(
            "extend beyond a year",
            422,
            "VALIDATION_ERROR",
            "/extend",
            "{\"ttl_seconds\": 31536001}"));
  }

  private static Stream<Arguments> configurations() {
    Stream<Arguments> refused =
        Stream.of(
                "{\"recall_threshold\": 1.1}",
                "{\"recall_threshold\": -0.1}",
                "{\"recall_threshold\": \"0.5\"}",
                "{\"recall_threshold\": null}",
                "{\"recall_threshold\": true}",
                "{\"persistence\": 0}",
                "{\"persistence\": 5.5}",
                "{\"max_pattern_length\": -1}",
                "{\"max_pattern_length\": 99999999999}",
                "{\"max_predictions\": 10001}",
                "{\"min_symbols\": 0}",
                "{\"max_stm_events\": 0}",
                "{\"stm_mode\": \"SOMETIMES\"}",
                "{\"sort_symbols\": \"true\"}",
                "{\"sort_symbols\": 1}",
                "{\"rank_sort_algo\": \"luck\"}",
                "{\"affinity_emotive\": 7}",
                "{\"fuzzy_token_threshold\": 2}",
                "{\"no_such_key\": 1}",
                "{\"config\": {\"persistence\": 9, \"max_predictions\": 0}}")
            .map(body -> bad("config " + body, 400, "INVALID_CONFIG", "/config", body));
    return Stream.concat(
        refused,
        Stream.of(
            bad("config null", 422, "VALIDATION_ERROR", "/config", "{\"config\": null}"),
            bad("config a list", 422, "VALIDATION_ERROR", "/config", "[1]"),
            bad(
                "config 1e999",
                422,
                "VALIDATION_ERROR",
                "/config",
                "{\"recall_threshold\": 1e999}")));
  }

  private static Stream<Arguments> others() {
    return Stream.of(
        arguments("unknown path", "GET", "/v3", "", 404, "NOT_FOUND"),
        arguments("empty segment", "GET", "/v2/sessions//stm", "", 422, "VALIDATION_ERROR"),
        arguments("unknown session", "GET", "/v2/sessions/x/stm", "", 404, "SESSION_NOT_FOUND"),
        arguments(
            "session of 10,000 characters",
            "GET",
            "/v2/sessions/" + "s".repeat(10_000),
            "",
            404,
            "SESSION_NOT_FOUND"),
        arguments(
            "session with null byte", "GET", "/v2/sessions/a%00b", "", 404, "SESSION_NOT_FOUND"),
        arguments(
            "observe in no session",
            "POST",
            "/v2/sessions/x/observe",
            "{}",
            404,
            "SESSION_NOT_FOUND"),
        arguments(
            "bad UTF-8 in the path", "GET", "/v2/sessions/%ff/stm", "", 422, "VALIDATION_ERROR"),
        arguments(
            "bad UTF-8 in the query",
            "GET",
            "/v2/users/x/patterns?after=%c3",
            "",
            422,
            "VALIDATION_ERROR"),
        arguments("bad method", "PATCH", "/v2/sessions", "{}", 405, "METHOD_NOT_ALLOWED"),
        arguments(
            "bad method on a session",
            "PUT",
            "/v2/sessions/x/stm",
            "{}",
            405,
            "METHOD_NOT_ALLOWED"),
        arguments("limit 0", "GET", "/v2/users/x/patterns?limit=0", "", 422, "VALIDATION_ERROR"),
        arguments(
            "limit 1001", "GET", "/v2/users/x/symbols?limit=1001", "", 422, "VALIDATION_ERROR"),
        arguments(
            "after no name", "GET", "/v2/users/x/patterns?after=zzz", "", 422, "VALIDATION_ERROR"),
        arguments(
            "user of 300 characters",
            "GET",
            "/v2/users/" + "u".repeat(300) + "/patterns",
            "",
            422,
            "VALIDATION_ERROR"),
        arguments("unknown pattern", "GET", UNKNOWN_PATTERN, "", 404, "PATTERN_NOT_FOUND"),
        arguments("frequency 0", "PUT", "PATTERN", "{\"frequency\": 0}", 422, "VALIDATION_ERROR"),
        arguments(
            "frequency beyond 64 bits",
            "PUT",
            "PATTERN",
            "{\"frequency\": 99999999999999999999}",
            422,
            "VALIDATION_ERROR"),
        arguments(
            "frequency beyond what sums can hold",
            "PUT",
            "PATTERN",
            "{\"frequency\": 1000000000001}",
            422,
            "VALIDATION_ERROR"),
        arguments(
            "frequency text", "PUT", "PATTERN", "{\"frequency\": \"2\"}", 422, "VALIDATION_ERROR"),
        arguments(
            "emotives no list",
            "PUT",
            "PATTERN",
            "{\"emotives\": {\"a\": 1}}",
            422,
            "VALIDATION_ERROR"),
        arguments("nothing to correct", "PUT", "PATTERN", "{}", 422, "VALIDATION_ERROR"),
        arguments(
            "delete an unknown user's pattern",
            "DELETE",
            "/v2/users/%20/patterns/" + "a".repeat(40),
            "",
            404,
            "PATTERN_NOT_FOUND"));
  }

  private static Arguments observing(String what, Object body) {
    return bad(what, 422, "VALIDATION_ERROR", "/observe", body);
  }

  private static Arguments opening(String what, Object body) {
    return arguments(what, "POST", "/v2/sessions", body, 422, "VALIDATION_ERROR");
  }

  private static Arguments bad(String what, int status, String code, String path, Object body) {
    return arguments(what, "POST", "SESSION" + path, body, status, code);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("requests")
  void isRefusedAndChangesNothing(
      String what, String method, String template, Object body, int status, String code) {
    String before = state();

    String path = template.replace("SESSION", session).replace("PATTERN", pattern());
    Answer answer = kato.send(method, path, body).failed(status, code);

    if (status == 422) {
      answer
          .at("/detail")
          .forEach(
              problem -> {
                assertThat(problem.get("loc").get(0).textValue()).isIn("body", "query", "path");
                assertThat(problem.get("msg").textValue()).isNotBlank();
                assertThat(problem.get("type").textValue()).isNotBlank();
              });
      assertThat(answer.at("/detail").isArray()).isTrue();
    } else {
      assertThat(answer.at("/detail").textValue()).isEqualTo(answer.at("/error/message").asText());
    }
    assertThat(answer.text()).doesNotContain("Exception", "dev.kato", "jackson");
    assertThat(state()).isEqualTo(before);
  }

  @Test
  void thePartOfTheRequestThatIsWrongIsNamed() {
    String tooLong = "u".repeat(257);

    assertThat(loc(kato.get("/v2/users/" + tooLong + "/patterns")))
        .hasToString("[\"path\",\"user_id\"]");
    assertThat(loc(kato.get("/v2/users/x/patterns?after=%c3"))).hasToString("[\"query\"]");
    assertThat(loc(kato.get("/v2/users/%c3/patterns"))).hasToString("[\"path\"]");
  }

  private static JsonNode loc(Answer answer) {
    return answer.failed(422, "VALIDATION_ERROR").at("/detail/0/loc");
  }

  @Test
  void onePlaceIsNamedOnce() {
    Answer answer =
        kato.post(session + "/observe", "{\"emotives\": {\"a\": 1e999}}")
            .failed(422, "VALIDATION_ERROR");

    assertThat(answer.at("/detail")).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"[[1]]", "[[1, 2, 3], [1]]"})
  void aVectorOfAnotherDimensionInASequenceIsToldByItsObservation(String vectors) {
    String body = "{\"observations\": [{\"strings\": [\"c\"]}, {\"vectors\": " + vectors + "}]}";

    Answer answer =
        kato.post(session + "/observe-sequence", body).failed(400, "VECTOR_DIMENSION_MISMATCH");

    assertThat(answer.at("/error/message").textValue())
        .isEqualTo("observations[1].vectors: Vector dimension mismatch: expected 3, got 1");
    assertThat(answer.at("/error/details/loc"))
        .hasToString("[\"body\",\"observations\",1,\"vectors\"]");
    assertThat(answer.at("/error/details/expected_dimension").intValue()).isEqualTo(3);
    assertThat(answer.at("/error/details/actual_dimension").intValue()).isEqualTo(1);
  }

  private static String pattern() {
    return "/v2/users/" + USER + "/patterns/" + pattern;
  }

  private static String state() {
    String cognition =
        kato.get(session + "/cognition-data").ok().text()
            + kato.get(session + "/config").ok().text()
            + kato.get("/v2/users/" + USER + "/patterns").ok().text();
    return cognition + kato.get("/v2/sessions/count").ok().text();
  }
}
