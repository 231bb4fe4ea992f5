package dev.kato.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What clients of KATO v1, and of v2's routes without a session, rely on. */
class V1RoutesTest {

  private static TestServer kato;

  @BeforeAll
  static void start() {
    kato = TestServer.start();
  }

  @AfterAll
  static void stop() {
    kato.close();
  }

  /** A client who says who he is in a header. */
  private record Client(String header, String value) {
    Answer get(String path) {
      return kato.get(path, header, value);
    }

    Answer post(String path) {
      return kato.send("POST", path, null, header, value);
    }

    Answer post(String path, Object body) {
      return kato.post(path, body, header, value);
    }

    Answer observe(String... strings) {
      return post("/observe", Map.of("strings", strings));
    }
  }

  private static Client user(String name) {
    return new Client("X-User-ID", name);
  }

  @Test
  void aConversationOfV1() {
    Client client = user("conversation");
    assertThat(client.get("/stm").ok().at("/stm")).isEmpty();

    Answer first =
        client
            .post("/observe", Map.of("strings", List.of("b", "a"), "emotives", Map.of("joy", 1)))
            .ok();
    assertThat(first.at("/status").textValue()).isEqualTo("okay");
    assertThat(first.at("/processor_id").textValue()).isEqualTo("conversation");
    assertThat(first.at("/time").intValue()).isEqualTo(1);
    assertThat(first.at("/unique_id").textValue()).startsWith("obs-");
    assertThat(first.at("/auto_learned_pattern").isNull()).isTrue();
    client.observe("c").ok();
    assertThat(client.get("/short-term-memory").ok().at("/stm"))
        .hasToString("[[\"a\",\"b\"],[\"c\"]]");

    Answer learned = client.post("/learn").ok();
    String name = learned.at("/pattern_name").textValue();
    assertThat(name).startsWith("PTRN|");
    assertThat(learned.at("/message").textValue()).isEqualTo("Learned pattern: " + name);
    assertThat(learned.at("/status").textValue()).isEqualTo("learned");

    client.observe("a", "b").ok();
    for (Answer predicted : List.of(client.get("/predictions"), client.post("/predictions"))) {
      assertThat(predicted.ok().at("/predictions/0/pattern_name").textValue()).isEqualTo(name);
      assertThat(predicted.at("/predictions/0/missing").isArray()).isTrue();
      assertThat(predicted.at("/predictions/0/future")).hasToString("[[\"c\"]]");
      assertThat(predicted.at("/predictions/0/emotives/joy").doubleValue()).isEqualTo(1);
      assertThat(predicted.at("/count").intValue()).isEqualTo(1);
    }

    Answer pattern = client.get("/pattern/" + name.replace("|", "%7C")).ok();
    assertThat(pattern.at("/pattern/name").textValue()).isEqualTo(name);
    assertThat(pattern.at("/pattern/length").intValue()).isEqualTo(3);
    assertThat(pattern.at("/pattern/pattern/frequency").intValue()).isEqualTo(1);
    assertThat(pattern.at("/pattern/status").textValue()).isEqualTo("okay");

    assertThat(client.get("/percept-data").ok().at("/percept_data/strings"))
        .hasToString("[\"a\",\"b\"]");
    assertThat(client.get("/cognition-data").ok().at("/cognition_data/predictions")).hasSize(1);

    assertThat(client.post("/clear-stm").ok().at("/message").textValue()).isEqualTo("stm-cleared");
    assertThat(client.get("/percept-data").ok().at("/percept_data")).isEmpty();
    assertThat(client.observe("x").at("/time").intValue()).isEqualTo(4);
    assertThat(client.post("/clear-all-memory").ok().at("/message").textValue())
        .isEqualTo("all-cleared");
    assertThat(client.observe("x").at("/time").intValue()).isEqualTo(1);
    client.post("/clear-short-term-memory").ok();
    client.post("/clear-all").ok();
    assertThat(client.get("/pattern/" + name.substring(5)).ok().at("/pattern/status").textValue())
        .isEqualTo("error");
  }

