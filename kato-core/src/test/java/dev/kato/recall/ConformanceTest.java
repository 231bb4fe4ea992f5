package dev.kato.recall;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.kato.config.ConfigKey;
import dev.kato.config.SessionConfig;
import dev.kato.model.Emotives;
import dev.kato.model.Event;
import dev.kato.model.FuturePotential;
import dev.kato.model.Metric;
import dev.kato.model.Pattern;
import dev.kato.model.PatternName;
import dev.kato.model.Prediction;
import dev.kato.model.Predictions;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every case recorded from the reference implementation. */
class ConformanceTest {

  private static final JsonMapper JSON = new JsonMapper();

  static Stream<JsonNode> cases() throws IOException {
    List<JsonNode> cases = new ArrayList<>();
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(
                    Objects.requireNonNull(
                        ConformanceTest.class.getResourceAsStream("/conformance/recall.jsonl.gz"))),
                StandardCharsets.UTF_8))) {
      String line = lines.readLine();
      while (line != null) {
        cases.add(JSON.readTree(line));
        line = lines.readLine();
      }
    }
    assertThat(cases).hasSize(400);
    return cases.stream();
  }

  @ParameterizedTest(name = "case {index}")
  @MethodSource("cases")
  void recallsWhatTheReferenceRecalls(JsonNode given) {
    Map<PatternName, Pattern> patterns = learn(given.get("learn"));
    SessionConfig config =
        SessionConfig.DEFAULTS
            .with(ConfigKey.RECALL_THRESHOLD, given.get("recall_threshold").doubleValue())
            .with(ConfigKey.MAX_PREDICTIONS, 10_000)
            .with(ConfigKey.MIN_SYMBOLS, 1);
    List<Event> stm = events(given.get("stm"));

    try (KnowledgeIndex index = new KnowledgeIndex()) {
      patterns.values().forEach(index::put);
      check(index.recall(stm, config), given);
    }
    check(BruteForceOracle.recall(patterns.values(), stm, config, EnsembleFilter.NONE), given);
  }

  /** Learning in its plainest form: frequency and emotives window are all that recall reads. */
  private static Map<PatternName, Pattern> learn(JsonNode operations) {
    Map<PatternName, Pattern> patterns = new LinkedHashMap<>();
    for (JsonNode operation : operations) {
      List<Event> events = events(operation.get("events"));
      PatternName name = PatternName.of(events);
      Pattern old = patterns.get(name);
      List<Map<String, Double>> window = new ArrayList<>();
      if (old != null) {
        window.addAll(old.emotives());
      }
      for (JsonNode entry : operation.get("emotives")) {
        Map<String, Double> emotives = new LinkedHashMap<>();
        entry.properties().forEach(e -> emotives.put(e.getKey(), e.getValue().doubleValue()));
        window.add(emotives);
      }
      List<Map<String, Double>> newest =
          window.subList(Math.max(0, window.size() - 5), window.size());
      long frequency = old == null ? 1 : old.frequency() + 1;
      patterns.put(
          name, new Pattern(name, events, frequency, newest, Map.of(), Emotives.mean(newest)));
    }
    return patterns;
  }

  private static void check(Predictions actual, JsonNode given) {
    JsonNode expected = given.get("predictions");
    Map<String, Prediction> byName = new LinkedHashMap<>();
    actual.predictions().forEach(prediction -> byName.put(prediction.name().hash(), prediction));
    assertThat(byName).hasSize(expected.size());
    for (JsonNode prediction : expected) {
      checkPrediction(
          Objects.requireNonNull(byName.get(prediction.get("name").textValue())), prediction);
    }
    checkOrder(actual.predictions());
    checkFutures(actual.futurePotentials(), given.get("future_potentials"));
  }

  private static void checkOrder(List<Prediction> predictions) {
    assertThat(predictions).isSortedAccordingTo(Ranking.by(Metric.POTENTIAL));
  }

  private static void checkPrediction(Prediction actual, JsonNode expected) {
    assertThat(actual.frequency()).isEqualTo(expected.get("frequency").longValue());
    assertThat(actual.matches()).isEqualTo(strings(expected.get("matches")));
    assertThat(actual.past()).isEqualTo(events(expected.get("past")));
    assertThat(actual.present()).isEqualTo(events(expected.get("present")));
    assertThat(actual.future()).isEqualTo(events(expected.get("future")));
    assertThat(actual.missing()).isEqualTo(events(expected.get("missing")));
    assertThat(actual.extras()).isEqualTo(events(expected.get("extras")));
    assertThat(actual.sequence()).isEqualTo(events(expected.get("sequence")));
    assertThat(actual.emotives()).hasSize(expected.get("emotives").size());
    actual
        .emotives()
        .forEach((key, value) -> checkNumber(key, value, expected.get("emotives").get(key)));
    for (Metric metric : Metric.values()) {
      String name = metric.name().toLowerCase(Locale.ROOT);
      if (expected.has(name)) {
        checkNumber(name, actual.metric(metric), expected.get(name));
      }
    }
  }

  private static void checkFutures(List<FuturePotential> actual, JsonNode expected) {
    assertThat(actual).hasSize(expected.size());
    Map<List<Event>, FuturePotential> byFuture = new LinkedHashMap<>();
    actual.forEach(potential -> byFuture.put(potential.future(), potential));
    for (JsonNode node : expected) {
      FuturePotential potential = Objects.requireNonNull(byFuture.get(events(node.get("future"))));
      checkNumber(
          "aggregate_potential", potential.aggregatePotential(), node.get("aggregate_potential"));
      checkNumber(
          "total_weighted_frequency",
          potential.totalWeightedFrequency(),
          node.get("total_weighted_frequency"));
      assertThat(potential.supportingPatterns())
          .isEqualTo(node.get("supporting_patterns").intValue());
    }
  }

  private static void checkNumber(String name, double actual, JsonNode expected) {
    double value = expected.doubleValue();
    assertThat(actual).as(name).isCloseTo(value, Offset.offset(1e-9 * Math.abs(value) + 1e-15));
  }

  private static List<Event> events(JsonNode node) {
    List<Event> events = new ArrayList<>();
    node.forEach(event -> events.add(new Event(strings(event))));
    return events;
  }

  private static List<String> strings(JsonNode node) {
    List<String> strings = new ArrayList<>();
    node.forEach(string -> strings.add(string.textValue()));
    return strings;
  }
}
