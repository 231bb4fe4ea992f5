package dev.kato.server;

import static dev.kato.server.http.Route.route;
import static dev.kato.server.http.Schema.NUMBER_OR_TEXT;
import static dev.kato.server.http.Schema.field;
import static dev.kato.server.http.Schema.map;
import static dev.kato.server.http.Schema.object;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kato.server.Dialect.Contribution;
import dev.kato.server.http.Response;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Bodies that are small on the wire and were large, or slow, inside. */
class HostileBodiesTest {

  private static final String VALUES = "70000";
  private static TestServer kato;
  private static String session;

  @BeforeAll
  static void start() {
    kato =
        TestServer.start(
            List.of(HostileBodiesTest::numbers),
            "MAX_REQUEST_VALUES",
            VALUES,
            "MAX_SESSION_CHARACTERS",
            "100000000");
    session = kato.openSession("a");
  }

  @AfterAll
  static void stop() {
    kato.close();
  }

  /** Takes numbers as the older dialects do. */
  private static Contribution numbers(ServerContext server) {
    return Contribution.of(
        List.of(
            route("POST", "/numbers", "Takes numbers")
                .takes(object(field("numbers", map(NUMBER_OR_TEXT))), Map.of())
                .answers(object())
                .by("test", request -> Response.ok())));
  }

  private static String metadata(String values) {
    return "{\"strings\": [\"a\"], \"metadata\": {\"x\": [" + values + "]}}";
  }

  @Test
  void aBodyOfVeryManyValuesIsRefusedBeforeTheyAreAllThere() {
    String body = metadata(String.join(",", Collections.nCopies(100_000, "{}")));

    Answer answer = kato.post(session + "/observe", body).failed(422, "VALIDATION_ERROR");

    assertThat(answer.at("/error/message").textValue()).contains("at most " + VALUES + " values");
  }

  @Test
  void namesOfOneHashAreNamesAsAllOthers() {
    List<String> names = new ArrayList<>(List.of(""));
    for (int step = 0; step < 14; step++) {
      names =
          names.stream()
              .flatMap(name -> List.of(name + "Aa", name + "BB").stream())
              .collect(Collectors.toCollection(ArrayList::new));
    }
    assertThat(names)
        .hasSize(16_384)
        .extracting(String::hashCode)
        .containsOnly(names.get(0).hashCode());
    String fields = names.stream().map(n -> "\"" + n + "\": 1").collect(Collectors.joining(","));

    kato.post(session + "/observe", "{\"strings\": [\"a\"], \"unknown\": {" + fields + "}}").ok();
  }

  @Test
  void aNameThatStandsTwiceIsRefused() {
    kato.post(session + "/observe", "{\"strings\": [], \"strings\": []}")
        .failed(422, "VALIDATION_ERROR");
  }

  @Test
  void textThatIsNearlyANumberIsSeenThroughInOnePass() {
    String nearly = "1".repeat(800) + "x";
    String emotives =
        IntStream.range(0, 1200)
            .mapToObj(i -> "\"" + i + "\": \"" + nearly + "\"")
            .collect(Collectors.joining(","));

    Answer answer =
        kato.post("/numbers", "{\"numbers\": {" + emotives + "}}").failed(422, "VALIDATION_ERROR");

    assertThat(answer.at("/detail")).hasSize(20);
  }

  @Test
  void aHeaderOfVeryManySpacesIsSeenThroughInOnePass() {
    String spaces = " ".repeat(50_000);

    kato.get(session + "/stm", "Accept-Encoding", "a" + spaces + "b;q" + spaces + "=" + spaces)
        .ok();
  }

  @Test
  void numbersAsTextAreStillNumbers() {
    for (String number : List.of("1", "-1.5", ".5", "1.", "+1e10", "12345678901234567890")) {
      kato.post("/numbers", Map.of("numbers", Map.of("a", number))).ok();
    }
    for (String none : List.of("", "e1", "1e", "--1", "1.2.3", "0x1", "NaN", "1 2")) {
      kato.post("/numbers", Map.of("numbers", Map.of("a", none))).failed(422, "VALIDATION_ERROR");
    }
  }
}
