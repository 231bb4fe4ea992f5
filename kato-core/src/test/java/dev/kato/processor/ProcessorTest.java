package dev.kato.processor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kato.config.SessionConfig;
import dev.kato.model.EmptyMemoryException;
import dev.kato.model.Event;
import dev.kato.model.FloatVector;
import dev.kato.model.InvalidInputException;
import dev.kato.model.LearnResult;
import dev.kato.model.Observation;
import dev.kato.model.ObserveResult;
import dev.kato.model.PatternName;
import dev.kato.model.SequenceOptions;
import dev.kato.model.SequenceResult;
import dev.kato.model.SessionId;
import dev.kato.model.SessionState;
import dev.kato.model.ShortTermMemory;
import dev.kato.model.UserId;
import dev.kato.model.VectorDimensionMismatchException;
import dev.kato.spi.LearnRequest;
import dev.kato.spi.Neighbor;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProcessorTest {

  private static final NearestVectors NONE_LEARNED = (vector, limit) -> List.of();

  private final AtomicInteger ids = new AtomicInteger();
  private final Processor processor = new Processor(() -> "id" + ids.incrementAndGet());
  private SessionConfig config = SessionConfig.DEFAULTS;
  private SessionState state =
      new SessionState(
          new SessionId("s"),
          new UserId("u"),
          Instant.EPOCH,
          Duration.ofHours(1),
          Map.of(),
          Map.of(),
          0,
          ShortTermMemory.EMPTY,
          null,
          List.of(),
          Map.of());

  private Step<ObserveResult> observe(Observation observation) {
    Step<ObserveResult> step = processor.observe(state, observation, config, NONE_LEARNED);
    state = step.state();
    return step;
  }

  private Step<ObserveResult> observe(String... strings) {
    return observe(Observation.of(strings));
  }

  private List<Event> stm() {
    return state.memory().events();
  }

  @Nested
  class Observing {

    @Test
    void sortsSymbolsByCodePointAndKeepsDuplicates() {
      observe("😀", "\uFF21", "b", "", "b", "B");

      assertThat(stm()).containsExactly(Event.of("", "B", "b", "b", "\uFF21", "😀"));
    }

    @Test
    void keepsTheOrderGivenWhenSortingIsOff() {
      config = config.with(Map.of("sort_symbols", false));

      observe("b", "a");

      assertThat(stm()).containsExactly(Event.of("b", "a"));
    }

    @Test
    void characterModeTurnsSortingOffUnlessItWasSet() {
      config = config.with(Map.of("use_token_matching", false));
      observe("b", "a");
      config = config.with(Map.of("sort_symbols", true));
      observe("b", "a");

      assertThat(stm()).containsExactly(Event.of("b", "a"), Event.of("a", "b"));
    }

    @Test
    void countsTimeForEmptyObservationsButAddsNoEvent() {
      observe("a");
      Step<ObserveResult> step = observe();

      assertThat(stm()).containsExactly(Event.of("a"));
      assertThat(state.time()).isEqualTo(2);
      assertThat(step.outcome().time()).isEqualTo(2);
      assertThat(step.outcome().stmLength()).isEqualTo(1);
    }

    @Test
    void accumulatesEmotivesAndMetadataAlsoOfEmptyObservations() {
      observe(Observation.of().withEmotives(Map.of("joy", 1.0)).withMetadata(Map.of("k", true)));
      observe(Observation.of("a"));

      assertThat(state.memory().emotives()).containsExactly(Map.of("joy", 1.0));
      assertThat(state.memory().metadata()).containsExactly(Map.of("k", "True"));
    }

    @Test
    void dropsTheOldestEventsBeyondTheLimit() {
      config = config.with(Map.of("max_stm_events", 2));

      observe("a");
      observe("b");
      observe("c");

      assertThat(stm()).containsExactly(Event.of("b"), Event.of("c"));
    }

    @Test
    void keepsWhatWasFeltAtEventsThatAreDropped() {
      config = config.with(Map.of("max_stm_events", 1));

      observe(Observation.of("a").withEmotives(Map.of("joy", 1.0)).withMetadata(Map.of("k", 1)));
      observe(Observation.of("b").withEmotives(Map.of("joy", 2.0)).withMetadata(Map.of("k", 2)));

      assertThat(stm()).containsExactly(Event.of("b"));
      assertThat(state.memory().emotives()).containsExactly(Map.of("joy", 1.0), Map.of("joy", 2.0));
      assertThat(state.memory().metadata()).containsExactly(Map.of("k", "1"), Map.of("k", "2"));
    }

    @Test
    void keepsTheNewestThousandFeelingsWithoutEvents() {
      for (int i = 0; i <= 1000; i++) {
        observe(Observation.of().withEmotives(Map.of("joy", (double) i)));
      }

      assertThat(state.memory().emotives()).hasSize(1000);
      assertThat(state.memory().emotives().get(0)).isEqualTo(Map.of("joy", 1.0));
    }

    @Test
    void keepsTheCallersIdAndMakesOneWhereThereIsNone() {
      assertThat(observe(Observation.of("a").withUniqueId("mine")).outcome().uniqueId())
          .isEqualTo("mine");
      assertThat(observe("a").outcome().uniqueId()).isEqualTo("obs-id1");
    }
  }

  @Nested
  class Vectors {

    private final FloatVector sum = FloatVector.of(4, 6);

    @Test
    void areAddedToOnePerceptWhoseSymbolStandsBeforeTheStrings() {
      observe(Observation.of("A").withVectors(List.of(List.of(1.0, 2.0), List.of(3.0, 4.0))));

      assertThat(stm()).containsExactly(Event.of(sum.symbol(), "A"));
      assertThat(state.memory().vectors()).containsOnly(Map.entry(sum.symbol(), sum));
    }

    @Test
    void bringTheNamesOfTheNearestLearnedOnesSortedAndDistinct() {
      NearestVectors learned =
          (vector, limit) ->
              List.of(
                  new Neighbor(sum.symbol(), 0),
                  new Neighbor("VCTR|z", 1),
                  new Neighbor("VCTR|0", 2));

      state =
          processor
              .observe(
                  state, Observation.of().withVectors(List.of(List.of(4.0, 6.0))), config, learned)
              .state();

      assertThat(stm()).hasSize(1);
      assertThat(stm().get(0).symbols())
          .containsExactlyInAnyOrder("VCTR|0", "VCTR|z", sum.symbol())
          .isSorted();
    }

    @Test
    void ofAnotherDimensionThanThoseInMemoryAreRefused() {
      observe(Observation.of().withVectors(List.of(List.of(1.0, 2.0))));

      assertThatThrownBy(() -> observe(Observation.of().withVectors(List.of(List.of(1.0)))))
          .isInstanceOf(VectorDimensionMismatchException.class)
          .hasMessageContaining("expected 2")
          .hasMessageContaining("got 1");
    }

    @Test
    void areForgottenWithTheirEvent() {
      config = config.with(Map.of("max_stm_events", 1));
      observe(Observation.of().withVectors(List.of(List.of(1.0))));
      observe("a");

      assertThat(state.memory().vectors()).isEmpty();
    }

    @Test
    void goIntoTheLearningOfTheirPatternAndAreInReachForTheRestOfTheSequence() {
      Observation near = Observation.of("x").withVectors(List.of(List.of(1.0, 0.0)));
      Observation far = Observation.of("y").withVectors(List.of(List.of(9.0, 0.0)));

      Step<SequenceResult> step =
          processor.observeAll(
              state,
              List.of(near, far),
              new SequenceOptions(true, false, false, false, null),
              config,
              NONE_LEARNED);

      String nearSymbol = FloatVector.of(1, 0).symbol();
      assertThat(step.learnings()).hasSize(2);
      assertThat(step.learnings().get(0).vectors()).containsOnlyKeys(nearSymbol);
      assertThat(step.learnings().get(1).events().get(0).symbols()).contains(nearSymbol);
    }
  }

  @Nested
  class Learning {

    @Test
    void makesOneRequestOfTheWholeMemoryAndClearsIt() {
      observe(
          Observation.of("b", "a")
              .withEmotives(Map.of("joy", 1.0))
              .withMetadata(Map.of("src", "x", "n", 3)));
      observe(Observation.of("c").withEmotives(Map.of("joy", 2.0)).withMetadata(Map.of("n", 3.0)));

      Step<LearnResult> step = processor.learn(state, config);

      List<Event> events = List.of(Event.of("a", "b"), Event.of("c"));
      assertThat(step.outcome()).isEqualTo(new LearnResult(PatternName.of(events), 2));
      LearnRequest request = step.learnings().get(0);
      assertThat(request.events()).isEqualTo(events);
      assertThat(request.emotives()).containsExactly(Map.of("joy", 1.0), Map.of("joy", 2.0));
      assertThat(request.affinity()).containsExactly(Map.entry("joy", 1.5));
      assertThat(request.metadata())
          .containsExactly(Map.entry("n", List.of("3", "3.0")), Map.entry("src", List.of("x")));
      assertThat(step.state().memory()).isEqualTo(ShortTermMemory.EMPTY);
    }

    @Test
    void needsTwoSymbolsAndOtherwiseOnlyClears() {
      observe("a");

      Step<LearnResult> step = processor.learn(state, config);

      assertThat(step.outcome()).isEqualTo(new LearnResult(null, 1));
      assertThat(step.learnings()).isEmpty();
      assertThat(step.state().memory()).isEqualTo(ShortTermMemory.EMPTY);
    }

    @Test
    void refusesAnEmptyMemory() {
      assertThatThrownBy(() -> processor.learn(state, config))
          .isInstanceOf(EmptyMemoryException.class);
    }

    @Test
    void keepsOnlyTheEntriesThatTheWindowCanHoldButAveragesAll() {
      config = config.with(Map.of("persistence", 1));
      observe(Observation.of("a").withEmotives(Map.of("joy", 1.0)));
      observe(Observation.of("b").withEmotives(Map.of("joy", 2.0)));

      LearnRequest request = processor.learn(state, config).learnings().get(0);

      assertThat(request.emotives()).containsExactly(Map.of("joy", 2.0));
      assertThat(request.affinity()).containsEntry("joy", 1.5);
    }
  }

  @Nested
  class AutoLearning {

    @ParameterizedTest
    @CsvSource({"CLEAR, '[]'", "LAST, '[[c]]'", "ROLLING, '[[b], [c]]'"})
    void learnsAtTheLengthAndKeepsWhatTheModeSays(String mode, String kept) {
      config = config.with(Map.of("max_pattern_length", 3, "stm_mode", mode));

      observe(Observation.of("a").withEmotives(Map.of("joy", 1.0)));
      observe("b");
      Step<ObserveResult> step = observe("c");

      PatternName name = PatternName.of(List.of(Event.of("a"), Event.of("b"), Event.of("c")));
      assertThat(step.outcome().autoLearned()).isEqualTo(name);
      assertThat(step.learnings()).extracting(LearnRequest::name).containsExactly(name);
      assertThat(stm()).hasToString(kept);
      assertThat(step.outcome().stmLength()).isEqualTo(stm().size());
      assertThat(state.memory().emotives()).isEmpty();
    }

    @Test
    void isNotDueAfterAnObservationWithoutSymbols() {
      observe("a");
      observe("b");
      config = config.with(Map.of("max_pattern_length", 2));

      assertThat(observe().learnings()).isEmpty();
      assertThat(observe("c").learnings()).hasSize(1);
    }
  }

  @Nested
  class Sequences {

    private final List<Observation> abc =
        List.of(Observation.of("a"), Observation.of("b"), Observation.of("c"));

    private SequenceResult observeAll(SequenceOptions options) {
      Step<SequenceResult> step = processor.observeAll(state, abc, options, config, NONE_LEARNED);
      state = step.state();
      return step.outcome();
    }

    @Test
    void goOnWithTheMemoryThatIsThere() {
      observe("x");

      SequenceResult result = observeAll(SequenceOptions.PLAIN);

      assertThat(stm()).hasToString("[[x], [a], [b], [c]]");
      assertThat(result.initialStmLength()).isEqualTo(1);
      assertThat(result.finalStmLength()).isEqualTo(4);
      assertThat(result.steps())
          .extracting(step -> step.observed().time())
          .containsExactly(2L, 3L, 4L);
    }

    @Test
    void canStartEmptyAndLearnAtTheEnd() {
      observe("x");

      SequenceResult result = observeAll(new SequenceOptions(false, true, false, true, null));

      assertThat(result.finalLearn())
          .isEqualTo(
              new LearnResult(
                  PatternName.of(List.of(Event.of("a"), Event.of("b"), Event.of("c"))), 3));
      assertThat(stm()).isEmpty();
    }

    @Test
    void canBeIsolatedFromEachOther() {
      observeAll(new SequenceOptions(false, false, true, false, null));

      assertThat(stm()).hasToString("[[c]]");
    }

    @Test
    void nameTheIndexOfWhatCannotBeTakenIn() {
      List<Observation> mixed =
          List.of(
              Observation.of().withVectors(List.of(List.of(1.0))),
              Observation.of().withVectors(List.of(List.of(1.0, 2.0))));

      assertThatThrownBy(
              () -> processor.observeAll(state, mixed, SequenceOptions.PLAIN, config, NONE_LEARNED))
          .isInstanceOf(InvalidInputException.class)
          .hasMessageContaining("expected 1");
    }
  }
}
