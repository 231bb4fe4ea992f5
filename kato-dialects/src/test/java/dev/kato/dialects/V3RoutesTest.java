package dev.kato.dialects;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kato.server.Answer;
import dev.kato.testkit.Concurrently;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What clients of KATO 3 rely on. */
class V3RoutesTest extends WithOlderServer {

  private static String open(String node) {
    return open(Map.of("node_id", node));
  }

  private static String open(Map<String, ?> request) {
    return "/sessions/" + kato.post("/sessions", request).ok().at("/session_id").textValue();
  }

  private static void learn(String session, String... strings) {
    for (String string : strings) {
      kato.observe(session, string).ok();
    }
    kato.post(session + "/learn").ok();
  }

  @Test
  void aConversationOfThePythonClient() {
    assertThat(kato.get("/").ok().at("/service").textValue()).isEqualTo("KATO API");
    Answer opened =
        kato.post("/sessions", "{\"node_id\": \"node\", \"metadata\": {}, \"ttl_seconds\": null}")
            .ok();
    assertThat(opened.at("/node_id").textValue()).isEqualTo("node");
    assertThat(opened.at("/ttl_seconds").intValue()).isEqualTo(3600);
    assertThat(opened.at("/session_config/min_symbols").intValue()).isEqualTo(1);
    assertThat(opened.at("/session_config/stm_mode").textValue()).isEqualTo("CLEAR");
    assertThat(opened.at("/session_config/filter_pipeline")).isEmpty();
    String session = "/sessions/" + opened.at("/session_id").textValue();

    assertThat(kato.get(session + "/exists").ok().at("/exists").booleanValue()).isTrue();
    assertThat(
            kato.post(session + "/config", "{\"config\": {\"recall_threshold\": 0.2}}")
                .ok()
                .at("/message")
                .textValue())
        .isEqualTo("Configuration updated");
    Answer observed =
        kato.post(
                session + "/observe",
                Map.of(
                    "strings", List.of("b", "a"),
                    "vectors", List.of(),
                    "emotives", Map.of("joy", 0.5),
                    "metadata", Map.of("m", 1)))
            .ok();
    assertThat(observed.at("/status").textValue()).isEqualTo("okay");
    assertThat(observed.at("/processor_id").textValue()).isEqualTo("node");
    assertThat(observed.at("/stm_length").intValue()).isEqualTo(1);
    kato.observe(session, "c").ok();
    assertThat(kato.get(session + "/percept-data").ok().at("/node_id").textValue())
        .isEqualTo("node");
    String name = kato.post(session + "/learn", "{}").ok().at("/pattern_name").textValue();
    assertThat(name).startsWith("PTRN|");
    assertThat(kato.post(session + "/finalize-training").ok().at("/patterns_processed").intValue())
        .isEqualTo(1);

    kato.observe(session, "a", "b", "x").ok();
    Answer predicted = kato.get(session + "/predictions").ok();
    assertThat(predicted.at("/predictions/0/missing")).hasToString("[[]]");
    assertThat(predicted.at("/predictions/0/extras")).hasToString("[[\"x\"]]");
    assertThat(predicted.at("/predictions/0/future")).hasToString("[[\"c\"]]");
    assertThat(predicted.at("/future_potentials/0/future")).hasToString("[[\"c\"]]");
    assertThat(predicted.at("/count").intValue()).isEqualTo(1);

    Answer pattern = kato.get("/pattern/" + name.substring(5) + "?node_id=node").ok();
    assertThat(pattern.at("/pattern/status").textValue()).isEqualTo("okay");
    assertThat(pattern.at("/pattern/pattern/metadata/m/0").textValue()).isEqualTo("1");
    assertThat(pattern.at("/node_id").textValue()).isEqualTo("node");

    assertThat(kato.get(session + "/cognition-data").ok().at("/cognition_data/time").intValue())
        .isEqualTo(3);
    kato.post(session + "/clear-stm").ok();
    assertThat(kato.observe(session, "c").at("/time").intValue()).isEqualTo(1);
    assertThat(kato.post(session + "/extend?ttl_seconds=7").ok().at("/ttl_seconds").intValue())
        .isEqualTo(7);
    assertThat(kato.post(session + "/clear-all").ok().at("/scope").textValue()).isEqualTo("all");
    assertThat(kato.delete(session).ok().at("/status").textValue()).isEqualTo("deleted");
    Answer gone = kato.get(session + "/stm").failed(404, "SESSION_NOT_FOUND");
    assertThat(gone.at("/error/session_id").textValue()).isNotEmpty();
    assertThat(kato.get("/sessions/count").ok().at("/active_session_count").isInt()).isTrue();
    assertThat(kato.get(session + "/exists").ok().at("/exists").booleanValue()).isFalse();
  }