  @Test
  void numbersMayBeText() {
    Client client = user("text");
    String numbers = "{\"emotives\": {\"joy\": \" 5e-1 \"}, \"vectors\": [[\"1\", 2, \"-.5\"]]}";
    client.post("/observe", numbers).ok();
    client.post("/observe-sequence", "{\"observations\": [" + numbers + "]}").ok();

    assertThat(client.get("/percept-data").ok().at("/percept_data/emotives/joy").doubleValue())
        .isEqualTo(0.5);
    assertThat(client.get("/percept-data").at("/percept_data/vectors"))
        .hasToString("[[1.0,2.0,-0.5]]");
    for (String bad : List.of("x", "", "NaN", "Infinity", "1e999", "0x1", "1d", "1,5")) {
      client
          .post("/observe", Map.of("emotives", Map.of("joy", bad)))
          .failed(422, "VALIDATION_ERROR");
    }
    assertThat(client.get("/status").at("/time").intValue()).isEqualTo(2);
  }

  @Test
  void statusAndMetricsTellOfTheCallersSession() {
    Client client = user("status");
    assertThat(client.get("/status").ok().at("/time").intValue()).isZero();
    client.observe("a").ok();
    client.post("/observe", Map.of()).ok();

    assertThat(client.get("/status").ok().at("/stm_length").intValue()).isEqualTo(1);
    assertThat(client.get("/status").at("/time").intValue()).isEqualTo(2);
    assertThat(client.get("/metrics").ok().at("/stm_size").intValue()).isEqualTo(1);
  }

  @Test
  void tooLittleIsLearnedAsNothing() {
    Client client = user("little");

    assertThat(client.post("/learn").ok().at("/pattern_name").textValue()).isEmpty();
    client.observe("alone").ok();
    Answer answer = client.post("/learn").ok();

    assertThat(answer.at("/pattern_name").textValue()).isEmpty();
    assertThat(answer.at("/message").textValue()).isEqualTo("Insufficient data for learning");
    assertThat(client.get("/stm").at("/stm")).isEmpty();
  }

  @Test
  void autoLearningKeepsTheLastEvent() {
    Client client = user("auto");
    client.post("/genes/update", Map.of("genes", Map.of("max_pattern_length", 3))).ok();
    client.observe("a");
    client.observe("b");

    assertThat(client.observe("c").ok().at("/auto_learned_pattern").textValue())
        .startsWith("PTRN|");
    assertThat(client.get("/stm").at("/stm")).hasToString("[[\"c\"]]");
  }

  @Test
  void aSequenceBeginsWithAnEmptyMemory() {
    Client client = user("sequence");
    client.observe("before").ok();

    Answer answer =
        client
            .post(
                "/observe-sequence",
                Map.of(
                    "observations",
                    List.of(
                        Map.of("strings", List.of("a"), "unique_id", "one"),
                        Map.of("strings", List.of("b"))),
                    "learn_at_end",
                    true))
            .ok();

    assertThat(answer.at("/status").textValue()).isEqualTo("okay");
    assertThat(answer.at("/observations_processed").intValue()).isEqualTo(2);
    assertThat(answer.at("/patterns_learned")).hasSize(1);
    assertThat(answer.at("/individual_results/0/unique_id").textValue()).isEqualTo("one");
    assertThat(answer.at("/individual_results/1/time").intValue()).isEqualTo(3);
    assertThat(answer.at("/final_predictions").isArray()).isTrue();
    String name = answer.at("/patterns_learned/0").textValue().substring(5);
    assertThat(client.get("/pattern/" + name).at("/pattern/pattern_data"))
        .hasToString("[[\"a\"],[\"b\"]]");
    client.post("/observe-sequence", Map.of()).failed(422, "VALIDATION_ERROR");
    client.post("/observe-sequence", Map.of("observations", 1)).failed(422, "VALIDATION_ERROR");
  }

