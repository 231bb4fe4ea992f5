package dev.kato.recall;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kato.config.ConfigKey;
import dev.kato.config.SessionConfig;
import dev.kato.model.EnsembleFilter;
import dev.kato.model.Event;
import dev.kato.model.Pattern;
import dev.kato.model.PatternName;
import dev.kato.model.Prediction;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Long patterns and states of few distinct symbols, or of many: no step of recall is quadratic. */
@Timeout(120)
class MonotonousTest {

  private static final int LENGTH = 200_000;
  private static final SessionConfig CONFIG = SessionConfig.DEFAULTS;
  private static final EnsembleFilter FILTER = EnsembleFilter.NONE.withOverlap(0, 1);

  @ParameterizedTest(name = "events of {0} symbols")
  @ValueSource(ints = {1, 100, LENGTH})
  void equalSymbols(int size) {
    Prediction prediction = recall(events(size, at -> "a"), events(size, at -> "a"), CONFIG);

    assertThat(prediction.matches().size()).isEqualTo(LENGTH);
    assertThat(prediction.unmatched().size()).isZero();
    assertThat(prediction.future()).containsExactly(Event.of("end"));
  }

  @ParameterizedTest(name = "events of {0} symbols")
  @ValueSource(ints = {1, 100, LENGTH})
  void pairsAndTriples(int size) {
    List<Event> pattern = events(size, at -> at % 2 == 0 ? "a" : "b");
    List<Event> state = events(size, at -> at % 3 == 2 ? "b" : "a");

    SessionConfig byEntropy = CONFIG.with(ConfigKey.RANK_SORT_ALGO, "entropy");

    assertThat(recall(pattern, state, CONFIG).matches().size()).isEqualTo(LENGTH / 4 * 3 + 1);
    assertThat(recall(pattern, state, byEntropy).matches().size()).isEqualTo(LENGTH / 4 * 3 + 1);
  }

  @ParameterizedTest(name = "events of {0} symbols")
  @ValueSource(ints = {1, 100, LENGTH})
  void everySecondSymbolEqual(int size) {
    List<Event> pattern = events(size, at -> at % 2 == 0 ? "a" : "p" + at);
    List<Event> state = events(size, at -> at % 2 == 0 ? "a" : "s" + at);
    Prediction prediction = recall(pattern, state, CONFIG);

    assertThat(prediction.matches().size()).isEqualTo(LENGTH / 2);
    assertThat(Event.countSymbols(prediction.extras())).isEqualTo(LENGTH / 2);
  }

  /** Each symbol of the state has a list of postings; the shorter half of them comes last. */
  @Test
  void stateOfManyDistinctSymbols() {
    int length = 7_500;
    int distinct = 80 * length;
    List<List<Event>> patterns = new ArrayList<>();
    for (int from = 0; from < distinct; from += length) {
      int start = from;
      patterns.add(List.of(event(length, at -> "s" + (start + at))));
      if (from < distinct / 2) {
        patterns.add(List.of(event(length, at -> "s" + (start + length - 1 - at))));
      }
    }
    try (KnowledgeIndex index = new KnowledgeIndex(new RecallResources(Runnable::run, 1, 1), 8)) {
      patterns.forEach(events -> index.put(pattern(events)));
      List<Event> state = List.of(event(distinct, at -> "s" + at));
      SessionConfig config = CONFIG.with(ConfigKey.MAX_PREDICTIONS, 1);

      assertThat(index.recall(state, config).predictions().size()).isZero();
      SessionConfig low = config.with(ConfigKey.RECALL_THRESHOLD, 0.02);
      assertThat(index.recall(state, low).predictions().get(0).matches().size()).isEqualTo(length);
    }
  }

  private static Prediction recall(List<Event> learned, List<Event> stm, SessionConfig config) {
    List<Event> events = new ArrayList<>(learned);
    events.add(Event.of("end"));
    try (KnowledgeIndex index = new KnowledgeIndex()) {
      index.put(pattern(events));
      Prediction prediction = index.recall(stm, config).predictions().get(0);
      boolean same = index.recall(stm, config, FILTER).predictions().equals(List.of(prediction));
      assertThat(same).as("the answer of the other way is the same").isTrue();
      assertThat(index.recall(stm, config).futurePotentials())
          .hasSize(prediction.future().isEmpty() ? 0 : 1);
      return prediction;
    }
  }

  private static Pattern pattern(List<Event> events) {
    return new Pattern(PatternName.of(events), events, 1, List.of(), Map.of(), Map.of());
  }

  private static List<Event> events(int size, IntFunction<String> symbol) {
    List<Event> events = new ArrayList<>();
    for (int from = 0; from < LENGTH; from += size) {
      int start = from;
      events.add(event(size, at -> symbol.apply(start + at)));
    }
    return events;
  }

  private static Event event(int size, IntFunction<String> symbol) {
    return new Event(IntStream.range(0, size).mapToObj(symbol).toList());
  }
}