  @Test
  void oneSymbolRecallsThePatternsThatBeginWithIt() {
    String session = open("single");
    learn(session, "a", "b");
    learn(session, "b", "a");
    learn(session, "b", "c");
    kato.observe(session, "b").ok();

    Answer predicted = kato.get(session + "/predictions").ok();

    assertThat(predicted.at("/predictions").findValues("sequence"))
        .hasSize(2)
        .allSatisfy(sequence -> assertThat(sequence.at("/0/0").textValue()).isEqualTo("b"));
    assertThat(predicted.at("/predictions/0/type").textValue()).isEqualTo("prototypical");
    assertThat(predicted.at("/predictions/0/pattern_data"))
        .isEqualTo(predicted.at("/predictions/0/sequence"));
    assertThat(predicted.at("/predictions/0/length").intValue()).isEqualTo(2);
  }

  @Test
  void learningNothingIsRefusedAndTooLittleIsNamedNothing() {
    String session = open("little");

    assertThat(kato.post(session + "/learn").failed(400, "EMPTY_STM").at("/detail").textValue())
        .isEqualTo("Cannot learn from empty STM");
    kato.observe(session, "a").ok();
    Answer learned = kato.post(session + "/learn").ok();
    assertThat(learned.at("/pattern_name").textValue()).isEmpty();
    assertThat(learned.at("/status").textValue()).isEqualTo("learned");
  }

  @Test
  void aSequenceGoesOnFromTheMemoryThatIsThere() {
    String session = open("sequence");
    kato.observe(session, "x").ok();

    Answer answer =
        kato.post(
                session + "/observe-sequence",
                Map.of("observations", List.of(Map.of("strings", List.of("a")))))
            .ok();

    assertThat(answer.at("/status").textValue()).isEqualTo("completed");
    assertThat(answer.at("/initial_stm_length").intValue()).isEqualTo(1);
    assertThat(answer.at("/final_stm_length").intValue()).isEqualTo(2);
    assertThat(answer.at("/final_learned_pattern").isNull()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"persistence\": 0}",
        "{\"indexer_type\": \"MAGIC\"}",
        "{\"filter_pipeline\": [\"length\", \"magic\"]}",
        "{\"filter_pipeline\": \"length\"}",
        "{\"length_min_ratio\": 2}",
        "{\"length_max_ratio\": 0.5}",
        "{\"jaccard_min_overlap\": 0}",
        "{\"minhash_bands\": 101}",
        "{\"bloom_false_positive_rate\": 0.5}",
        "{\"max_candidates_per_stage\": 1}",
        "{\"enable_filter_metrics\": 1}",
        "{\"stm_mode\": \"SOMETIMES\"}"
      })
  void badConfigurationIsToldByKeyAndNothingIsApplied(String bad) {
    String session = open("config");
    String both = bad.replace("}", ", \"max_predictions\": 7}");

    Answer answer = kato.post(session + "/config", both).failed(400, "INVALID_CONFIG");

    String key = bad.replaceAll("\\{\"([a-z_]+)\".*", "$1");
    assertThat(answer.at("/detail/error").textValue()).isEqualTo("Configuration validation failed");
    assertThat(answer.at("/detail/validation_errors/" + key).textValue()).startsWith("must be ");
    assertThat(kato.get(session + "/config").at("/config/max_predictions").intValue())
        .isEqualTo(100);
    kato.post("/sessions", "{\"node_id\": \"n\", \"config\": " + bad + "}")
        .failed(400, "INVALID_CONFIG");
  }