  @Test
  void genesAreReadAndWritten() {
    Client client = user("genes");

    Answer updated =
        client
            .post(
                "/genes/update",
                Map.of("genes", Map.of("recall_threshold", 0.4, "smoothness", 7, "sort", false)))
            .ok();
    client.post("/genes/update", Map.of("persistence", 9)).ok();

    assertThat(updated.at("/status").textValue()).isEqualTo("okay");
    assertThat(updated.at("/message").textValue()).isEqualTo("genes-updated");
    assertThat(updated.at("/genes/smoothness").intValue()).isEqualTo(7);
    Answer gene = client.get("/gene/recall_threshold").ok();
    assertThat(gene.at("/gene_name").textValue()).isEqualTo("recall_threshold");
    assertThat(gene.at("/gene_value").doubleValue()).isEqualTo(0.4);
    assertThat(gene.at("/gene").textValue()).isEqualTo("recall_threshold");
    assertThat(gene.at("/value").doubleValue()).isEqualTo(0.4);
    assertThat(client.get("/gene/smoothness").at("/value").intValue()).isEqualTo(7);
    assertThat(client.get("/gene/quiescence").at("/value").intValue()).isEqualTo(3);
    assertThat(client.get("/gene/persistence").at("/value").intValue()).isEqualTo(9);
    assertThat(client.get("/gene/sort").at("/value").booleanValue()).isFalse();
    assertThat(client.get("/gene/affinity_emotive").ok().at("/value").isNull()).isTrue();
    assertThat(client.get("/gene/nose").failed(404, "NOT_FOUND").at("/detail").textValue())
        .isEqualTo("Gene 'nose' not found");
  }

  @Test
  void badGenesAreRefusedAndNoneIsSet() {
    Client client = user("bad genes");

    client
        .post("/genes/update", Map.of("smoothness", 99, "persistence", 8))
        .failed(400, "INVALID_CONFIG");
    client
        .post("/genes/update", Map.of("smoothness", 5, "recall_threshold", 9))
        .failed(400, "INVALID_CONFIG");
    client.post("/genes/update", Map.of("nose", 1)).failed(400, "INVALID_CONFIG");

    assertThat(client.get("/gene/persistence").at("/value").intValue()).isEqualTo(5);
    assertThat(client.get("/gene/smoothness").at("/value").intValue()).isEqualTo(3);
  }

  @Test
  void everyBadGeneIsNamed() {
    Answer refused =
        user("all bad genes")
            .post("/genes/update", Map.of("smoothness", 99, "recall_threshold", 9, "nose", 1))
            .failed(400, "INVALID_CONFIG");

    assertThat(refused.at("/error/details/errors").findValuesAsText("key"))
        .containsExactlyInAnyOrder("smoothness", "recall_threshold", "nose");
  }

  @Test
  void predictionsOfAnEarlierObservationAreFoundByItsId() {
    Client client = user("earlier");
    client.post("/observe-sequence", sequence("a", "b", "c")).ok();
    client.observe("a").ok();
    client.post("/observe", Map.of("strings", List.of("b"), "unique_id", "mine")).ok();
    Answer then = client.get("/predictions").ok();
    client.observe("unrelated").ok();

    Answer answer = client.get("/predictions?unique_id=mine").ok();

    assertThat(answer.at("/unique_id").textValue()).isEqualTo("mine");
    assertThat(answer.at("/predictions/0/unique_id").textValue()).isEqualTo("mine");
    assertThat(answer.at("/predictions/0/predictions")).isEqualTo(then.at("/predictions"));
    assertThat(client.get("/predictions?unique_id=other").ok().at("/predictions")).isEmpty();
  }

  @Test
  void whatIsLearnedLaterIsNotInThePredictionsOfAnEarlierObservation() {
    Client client = user("frozen");
    client.post("/observe-sequence", sequence("a", "b", "c")).ok();
    String id = client.observe("a", "b").ok().at("/unique_id").textValue();
    Answer then = client.get("/predictions").ok();
    client.post("/observe-sequence", sequence("a", "b", "x")).ok();
    client.post("/observe-sequence", sequence("a", "b", "c")).ok();

    Answer answer = client.get("/predictions?unique_id=" + id).ok();

    assertThat(answer.at("/predictions/0/predictions")).hasSize(1);
    assertThat(answer.at("/predictions/0/predictions")).isEqualTo(then.at("/predictions"));
  }

