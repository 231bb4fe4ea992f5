package dev.kato.recall;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.kato.model.Alignment;
import dev.kato.model.Event;
import dev.kato.model.FuturePotential;
import dev.kato.model.Metric;
import dev.kato.model.Prediction;
import dev.kato.model.Predictions;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
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

/** A case recorded from the reference implementation. */
public final class ConformanceCase {

  private static final JsonMapper JSON = new JsonMapper();
  private static final int CASES = 400;

  private final JsonNode given;

  private ConformanceCase(JsonNode given) {
    this.given = given;
  }

  /** All of them. */
  public static Stream<ConformanceCase> all() {
    List<ConformanceCase> cases = new ArrayList<>();
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(
                    Objects.requireNonNull(
                        ConformanceCase.class.getResourceAsStream("/conformance/recall.jsonl.gz"))),
                StandardCharsets.UTF_8))) {
      String line = lines.readLine();
      while (line != null) {
        cases.add(new ConformanceCase(JSON.readTree(line)));
        line = lines.readLine();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    assertThat(cases).hasSize(CASES);
    return cases.stream();
  }

  /**
   * One learn operation.
   *
   * @param events to be learned, sorted
   * @param emotives the accumulator's entries
   * @param metadata the accumulator's entries
   */
  public record Learn(
      List<Event> events, List<Map<String, Double>> emotives, List<Map<String, Object>> metadata) {}

  /** The learn operations in order. */
  public List<Learn> learns() {
    List<Learn> learns = new ArrayList<>();
    for (JsonNode operation : given.get("learn")) {
      learns.add(
          new Learn(
              events(operation.get("events")),
              emotives(operation.get("emotives")),
              JSON.convertValue(operation.get("metadata"), new TypeReference<>() {})));
    }
    return learns;
  }

  /** The short-term memory to predict from. */
  public List<Event> stm() {
    return events(given.get("stm"));
  }

  /** The threshold to predict with. */
  public double recallThreshold() {
    return given.get("recall_threshold").doubleValue();
  }

  /** What the knowledge base must then hold, by name of the pattern. */
  public Map<String, JsonNode> stored() {
    Map<String, JsonNode> stored = new LinkedHashMap<>();
    given.get("stored").properties().forEach(e -> stored.put(e.getKey(), e.getValue()));
    return stored;
  }

  /** Emotives as the file has them. */
  public static List<Map<String, Double>> emotives(JsonNode entries) {
    return JSON.convertValue(entries, new TypeReference<>() {});
  }

  /** The metadata of a stored pattern. */
  public static Map<String, List<String>> metadata(JsonNode stored) {
    return JSON.convertValue(stored.get("metadata"), new TypeReference<>() {});
  }

  @Override
  public String toString() {
    return "case " + given.get("id");
  }

  /** Fails unless the answer is the recorded one; numbers within 1e-9 relative. */
  public void check(Predictions actual) {
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
    assertThat(predictions).isSortedAccordingTo(SamePredictions.order(Metric.POTENTIAL));
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
    assertThat(actual.alignment().matched())
        .extracting(pair -> symbol(actual.sequence(), pair.inPattern()))
        .isEqualTo(actual.matches());
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

  private static String symbol(List<Event> events, Alignment.Place place) {
    return events.get(place.event()).symbols().get(place.index());
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
