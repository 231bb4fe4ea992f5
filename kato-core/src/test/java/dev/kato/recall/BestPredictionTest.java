package dev.kato.recall;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kato.config.SessionConfig;
import dev.kato.model.Event;
import dev.kato.model.Pattern;
import dev.kato.model.PatternName;
import dev.kato.model.Prediction;
import dev.kato.model.Predictions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BestPredictionTest {

  private static Predictions afterAAndB(List<List<Event>> learned) {
    try (KnowledgeIndex index = new KnowledgeIndex()) {
      learned.forEach(
          events ->
              index.put(
                  new Pattern(PatternName.of(events), events, 1, List.of(), Map.of(), Map.of())));
      return index.recall(List.of(Event.of("a"), Event.of("b")), SessionConfig.DEFAULTS);
    }
  }

  @Test
  void whatFitsBestMayHaveNoFuture() {
    Predictions predictions =
        afterAAndB(
            List.of(
                List.of(Event.of("a"), Event.of("b")),
                List.of(Event.of("a"), Event.of("b"), Event.of("c")),
                List.of(Event.of("x"), Event.of("a"), Event.of("b"), Event.of("d"))));

    assertThat(predictions.best().map(Prediction::future)).contains(List.of());
    assertThat(predictions.bestWithFuture().map(Prediction::future))
        .contains(List.of(Event.of("c")));
  }

  @Test
  void thereMayBeNoFutureAtAll() {
    assertThat(afterAAndB(List.of(List.of(Event.of("a"), Event.of("b")))).bestWithFuture())
        .isEmpty();
    assertThat(Predictions.NONE.bestWithFuture()).isEmpty();
  }
}
