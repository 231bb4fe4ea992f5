package dev.kato.recall.forecast;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.kato.model.Event;
import dev.kato.model.Forecast;
import dev.kato.model.ForecastOptions;
import dev.kato.model.Pattern;
import dev.kato.model.PatternName;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.assertj.core.data.Offset;

/** A forecast recorded from an implementation of the specification by others. */
public final class ForecastCase {

  private static final JsonMapper JSON = new JsonMapper();
  private static final int CASES = 300;

  private final int number;
  private final JsonNode given;

  private ForecastCase(int number, JsonNode given) {
    this.number = number;
    this.given = given;
  }

  /** All of them. */
  public static Stream<ForecastCase> all() {
    List<ForecastCase> cases = new ArrayList<>();
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(
                    Objects.requireNonNull(
                        ForecastCase.class.getResourceAsStream("/conformance/forecast.jsonl.gz"))),
                StandardCharsets.UTF_8))) {
      String line = lines.readLine();
      while (line != null) {
        cases.add(new ForecastCase(cases.size(), JSON.readTree(line)));
        line = lines.readLine();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    assertThat(cases).hasSize(CASES);
    return cases.stream();
  }

  /** What was learned. */
  public List<Pattern> patterns() {
    List<Pattern> patterns = new ArrayList<>();
    for (JsonNode pattern : given.get("patterns")) {
      List<Event> events = events(pattern.get("events"));
      long frequency = pattern.get("frequency").longValue();
      patterns.add(
          new Pattern(PatternName.of(events), events, frequency, List.of(), Map.of(), Map.of()));
    }
    return patterns;
  }

  /** What it was asked with. */
  public List<Event> stm() {
    return events(given.get("stm"));
  }

  /** All outcomes, within the horizon. */
  public ForecastOptions options() {
    return new ForecastOptions(given.get("horizon").intValue(), ForecastOptions.MOST_OUTCOMES, 0);
  }

  private static List<Event> events(JsonNode node) {
    List<List<String>> events = JSON.convertValue(node, new TypeReference<>() {});
    return events.stream().map(Event::new).toList();
  }

  /** Fails unless the forecast is the recorded one; numbers within 1e-9 relative. */
  public void check(Forecast actual) {
    JsonNode expected = given.get("expect");
    if (expected.isNull()) {
      assertThat(actual.outcomes()).isEmpty();
      assertThat(actual.emptyBecause()).isNotNull();
      return;
    }
    JsonNode outcomes = expected.get("outcomes");
    assertThat(actual.outcomes()).hasSize(outcomes.size());
    for (int i = 0; i < outcomes.size(); i++) {
      Forecast.Outcome outcome = actual.outcomes().get(i);
      assertThat(outcome.symbol()).isEqualTo(outcomes.get(i).get("symbol").textValue());
      checkNumber(outcome.probability(), outcomes.get(i).get("probability").doubleValue());
    }
    checkNumber(actual.other(), expected.get("other").doubleValue());
    assertThat(actual.occurrences()).isEqualTo(expected.get("occurrences").longValue());
  }

  private static void checkNumber(double actual, double expected) {
    assertThat(actual).isCloseTo(expected, Offset.offset(1e-9 * Math.abs(expected)));
  }

  @Override
  public String toString() {
    return "case " + number;
  }
}