  @Test
  void theObservationThatLearnsHasItsPredictionsFromBefore() {
    Client client = user("learns by itself");
    client.post("/observe-sequence", sequence("a", "b", "c", "d")).ok();
    client.post("/genes/update", Map.of("max_pattern_length", 3)).ok();
    client.observe("a").ok();
    client.observe("b").ok();
    client.post("/observe", Map.of("strings", List.of("c"), "unique_id", "third")).ok();

    Answer answer = client.get("/predictions?unique_id=third").ok();

    assertThat(answer.at("/predictions/0/predictions")).hasSize(1);
    assertThat(answer.at("/predictions/0/predictions/0/matches"))
        .hasToString("[\"a\",\"b\",\"c\"]");
    assertThat(answer.at("/predictions/0/predictions/0/future")).hasToString("[[\"d\"]]");
  }

  @Test
  void aRepeatedObservationKeepsItsPredictions() {
    Client client = user("repeats");
    Map<String, Object> named = Map.of("strings", List.of("a", "b"), "unique_id", "1");
    client.post("/observe-sequence", sequence("a", "b", "c")).ok();
    client.post("/observe", named).ok();
    Answer before = client.get("/predictions?unique_id=1").ok();
    client.observe("unrelated").ok();

    client.post("/observe", named).ok();

    assertThat(client.get("/predictions?unique_id=1").at("/predictions"))
        .isEqualTo(before.at("/predictions"));
  }

  @Test
  void whoWantsNoPredictionsOfHisObservationsHasNone() {
    Client client = user("in a hurry");
    client.post("/genes/update", Map.of("process_predictions", false)).ok();
    client.post("/observe-sequence", sequence("a", "b", "c")).ok();
    client.post("/observe", Map.of("strings", List.of("a", "b"), "unique_id", "1")).ok();

    assertThat(client.get("/predictions?unique_id=1").ok().at("/predictions")).isEmpty();
    assertThat(client.get("/predictions").ok().at("/predictions")).hasSize(1);
  }

  @Test
  void manyLargePredictionsMakeWayForNewerOnes() {
    Client client = user("large");
    for (int i = 0; i < 100; i++) {
      Map<String, Object> noise = Map.of("strings", List.of("a", "b", noise(i), noise(-i)));
      client.post("/observe", noise).ok();
      client.post("/learn").ok();
    }
    for (int i = 0; i < 12; i++) {
      client
          .post("/observe", Map.of("strings", List.of("a", "b", "c" + i), "unique_id", "id" + i))
          .ok();
    }

    Answer newest = client.get("/predictions?unique_id=id11").ok();
    assertThat(newest.at("/predictions/0/predictions")).hasSize(100);
    assertThat(client.get("/predictions?unique_id=id0").ok().at("/predictions")).isEmpty();
  }

  /** Text that can hardly be compressed. */
  private static String noise(int seed) {
    return new Random(seed)
        .ints(400, '0', 'z')
        .mapToObj(Character::toString)
        .collect(Collectors.joining());
  }

  @Test
  void onlyTheNewestObservationsAreRemembered() {
    Client client = user("bounded");
    for (int i = 0; i < 40; i++) {
      client.post("/observe", Map.of("strings", List.of("s" + i), "unique_id", "id" + i)).ok();
    }

    assertThat(client.get("/predictions?unique_id=id39").at("/predictions")).hasSize(1);
    assertThat(client.get("/predictions?unique_id=id8").at("/predictions")).hasSize(1);
    assertThat(client.get("/predictions?unique_id=id7").at("/predictions")).isEmpty();
  }

  private static Map<String, Object> sequence(String... strings) {
    List<Map<String, List<String>>> observations =
        List.of(strings).stream().map(string -> Map.of("strings", List.of(string))).toList();
    return Map.of("observations", observations, "learn_at_end", true);
  }

