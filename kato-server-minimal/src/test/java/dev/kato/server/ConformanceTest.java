package dev.kato.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.kato.model.Alignment;
import dev.kato.model.Event;
import dev.kato.model.FuturePotential;
import dev.kato.model.Metrics;
import dev.kato.model.PatternName;
import dev.kato.model.Prediction;
import dev.kato.model.Predictions;
import dev.kato.recall.ConformanceCase;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every case recorded from the reference implementation, through HTTP alone. */
class ConformanceTest extends WithServer {

  private static final JsonMapper JSON = new JsonMapper();

  static Stream<ConformanceCase> cases() {
    return ConformanceCase.all();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void learnsAndRecallsWhatTheReferenceDoes(ConformanceCase given) {
    String user = given.toString();
    String session =
        kato.openSession(
            Map.of(
                "user_id",
                user,
                "config",
                Map.of(
                    "recall_threshold",
                    given.recallThreshold(),
                    "max_predictions",
                    10_000,
                    "min_symbols",
                    1,
                    "sort_symbols",
                    false)));

    given.learns().forEach(learn -> learn(session, learn));
    checkStored(user, given.stored());

    observeAll(session, events(given.stm()), false);
    given.check(predictions(kato.get(session + "/predictions").ok()));
  }

  private static void learn(String session, ConformanceCase.Learn learn) {
    List<Map<String, ?>> observations = new ArrayList<>();
    learn.emotives().forEach(entry -> observations.add(Map.of("emotives", entry)));
    learn.metadata().forEach(entry -> observations.add(Map.of("metadata", entry)));
    observations.addAll(events(learn.events()));
    observeAll(session, observations, true);
  }

  private static List<Map<String, ?>> events(List<Event> events) {
    List<Map<String, ?>> observations = new ArrayList<>();
    events.forEach(event -> observations.add(Map.of("strings", event.symbols())));
    return observations;
  }

  private static void observeAll(
      String session, List<Map<String, ?>> observations, boolean learnAtEnd) {
    kato.post(
            session + "/observe-sequence",
            Map.of("observations", observations, "learn_at_end", learnAtEnd))
        .ok();
  }

  private static void checkStored(String user, Map<String, JsonNode> stored) {
    JsonNode patterns =
        kato.get("/v2/users/" + user.replace(" ", "%20") + "/patterns?limit=1000")
            .ok()
            .at("/patterns");
    assertThat(patterns).hasSize(stored.size());
    for (JsonNode pattern : patterns) {
      JsonNode expected = stored.get(pattern.get("name").textValue().substring(5));
      assertThat(pattern.get("frequency")).isEqualTo(expected.get("frequency"));
      assertThat(pattern.get("length")).isEqualTo(expected.get("length"));
      assertThat(ConformanceCase.emotives(pattern.get("emotives")))
          .isEqualTo(ConformanceCase.emotives(expected.get("emotives")));
      assertThat(ConformanceCase.metadata(pattern)).isEqualTo(ConformanceCase.metadata(expected));
    }
  }

  private static Predictions predictions(Answer answer) {
    List<Prediction> predictions = new ArrayList<>();
    answer.at("/predictions").forEach(node -> predictions.add(prediction(node)));
    List<FuturePotential> futures = new ArrayList<>();
    answer
        .at("/future_potentials")
        .forEach(
            node ->
                futures.add(
                    new FuturePotential(
                        eventList(node, "future"),
                        number(node, "aggregate_potential"),
                        node.get("supporting_patterns").intValue(),
                        number(node, "total_weighted_frequency"))));
    return new Predictions(predictions, futures, answer.at("/future_potentials_total").intValue());
  }

  private static Prediction prediction(JsonNode node) {
    assertThat(eventList(node, "sequence")).isNotEmpty();
    return new Prediction(
        new PatternName(node.get("name").textValue()),
        node.get("frequency").longValue(),
        JSON.convertValue(node.get("emotives"), new TypeReference<>() {}),
        strings(node.get("matches")),
        eventList(node, "past"),
        eventList(node, "present"),
        eventList(node, "future"),
        eventList(node, "missing_events"),
        eventList(node, "extras_events"),
        strings(node.get("extras")),
        List.of(),
        alignment(node.get("alignment")),
        metrics(node));
  }

  private static Alignment alignment(JsonNode node) {
    List<Alignment.Pair> matched = new ArrayList<>();
    for (JsonNode pair : node.get("matched")) {
      matched.add(
          new Alignment.Pair(
              place(pair.get("stm")), place(pair.get("pattern")), number(pair, "similarity")));
    }
    return new Alignment(matched, places(node.get("missing")), places(node.get("extra")));
  }

  private static List<Alignment.Place> places(JsonNode nodes) {
    List<Alignment.Place> places = new ArrayList<>();
    nodes.forEach(node -> places.add(place(node)));
    return places;
  }

  private static Alignment.Place place(JsonNode node) {
    assertThat(node).hasSize(2);
    return new Alignment.Place(node.get(0).intValue(), node.get(1).intValue());
  }

  private static Metrics metrics(JsonNode node) {
    return new Metrics(
        number(node, "similarity"),
        number(node, "evidence"),
        number(node, "confidence"),
        number(node, "snr"),
        node.get("fragmentation").intValue(),
        number(node, "potential"),
        number(node, "itfdf_similarity"),
        number(node, "entropy"),
        number(node, "normalized_entropy"),
        number(node, "global_normalized_entropy"),
        number(node, "tfidf_score"),
        number(node, "confluence"),
        number(node, "pattern_probability"),
        number(node, "weighted_strength"),
        number(node, "predictive_information"),
        number(node, "bayesian_prior"),
        number(node, "bayesian_likelihood"),
        number(node, "bayesian_posterior"),
        null);
  }

  private static double number(JsonNode node, String name) {
    return node.get(name).doubleValue();
  }

  private static List<Event> eventList(JsonNode node, String name) {
    List<Event> events = new ArrayList<>();
    node.get(name).forEach(event -> events.add(new Event(strings(event))));
    return events;
  }

  private static List<String> strings(JsonNode node) {
    return JSON.convertValue(node, new TypeReference<>() {});
  }
}
