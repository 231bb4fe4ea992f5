package dev.kato.recall.forecast;

import dev.kato.model.Event;
import dev.kato.model.Forecast;
import dev.kato.model.ForecastOptions;
import dev.kato.model.Pattern;
import dev.kato.recall.KnowledgeIndex;
import dev.kato.recall.base.Budget;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every recorded forecast. */
class ForecastConformanceTest {

  /** Any way to forecast from patterns. */
  private interface Way {
    Forecast forecast(List<Pattern> patterns, List<Event> stm, ForecastOptions options);
  }

  static Stream<ForecastCase> cases() {
    return ForecastCase.all();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void theOracleForecastsWhatIsRecorded(ForecastCase given) {
    check(given, (patterns, stm, options) -> NaiveForecast.of(patterns, stm, options, 0));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void theEngineForecastsWhatIsRecorded(ForecastCase given) {
    check(
        given,
        (patterns, stm, options) -> {
          try (KnowledgeIndex index = new KnowledgeIndex()) {
            patterns.forEach(index::put);
            return index.forecast(stm, options, 0, Budget.unlimited());
          }
        });
  }

  private static void check(ForecastCase given, Way way) {
    given.check(way.forecast(given.patterns(), given.stm(), given.options()));
  }
}