  @Test
  void callersAreKeptApart() {
    user("one").observe("1").ok();
    user("two").observe("2").ok();
    new Client("X-Test-ID", "two").observe("3").ok();
    new Client("X-Session-ID", "my own name").observe("4").ok();
    new Client("Cookie", "a=b; session_id=cookie").observe("5").ok();
    new Client("User-Agent", "curl").observe("6").ok();
    new Client("User-Agent", "browser").observe("7").ok();

    assertThat(user("one").get("/stm").at("/stm")).hasToString("[[\"1\"]]");
    assertThat(user("two").get("/stm").at("/stm")).hasToString("[[\"2\"]]");
    assertThat(user("test_two").get("/stm").at("/stm")).hasToString("[[\"3\"]]");
    assertThat(new Client("X-Session-ID", "my own name").get("/stm").at("/stm"))
        .hasToString("[[\"4\"]]");
    assertThat(new Client("Cookie", "session_id=cookie").get("/stm").at("/stm"))
        .hasToString("[[\"5\"]]");
    assertThat(new Client("User-Agent", "curl").get("/stm").at("/stm")).hasToString("[[\"6\"]]");
    assertThat(new Client("User-Agent", "browser").get("/stm").at("/stm")).hasToString("[[\"7\"]]");
  }

  @Test
  void usersWhoChooseTheSameNameForASessionAreKeptApart() {
    Map<String, List<String>> secret = Map.of("strings", List.of("secret", "of alice"));
    kato.post("/observe", secret, "X-Session-ID", "1", "X-User-ID", "alice").ok();
    kato.send("POST", "/learn", null, "X-Session-ID", "1", "X-User-ID", "alice").ok();
    kato.post("/observe", secret, "X-Session-ID", "1", "X-User-ID", "alice").ok();

    Answer stm = kato.get("/stm", "X-Session-ID", "1", "X-User-ID", "bob").ok();
    Answer nobodys = kato.get("/stm", "X-Session-ID", "1").ok();

    assertThat(stm.at("/stm")).isEmpty();
    assertThat(stm.at("/processor_id").textValue()).isEqualTo("bob");
    assertThat(nobodys.at("/stm")).isEmpty();
    assertThat(nobodys.at("/processor_id").textValue()).isEqualTo("session_1");
  }

  @Test
  void anIdThatTheServerGaveOutIsNoNameForANewSession() {
    String id = user("leaves").observe("a").ok().header("X-Session-ID");
    kato.delete("/v2/sessions/" + id).ok();

    new Client("X-Session-ID", id).get("/stm").failed(404, "SESSION_NOT_FOUND");
    Answer again = kato.get("/stm", "X-Session-ID", id, "X-User-ID", "leaves").ok();
    assertThat(again.at("/processor_id").textValue()).isEqualTo("leaves");
    assertThat(again.header("X-Session-ID")).isEqualTo(id);
  }

  @Test
  void aSessionOfAnotherDialectCanBeUsedByItsId() {
    String session = kato.openSession("shared");
    String id = session.substring(session.lastIndexOf('/') + 1);

    Answer observed = new Client("X-Session-ID", id).observe("a").ok();

    assertThat(observed.at("/processor_id").textValue()).isEqualTo("shared");
    assertThat(observed.header("X-Session-ID")).isEqualTo(id);
    assertThat(kato.get(session + "/stm").at("/stm")).hasToString("[[\"a\"]]");
    kato.delete(session).ok();
    new Client("X-Session-ID", id).observe("b").failed(404, "SESSION_NOT_FOUND");
  }

  @Test
  void strangersNeedAnIdBeyondLoopback() {
    try (TestServer open = TestServer.start("KATO_V1_ANONYMOUS", "false")) {
      Answer refused = open.get("/stm").failed(422, "VALIDATION_ERROR");

      assertThat(refused.at("/detail/0/loc")).hasToString("[\"header\",\"X-User-ID\"]");
      open.get("/stm", "X-User-ID", "u").ok();
    }
  }
}
