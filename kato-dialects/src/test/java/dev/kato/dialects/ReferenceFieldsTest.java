package dev.kato.dialects;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * No field that the Python services answer is missing from what we declare to answer, but those of
 * status pages that would never be set here: a client cannot rely on what says nothing.
 */
class ReferenceFieldsTest extends WithOlderServer {

  private static final String PREDICTION =
      "type name pattern_name frequency emotives matches past present future missing extras"
          + " anomalies potential evidence similarity fragmentation snr entropy confluence confidence"
          + " itfdf_similarity sequence hamiltonian grand_hamiltonian predictive_information"
          + " pattern_probability weighted_strength normalized_entropy global_normalized_entropy"
          + " tfidf_score bayesian_prior bayesian_posterior bayesian_likelihood weighted_similarity"
          + " weighted_evidence weighted_confidence weighted_snr";

  private static JsonNode document;

  @BeforeAll
  static void read() {
    document = kato.get("/openapi.json").ok().json();
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "post /observe, , status processor_id auto_learned_pattern time unique_id session_id stm_length",
    "get /stm, , stm processor_id session_id length",
    "get /short-term-memory, , stm processor_id session_id length",
    "post /learn, , pattern_name processor_id message session_id status",
    "post /observe-sequence, , status processor_id observations_processed patterns_learned"
        + " individual_results final_predictions",
    "post /observe-sequence, individual_results, status processor_id unique_id time"
        + " auto_learned_pattern",
    "post /clear-stm, , status message processor_id",
    "post /clear-short-term-memory, , status message processor_id",
    "post /clear-all, , status message processor_id",
    "post /clear-all-memory, , status message processor_id",
    "get /predictions, , predictions processor_id session_id count time unique_id",
    "post /predictions, , predictions processor_id session_id count time unique_id",
    "get /pattern/{pattern_id}, , pattern processor_id node_id",
    "get /pattern/{pattern_id}, pattern, status message pattern name pattern_data length frequency"
        + " emotives",
    "get /gene/{name}, , gene_name gene_value processor_id gene value",
    "post /genes/update, , status message processor_id genes",
    "get /percept-data, , percept_data processor_id node_id warning",
    "get /cognition-data, , cognition_data processor_id node_id warning",
    "get /cognition-data, cognition_data, predictions emotives symbols command metadata path"
        + " strings vectors short_term_memory",
    "get /health, , status processor_id uptime processor_status base_processor_id service_name"
        + " uptime_seconds issues metrics_collected last_collection active_sessions timestamp",
    "get /v2/health, , status processor_status processor_id uptime_seconds issues"
        + " metrics_collected last_collection base_processor_id active_sessions timestamp",
    "get /status, , status processor_id processor_name uptime stm_length time base_processor_id"
        + " uptime_seconds sessions processors version",
    "get /metrics, , processor_id observations_processed patterns_learned stm_size uptime_seconds"
        + " timestamp sessions performance resources databases processor_manager rates"
        + " active_sessions",
    "get /stats, , time_range_minutes timestamp processor_id processor_manager current_status"
        + " time_series summary",
    "get /metrics/{metric}, , metric_name time_range_minutes timestamp statistics data_points",
    "get /v2/metrics/{metric}, data_points, timestamp value",
    "post /v2/sessions, , session_id user_id created_at expires_at metadata",
    "get /v2/sessions/{session_id}, , session_id user_id created_at expires_at metadata",
    "delete /v2/sessions/{session_id}, , status session_id",
    "post /v2/sessions/{session_id}/config, , status message session_id",
    "post /v2/sessions/{session_id}/extend, , status session_id ttl_seconds",
    "post /v2/sessions/{session_id}/observe, , status session_id processor_id stm_length time"
        + " unique_id auto_learned_pattern",
    "get /v2/sessions/{session_id}/stm, , stm session_id length",
    "post /v2/sessions/{session_id}/learn, , pattern_name session_id processor_id message status",
    "post /v2/sessions/{session_id}/clear-stm, , status session_id",
    "get /v2/sessions/{session_id}/predictions, , predictions session_id processor_id count time"
        + " unique_id",
    "get /v2/sessions/{session_id}/predictions, predictions, " + PREDICTION,
    "post /sessions, , session_id node_id created_at expires_at ttl_seconds metadata"
        + " session_config",
    "get /sessions/count, , active_session_count",
    "get /sessions/{session_id}/exists, , exists expired session_id",
    "get /sessions/{session_id}/config, , session_id config",
    "post /sessions/{session_id}/observe, , status session_id processor_id stm_length time"
        + " unique_id auto_learned_pattern",
    "post /sessions/{session_id}/observe-sequence, , status processor_id observations_processed"
        + " initial_stm_length final_stm_length results auto_learned_patterns"
        + " final_learned_pattern isolated",
    "post /sessions/{session_id}/observe-sequence, results, status sequence_position stm_length"
        + " time unique_id auto_learned_pattern",
    "post /sessions/{session_id}/finalize-training, , status patterns_processed time_ms session_id"
        + " node_id message",
    "post /sessions/{session_id}/clear-all, , status session_id scope",
    "get /sessions/{session_id}/predictions, , predictions future_potentials session_id"
        + " processor_id count time unique_id",
    "get /sessions/{session_id}/predictions, predictions, " + PREDICTION,
    "get /sessions/{session_id}/predictions, future_potentials, future aggregate_potential"
        + " supporting_patterns total_weighted_frequency",
    "get /sessions/{session_id}/percept-data, , percept_data session_id node_id",
    "get /sessions/{session_id}/cognition-data, , cognition_data session_id node_id",
    "get /, , service version description docs health status uptime_seconds" + " session_support",
    "get /symbols/affinity, , affinities node_id",
    "get /symbols/stats, , symbols node_id",
    "get /symbols/{symbol}/affinity, , symbol affinity node_id",
    "get /concurrency, , status current peak limits configuration recommendations timestamp",
    "get /cache/stats, , cache_performance cache_health timestamp",
    "post /cache/invalidate, , status patterns_invalidated symbols_invalidated session_id reason"
        + " timestamp",
    "get /distributed-stm/stats, , status distributed_stm_enabled performance_stats processor_info"
        + " timestamp",
    "get /connection-pools, , status health pool_statistics timestamp"
  })
  void areAllThere(String route, String inside, String fields) {
    String[] parts = route.split(" ");
    JsonNode schema =
        document
            .path("paths")
            .path(parts[1])
            .path(parts[0])
            .at("/responses/200/content/application~1json/schema");
    assertThat(schema.isMissingNode()).as(route).isFalse();

    List<JsonNode> places =
        inside == null ? alternatives(schema) : alternatives(field(schema, inside));

    Set<String> declared = new TreeSet<>();
    places.forEach(place -> addNames(place.path("properties").fieldNames(), declared));
    assertThat(declared).contains(fields.split(" "));
  }

  private static void addNames(Iterator<String> names, Set<String> to) {
    names.forEachRemaining(to::add);
  }

  private static List<JsonNode> alternatives(JsonNode schema) {
    List<JsonNode> alternatives = new ArrayList<>();
    if (schema.has("anyOf")) {
      schema.get("anyOf").forEach(alternatives::add);
    } else {
      alternatives.add(schema);
    }
    return alternatives;
  }

  private static JsonNode field(JsonNode schema, String name) {
    for (JsonNode alternative : alternatives(schema)) {
      JsonNode field = alternative.path("properties").path(name);
      if (!field.isMissingNode()) {
        return field.has("items") ? field.get("items") : field;
      }
    }
    throw new AssertionError("no field " + name);
  }
}