  @ParameterizedTest
  @CsvSource({
    "fuzzy_token_threshold, 0.9, 0.0",
    "filter_pipeline, [\"length\"], []",
    "jaccard_threshold, 0.9, 0.3",
    "affinity_emotive, \"joy\", null"
  })
  void nullIsTheInitialValue(String key, String value, String initial) {
    String session = open("null");
    kato.post(session + "/config", "{\"" + key + "\": " + value + "}").ok();

    kato.post(session + "/config", "{\"" + key + "\": null}").ok();

    assertThat(kato.get(session + "/config").at("/config/" + key)).hasToString(initial);
  }

  @Test
  void unknownKeysAreIgnored() {
    String session = open("unknown");

    kato.post(session + "/config", Map.of("no_such_key", 1, "persistence", 6)).ok();

    assertThat(kato.get(session + "/config").at("/config/persistence").intValue()).isEqualTo(6);
  }

  @ParameterizedTest
  @CsvSource({
    "length, length_max_ratio, 1.2, 1",
    "length, length_max_ratio, 3.0, 2",
    "jaccard, jaccard_threshold, 0.9, 1",
    "jaccard, jaccard_threshold, 0.1, 2",
    "rapidfuzz, recall_threshold, 0.8, 1",
    "minhash, minhash_threshold, 1.0, 2",
    "bloom, bloom_false_positive_rate, 0.1, 2"
  })
  void filtersAreExactConditionsOnTheEnsemble(String filter, String key, double value, int found) {
    String session =
        open(
            Map.of(
                "node_id",
                filter + value,
                "config",
                Map.of("filter_pipeline", List.of(filter), key, value)));
    learn(session, "a", "b");
    learn(session, "a", "b", "c", "d", "e");
    kato.observe(session, "a").ok();
    kato.observe(session, "b").ok();

    assertThat(kato.get(session + "/predictions").ok().at("/predictions")).hasSize(found);
  }

  @Test
  void symbolsAreKnownWithTheirAffinities() {
    String session = open("symbols");
    kato.post(
            session + "/observe",
            Map.of("strings", List.of("a", "b", "a"), "emotives", Map.of("joy", 2)))
        .ok();
    kato.post(session + "/learn").ok();

    Answer stats = kato.get("/symbols/stats?node_id=symbols").ok();
    assertThat(stats.at("/symbols/a/frequency").intValue()).isEqualTo(2);
    assertThat(stats.at("/symbols/a/pattern_member_frequency").intValue()).isEqualTo(1);
    Answer all = kato.get("/symbols/affinity?node_id=symbols").ok();
    assertThat(all.at("/affinities/b/joy").doubleValue()).isEqualTo(2);
    Answer one = kato.get("/symbols/a/affinity", "X-Node-ID", "symbols").ok();
    assertThat(one.at("/affinity/joy").doubleValue()).isEqualTo(2);
    assertThat(kato.get("/symbols/zzz/affinity?node_id=symbols").ok().at("/affinity")).isEmpty();
    assertThat(kato.get("/symbols/stats", "X-Test-ID", "none").ok().at("/node_id").textValue())
        .isEqualTo("test_none");
    assertThat(kato.get("/symbols/stats").ok().at("/node_id").textValue())
        .isEqualTo("default_node");
  }

