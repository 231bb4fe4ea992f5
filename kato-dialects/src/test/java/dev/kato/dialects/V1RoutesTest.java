package dev.kato.dialects;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kato.server.Answer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What clients of KATO v1, and of v2's routes without a session, rely on. */
class V1RoutesTest extends WithOlderServer {

  @Test
  void aConversationOfV1() {
    V1Client client = user("conversation");
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
    V1Client client = user("text");
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
    V1Client client = user("status");
    assertThat(client.get("/status").ok().at("/time").intValue()).isZero();
    client.observe("a").ok();
    client.post("/observe", Map.of()).ok();

    assertThat(client.get("/status").ok().at("/stm_length").intValue()).isEqualTo(1);
    assertThat(client.get("/status").at("/time").intValue()).isEqualTo(2);
    assertThat(client.get("/metrics").ok().at("/stm_size").intValue()).isEqualTo(1);
  }

  @Test
  void tooLittleIsLearnedAsNothing() {
    V1Client client = user("little");

    assertThat(client.post("/learn").ok().at("/pattern_name").textValue()).isEmpty();
    client.observe("alone").ok();
    Answer answer = client.post("/learn").ok();

    assertThat(answer.at("/pattern_name").textValue()).isEmpty();
    assertThat(answer.at("/message").textValue()).isEqualTo("Insufficient data for learning");
    assertThat(client.get("/stm").at("/stm")).isEmpty();
  }

  @Test
  void autoLearningKeepsTheLastEvent() {
    V1Client client = user("auto");
    client.post("/genes/update", Map.of("genes", Map.of("max_pattern_length", 3))).ok();
    client.observe("a");
    client.observe("b");

    assertThat(client.observe("c").ok().at("/auto_learned_pattern").textValue())
        .startsWith("PTRN|");
    assertThat(client.get("/stm").at("/stm")).hasToString("[[\"c\"]]");
  }

  @Test
  void aSequenceBeginsWithAnEmptyMemory() {
    V1Client client = user("sequence");
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
    V1Client client = user("genes");

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
    V1Client client = user("bad genes");

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
}
