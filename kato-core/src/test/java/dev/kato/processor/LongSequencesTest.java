package dev.kato.processor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kato.config.SessionConfig;
import dev.kato.model.Event;
import dev.kato.model.FloatVector;
import dev.kato.model.LearnResult;
import dev.kato.model.Observation;
import dev.kato.model.ObserveResult;
import dev.kato.model.Outcome;
import dev.kato.model.SequenceOptions;
import dev.kato.model.SequenceResult;
import dev.kato.model.SessionId;
import dev.kato.model.SessionState;
import dev.kato.model.ShortTermMemory;
import dev.kato.model.UserId;
import dev.kato.spi.LearnRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A sequence is what its observations are one by one, and costs no more than they do together. */
class LongSequencesTest {

  private static final NearestVectors NONE_LEARNED = (vector, limit) -> List.of();

  private final Processor processor = new Processor(() -> "id");

  private static SessionState state(ShortTermMemory memory) {
    return new SessionState(
        new SessionId("s"),
        new UserId("u"),
        Instant.EPOCH,
        Duration.ofHours(1),
        Map.of(),
        Map.of(),
        7,
        memory,
        null,
        List.of(),
        Map.of());
  }

  /** What a sequence does, done by single operations. */
  private final class OneByOne {
    private final SessionConfig config;
    private final VectorsInReach reach = new VectorsInReach(NONE_LEARNED);
    private final List<LearnRequest> learnings = new ArrayList<>();
    private SessionState state;

    OneByOne(SessionState state, SessionConfig config) {
      this.state = state;
      this.config = config;
    }

    SequenceResult observeAll(List<Observation> observations, SequenceOptions options) {
      int before = state.memory().events().size();
      List<SequenceResult.Step> steps = new ArrayList<>();
      for (int i = 0; i < observations.size(); i++) {
        if (i == 0 ? options.startEmpty() : options.clearStmBetween()) {
          state = state.withMemory(state.time(), ShortTermMemory.EMPTY, null);
        }
        ObserveResult observed = done(processor.observe(state, observations.get(i), config, reach));
        LearnResult learned = options.learnAfterEach() ? learn() : null;
        steps.add(new SequenceResult.Step(observed, learned));
      }
      LearnResult last = options.learnAtEnd() ? learn() : null;
      return new SequenceResult(before, state.memory().events().size(), steps, last);
    }

    private LearnResult learn() {
      return state.memory().events().isEmpty() ? null : done(processor.learn(state, config));
    }

    private <T extends Outcome> T done(Step<T> step) {
      state = step.state();
      learnings.addAll(step.learnings());
      step.learnings().forEach(request -> reach.add(request.vectors()));
      return step.outcome();
    }
  }

  @Test
  void areWhatTheirObservationsAreOneByOne() {
    for (long seed = 0; seed < 1_000; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      SessionState initial = state(memory(random));
      SessionConfig config = config(random);
      SequenceOptions options = options(random);
      List<Observation> observations = observations(random, 1 + random.nextInt(40));

      OneByOne expected = new OneByOne(initial, config);
      SequenceResult outcome = expected.observeAll(observations, options);
      Step<SequenceResult> step =
          processor.observeAll(initial, observations, options, config, NONE_LEARNED);

      assertThat(step)
          .as("seed %s", seed)
          .isEqualTo(new Step<>(expected.state, expected.learnings, outcome));
    }
  }

  /** Where accumulators overflow, without events or with. */
  @ParameterizedTest
  @ValueSource(ints = {1, 3, 5_000})
  void areWhatTheirObservationsAreOneByOneBeyondAllBounds(int events) {
    SplittableRandom random = new SplittableRandom(events);
    SessionState initial = state(memory(random));
    SessionConfig config = SessionConfig.DEFAULTS.with(Map.of("max_stm_events", events));
    List<Observation> observations = observations(random, 3_000);

    OneByOne expected = new OneByOne(initial, config);
    expected.observeAll(observations, SequenceOptions.PLAIN);

    assertThat(
            processor
                .observeAll(initial, observations, SequenceOptions.PLAIN, config, NONE_LEARNED)
                .state())
        .isEqualTo(expected.state);
    long felt = observations.stream().filter(each -> !each.emotives().isEmpty()).count();
    long before = initial.memory().emotives().size();
    assertThat(expected.state.memory().emotives())
        .hasSize((int) Math.min(before + felt, Math.max(events, 1_000)));
  }

  private static FloatVector vector(int number) {
    return FloatVector.of(number, 1);
  }

  /** With a vector that is in no event, and one that is in two. */
  private static ShortTermMemory memory(SplittableRandom random) {
    if (random.nextInt(3) == 0) {
      return ShortTermMemory.EMPTY;
    }
    String seen = vector(0).symbol();
    return new ShortTermMemory(
        List.of(Event.of(seen, "x"), Event.of("y"), Event.of(seen)),
        Map.of(seen, vector(0), "VCTR|stray", vector(9)),
        List.of(Map.of("joy", 0.5)),
        List.of(Map.of("k", "v")));
  }

  private static SessionConfig config(SplittableRandom random) {
    List<String> modes = List.of("CLEAR", "LAST", "ROLLING");
    return SessionConfig.DEFAULTS.with(
        Map.of(
            "max_stm_events",
            random.nextBoolean() ? 1 + random.nextInt(6) : 1_000_000,
            "max_pattern_length",
            random.nextBoolean() ? 0 : 1 + random.nextInt(5),
            "stm_mode",
            modes.get(random.nextInt(3)),
            "sort_symbols",
            random.nextBoolean()));
  }

  private static SequenceOptions options(SplittableRandom random) {
    return new SequenceOptions(
        random.nextInt(6) == 0,
        random.nextInt(3) == 0,
        random.nextInt(6) == 0,
        random.nextInt(3) == 0,
        null);
  }

  private static List<Observation> observations(SplittableRandom random, int count) {
    List<Observation> observations = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      List<String> strings = new ArrayList<>();
      for (int left = random.nextInt(4); left > 0; left--) {
        int number = random.nextInt(8);
        strings.add(number < 3 ? vector(number).symbol() : "s" + number);
      }
      Observation observation =
          Observation.of(strings.toArray(String[]::new)).withUniqueId("observation " + i);
      if (random.nextInt(4) == 0) {
        observation = observation.withVector(random.nextInt(5), 1);
      }
      if (random.nextBoolean()) {
        observation = observation.withEmotives(Map.of("joy", (double) i));
      }
      if (random.nextBoolean()) {
        observation = observation.withMetadata(Map.of("k", i, "l", "v"));
      }
      observations.add(observation);
    }
    return observations;
  }

  @Test
  @Timeout(value = 3, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void costWhatTheirObservationsCost() {
    int count = 200_000;
    List<Observation> observations = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      observations.add(
          Observation.of("a" + i)
              .withEmotives(Map.of("joy", 1.0))
              .withMetadata(Map.of("k", i))
              .withVector(i % 1_000, 1));
    }

    assertThat(sizeAfter(observations, 1_000_000)).isEqualTo(count);
    assertThat(sizeAfter(observations, 50_000)).isEqualTo(50_000);
  }

  private int sizeAfter(List<Observation> observations, int maxEvents) {
    SessionConfig config = SessionConfig.DEFAULTS.with(Map.of("max_stm_events", maxEvents));
    return processor
        .observeAll(
            state(ShortTermMemory.EMPTY), observations, SequenceOptions.PLAIN, config, NONE_LEARNED)
        .outcome()
        .finalStmLength();
  }
}