  @Test
  void nodeLevelDataIsDeprecatedAndEmpty() {
    assertThat(kato.get("/percept-data?node_id=n").ok().at("/percept_data")).isEmpty();
    Answer cognition = kato.get("/cognition-data?node_id=n").ok();
    assertThat(cognition.at("/cognition_data/predictions")).isEmpty();
    assertThat(cognition.at("/warning").textValue()).startsWith("Deprecated");
    assertThat(
            kato.get("/pattern/" + "0".repeat(40), "X-Node-ID", "n")
                .ok()
                .at("/pattern/message")
                .textValue())
        .isEqualTo("Pattern " + "0".repeat(40) + " not found");
  }

  @Test
  void theServerTellsAboutItself() {
    Answer status = kato.get("/status").ok();
    assertThat(status.at("/status").textValue()).isEqualTo("healthy");
    assertThat(status.at("/base_processor_id").textValue()).isEqualTo("kato");
    Answer concurrency = kato.get("/concurrency").ok();
    assertThat(concurrency.at("/current/concurrent_requests").intValue()).isPositive();
    assertThat(concurrency.at("/limits/per_worker").intValue()).isEqualTo(256);
    assertThat(kato.get("/cache/stats").ok().at("/cache_performance/patterns_in_cache").isInt())
        .isTrue();
    assertThat(kato.post("/cache/invalidate?session_id=x").ok().at("/session_id").textValue())
        .isEqualTo("x");
    assertThat(kato.get("/distributed-stm/stats").ok().at("/status").textValue())
        .isEqualTo("active");
    assertThat(kato.get("/connection-pools").ok().at("/health/sessions/healthy").booleanValue())
        .isTrue();
    Answer stats = kato.get("/stats?minutes=5").ok();
    assertThat(stats.at("/time_range_minutes").intValue()).isEqualTo(5);
    assertThat(stats.at("/time_series")).hasSizeGreaterThanOrEqualTo(20);
    Answer metric = kato.get("/metrics/kato_requests_total?minutes=1").ok();
    assertThat(metric.at("/statistics/count").intValue()).isPositive();
    assertThat(metric.at("/data_points/0/value").isNumber()).isTrue();
    assertThat(stats.at("/time_series").get("memory_used_mb")).isNotEmpty();
    assertThat(stats.at("/time_series").get("cpu_percent"))
        .isEqualTo(stats.at("/time_series").get("kato_cpu_usage_percent"));
    kato.get("/metrics/kato_requests_failed").ok();
    kato.get("/v2/stats").ok();
    kato.get("/v2/metrics/kato_cpu_usage_percent").ok();
    assertThat(
            kato.get("/metrics/nothing?minutes=3")
                .failed(404, "NOT_FOUND")
                .at("/detail")
                .textValue())
        .isEqualTo("No data available for metric 'nothing' in the last 3 minutes");
    kato.get("/stats?minutes=x").failed(422, "VALIDATION_ERROR");
  }

  @Test
  void threeDialectsAtOnceKeepOneMemory() {
    String v2 = kato.openSession("everyone");
    String v3 = open("everyone");
    Concurrently.run(
        6,
        index -> {
          for (int i = 0; i < 10; i++) {
            switch (index % 3) {
              case 0 -> observeAndLearn(v2);
              case 1 -> observeAndLearn(v3);
              default ->
                  kato.post(
                          "/observe-sequence",
                          Map.of(
                              "observations",
                              List.of(Map.of("strings", List.of("a", "b"))),
                              "learn_at_end",
                              true),
                          "X-User-ID",
                          "everyone")
                      .ok();
            }
          }
        });

    Answer pattern = kato.get("/v2/users/everyone/patterns").ok();

    assertThat(pattern.at("/count").intValue()).isEqualTo(1);
    assertThat(pattern.at("/patterns/0/frequency").intValue()).isEqualTo(60);
  }

  private static void observeAndLearn(String session) {
    kato.post(
            session + "/observe-sequence",
            Map.of(
                "observations",
                List.of(Map.of("strings", List.of("a", "b"))),
                "learn_after_each",
                true))
        .ok();
  }
}
