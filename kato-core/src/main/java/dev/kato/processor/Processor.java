package dev.kato.processor;

import dev.kato.config.SessionConfig;
import dev.kato.model.EmptyMemoryException;
import dev.kato.model.InvalidInputException;
import dev.kato.model.LearnResult;
import dev.kato.model.Observation;
import dev.kato.model.ObserveResult;
import dev.kato.model.Outcome;
import dev.kato.model.SequenceOptions;
import dev.kato.model.SequenceResult;
import dev.kato.model.SessionState;
import dev.kato.model.ShortTermMemory;
import dev.kato.spi.LearnRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Observing and learning as functions of a session's state. Changes nothing: what is to be stored
 * and learned is in the {@link Step} returned. Thread-safe.
 */
public final class Processor {

  private final Supplier<String> ids;

  /**
   * A processor.
   *
   * @param ids gives a new text of 1 to 32 ASCII characters at each call
   */
  public Processor(Supplier<String> ids) {
    this.ids = ids;
  }

  /** Takes in one observation, and learns if that is due. */
  public Step<ObserveResult> observe(
      SessionState state, Observation observation, SessionConfig config, NearestVectors vectors) {
    return new Run(state, config, vectors).observe(observation, "obs-").finish(Run::lastObserved);
  }

  /**
   * Learns the short-term memory; with fewer than two symbols it is only cleared.
   *
   * @throws EmptyMemoryException if it is empty
   */
  public Step<LearnResult> learn(SessionState state, SessionConfig config) {
    if (state.memory().events().isEmpty()) {
      throw new EmptyMemoryException();
    }
    Run run = new Run(state, config, (vector, limit) -> List.of());
    LearnResult result = run.learn();
    return run.finish(unused -> result);
  }

  /**
   * Takes in a sequence of observations as one operation.
   *
   * @throws InvalidInputException naming the index of the first observation that cannot be taken in
   */
  public Step<SequenceResult> observeAll(
      SessionState state,
      List<Observation> observations,
      SequenceOptions options,
      SessionConfig config,
      NearestVectors vectors) {
    int before = state.memory().events().size();
    Run run = new Run(state, config, vectors);
    if (options.startEmpty()) {
      run.clear();
    }
    List<SequenceResult.Step> steps = new ArrayList<>();
    for (int i = 0; i < observations.size(); i++) {
      if (i > 0 && options.clearStmBetween()) {
        run.clear();
      }
      observeAt(run, i, observations.get(i));
      LearnResult learned = options.learnAfterEach() && run.hasEvents() ? run.learn() : null;
      steps.add(new SequenceResult.Step(run.lastObserved(), learned));
    }
    LearnResult last = options.learnAtEnd() && run.hasEvents() ? run.learn() : null;
    return run.finish(done -> new SequenceResult(before, done.memory.eventCount(), steps, last));
  }

  private static void observeAt(Run run, int index, Observation observation) {
    try {
      run.observe(observation, "seq-obs-");
    } catch (InvalidInputException e) {
      throw e.within("observations[" + index + "]");
    }
  }

  /** One operation under way. */
  private final class Run {
    private final SessionState initial;
    private final SessionConfig config;
    private final VectorsInReach vectors;
    private final List<LearnRequest> learnings = new ArrayList<>();
    private GrowingMemory memory;
    private long time;
    private Optional<Observation> percept;
    private Optional<ObserveResult> observed = Optional.empty();

    Run(SessionState state, SessionConfig config, NearestVectors learned) {
      this.initial = state;
      this.config = config;
      this.vectors = new VectorsInReach(learned);
      this.memory = new GrowingMemory(state.memory());
      this.time = state.time();
      this.percept = Optional.ofNullable(state.percept());
    }

    Run observe(Observation observation, String idPrefix) {
      boolean eventAdded = Perception.take(memory, observation, config, vectors);
      time++;
      percept = Optional.of(observation);
      boolean due =
          eventAdded
              && config.maxPatternLength() > 0
              && memory.eventCount() >= config.maxPatternLength();
      Optional<LearnRequest> learned = due ? autoLearn() : Optional.empty();
      String id = observation.uniqueId() == null ? idPrefix + ids.get() : observation.uniqueId();
      observed =
          Optional.of(
              new ObserveResult(
                  id, time, memory.eventCount(), learned.map(LearnRequest::name).orElse(null)));
      return this;
    }

    private Optional<LearnRequest> autoLearn() {
      ShortTermMemory full = memory.memory();
      Optional<LearnRequest> learned = learn(full);
      int kept =
          switch (config.stmMode()) {
            case CLEAR -> 0;
            case LAST -> 1;
            case ROLLING -> config.maxPatternLength() - 1;
          };
      memory = new GrowingMemory(Perception.newest(full, kept));
      return learned;
    }

    LearnResult learn() {
      int events = memory.eventCount();
      return new LearnResult(learn(memory.memory()).map(LearnRequest::name).orElse(null), events);
    }

    private Optional<LearnRequest> learn(ShortTermMemory learned) {
      Optional<LearnRequest> learning = LearnRequests.of(learned, config, ids);
      learning.ifPresent(
          request -> {
            learnings.add(request);
            vectors.add(request.vectors());
          });
      memory = new GrowingMemory(ShortTermMemory.EMPTY);
      return learning;
    }

    void clear() {
      memory = new GrowingMemory(ShortTermMemory.EMPTY);
      percept = Optional.empty();
    }

    boolean hasEvents() {
      return memory.eventCount() > 0;
    }

    ObserveResult lastObserved() {
      return observed.orElseThrow();
    }

    <T extends Outcome> Step<T> finish(Function<Run, T> outcome) {
      SessionState state = initial.withMemory(time, memory.memory(), percept.orElse(null));
      return new Step<>(state, learnings, outcome.apply(this));
    }
  }
}
