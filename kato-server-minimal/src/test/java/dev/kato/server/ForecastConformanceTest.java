package dev.kato.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kato.model.Event;
import dev.kato.model.Forecast;
import dev.kato.model.Forecast.EmptyReason;
import dev.kato.model.UserId;
import dev.kato.recall.forecast.ForecastCase;
import dev.kato.spi.Storage;
import dev.kato.storage.inmemory.InMemoryStorage;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The recorded forecasts, through HTTP. */
class ForecastConformanceTest {

  private static Storage storage;
  private static TestServer kato;

  @BeforeAll
  static void start() {
    storage = InMemoryStorage.create();
    kato = TestServer.start(storage, Clock.systemUTC());
  }

  @AfterAll
  static void stop() {
    kato.close();
  }

  static Stream<ForecastCase> cases() {
    return ForecastCase.all();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void forecastsWhatIsRecorded(ForecastCase given) {
    String user = given.toString().replace(' ', '-');
    storage.patterns().restoreAll(new UserId(user), given.patterns());

    Answer answer =
        kato.post(
                "/v2/users/" + user + "/forecast",
                Map.of(
                    "events", given.stm().stream().map(Event::symbols).toList(),
                    "horizon", given.options().horizon(),
                    "limit", given.options().limit(),
                    "supports", 0))
            .ok();

    given.check(forecast(answer.json()));
  }

  private static Forecast forecast(JsonNode node) {
    List<Forecast.Outcome> outcomes = new ArrayList<>();
    for (JsonNode outcome : node.get("outcomes")) {
      assertThat(outcome.get("end").booleanValue()).isEqualTo(outcome.get("symbol").isNull());
      outcomes.add(
          new Forecast.Outcome(
              outcome.get("symbol").textValue(),
              outcome.get("probability").doubleValue(),
              List.of()));
    }
    return new Forecast(
        outcomes,
        node.get("other").doubleValue(),
        node.get("occurrences").longValue(),
        List.of(),
        Map.of(),
        node.get("horizon").intValue(),
        reason(node.get("reason").textValue()));
  }

  private static @Nullable EmptyReason reason(@Nullable String name) {
    return Arrays.stream(EmptyReason.values())
        .filter(reason -> reason.wireName().equals(name))
        .findFirst()
        .orElse(null);
  }
}
