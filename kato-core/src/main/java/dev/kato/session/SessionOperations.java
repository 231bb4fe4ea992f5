package dev.kato.session;

import dev.kato.config.SessionConfig;
import dev.kato.model.EmptyMemoryException;
import dev.kato.model.Event;
import dev.kato.model.JsonValues;
import dev.kato.model.LearnResult;
import dev.kato.model.Observation;
import dev.kato.model.ObserveResult;
import dev.kato.model.SequenceOptions;
import dev.kato.model.SequenceResult;
import dev.kato.model.SessionId;
import dev.kato.model.SessionState;
import dev.kato.model.ShortTermMemory;
import dev.kato.model.UniqueId;
import dev.kato.processor.NearestVectors;
import dev.kato.processor.Processor;
import dev.kato.processor.Step;
import dev.kato.spi.LearnRequest;
import dev.kato.spi.ObservationNote;
import dev.kato.spi.SessionContent.Prepared;
import dev.kato.spi.VectorStore;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What can be done with the content of a session, as {@link Operation}s that the {@link
 * SessionWriter} carries out. Thread-safe.
 */
public final class SessionOperations {

  private static final LearnResult NOTHING = new LearnResult(null, 0);

  private final SessionWriter writer;
  private final Processor processor;
  private final VectorStore vectors;
  private final SessionConfig defaults;

  /** Operations on the sessions of that writer. */
  public SessionOperations(
      SessionWriter writer, Processor processor, VectorStore vectors, SessionConfig defaults) {
    this.writer = writer;
    this.processor = processor;
    this.vectors = vectors;
    this.defaults = defaults;
  }

  /** Takes in one observation. */
  public ObserveResult observe(SessionId id, Observation observation) {
    return writer.change(id, new Observe(observation, Optional.empty()));
  }

  /** Takes in one observation and changes a note in the same step. */
  public ObserveResult observe(
      SessionId id, Observation observation, String note, ObservationNote change) {
    return writer.change(
        id, new Observe(observation, Optional.of(new NoteOnObservation(note, change))));
  }

  /** Takes in a sequence of observations as one operation. */
  public SequenceResult observeAll(
      SessionId id, List<Observation> observations, SequenceOptions options) {
    return writer.change(id, new ObserveAll(observations, options));
  }

  /**
   * Learns the short-term memory.
   *
   * @param uniqueId by which a repeat is recognised, or null
   */
  public LearnResult learn(SessionId id, @Nullable String uniqueId) {
    return writer.change(id, new Learn(UniqueId.check(uniqueId)));
  }

  /** Empties the short-term memory and both accumulators, and sets the time if asked to. */
  public void clear(SessionId id, boolean resetTime) {
    change(
        id,
        "clear",
        state -> state.withMemory(resetTime ? 0 : state.time(), ShortTermMemory.EMPTY, null));
  }

  /**
   * Overrides parts of the configuration; the other overrides stay.
   *
   * @throws dev.kato.model.InvalidConfigException naming every bad key; then nothing is changed
   */
  public void configure(SessionId id, Map<String, ? extends @Nullable Object> overrides) {
    defaults.with(overrides);
    change(id, "configure", state -> withOverrides(state, overrides));
  }

  /** Overrides parts of the configuration and changes a note in the same step. */
  public void configure(
      SessionId id,
      Map<String, ? extends @Nullable Object> overrides,
      String note,
      UnaryOperator<@Nullable Object> changeNote) {
    defaults.with(overrides);
    change(id, "configure", state -> withNote(withOverrides(state, overrides), note, changeNote));
  }

  /** Changes one note; null stands for none, and a change may be computed more than once. */
  public void note(SessionId id, String name, UnaryOperator<@Nullable Object> changeNote) {
    change(id, "note", state -> withNote(state, name, changeNote));
  }

  private void change(SessionId id, String name, UnaryOperator<SessionState> change) {
    writer.change(id, new Change(name, change));
  }

  /** Something kept with the session about an observation. */
  private record NoteOnObservation(String name, ObservationNote change) {}

  /** One observation. */
  private final class Observe implements Operation<ObserveResult> {
    private final Observation observation;
    private final Optional<NoteOnObservation> note;

    Observe(Observation observation, Optional<NoteOnObservation> note) {
      this.observation = observation;
      this.note = note;
    }

    @Override
    public String name() {
      return "observe";
    }

    @Override
    public Optional<Once<ObserveResult>> once() {
      return Optional.ofNullable(observation.uniqueId())
          .map(id -> new Once<>(id, "observe:" + observation.digest(), ObserveResult.class));
    }

    @Override
    public Step<ObserveResult> on(SessionState state, Optional<Prepared> completed) {
      Step<ObserveResult> step =
          processor.observe(state, observation, config(state), nearest(state));
      return note.map(kept -> withNote(step, kept)).orElse(step);
    }

    private Step<ObserveResult> withNote(Step<ObserveResult> step, NoteOnObservation kept) {
      SessionState next = step.state();
      List<LearnRequest> learned = step.learnings();
      List<Event> stm = learned.isEmpty() ? next.memory().events() : learned.get(0).events();
      SessionState noted =
          SessionOperations.withNote(
              next,
              kept.name(),
              before -> kept.change().after(before, step.outcome(), stm, config(next)));
      return new Step<>(noted, learned, step.outcome());
    }
  }

  /** A sequence of observations. */
  private final class ObserveAll implements Operation<SequenceResult> {
    private final List<Observation> observations;
    private final SequenceOptions options;
    private final String digest;

    ObserveAll(List<Observation> observations, SequenceOptions options) {
      this.observations = List.copyOf(observations);
      this.options = options;
      this.digest = digest();
    }

    @Override
    public String name() {
      return "observe a sequence";
    }

    @Override
    public Optional<Once<SequenceResult>> once() {
      boolean allNamed =
          !observations.isEmpty() && observations.stream().allMatch(o -> o.uniqueId() != null);
      return Optional.ofNullable(
              options.uniqueId() == null && allNamed ? digest : options.uniqueId())
          .map(id -> new Once<>(id, digest, SequenceResult.class));
    }

    @Override
    public Step<SequenceResult> on(SessionState state, Optional<Prepared> completed) {
      return processor.observeAll(state, observations, options, config(state), nearest(state));
    }

    private String digest() {
      List<Object> content =
          new ArrayList<>(List.of(options.learnAfterEach(), options.learnAtEnd()));
      content.addAll(List.of(options.clearStmBetween(), options.startEmpty()));
      for (Observation each : observations) {
        content.add(List.of(each.digest(), each.uniqueId() == null ? "" : each.uniqueId()));
      }
      return "sequence:" + JsonValues.digest(content);
    }
  }

  /** Learning on request. */
  private final class Learn implements Operation<LearnResult> {
    private final @Nullable String uniqueId;

    Learn(@Nullable String uniqueId) {
      this.uniqueId = uniqueId;
    }

    @Override
    public String name() {
      return "learn";
    }

    @Override
    public Optional<Once<LearnResult>> once() {
      return Optional.ofNullable(uniqueId).map(id -> new Once<>(id, "learn", LearnResult.class));
    }

    /** A caller who repeats a learning that broke off gets the answer he missed. */
    @Override
    public Step<LearnResult> on(SessionState state, Optional<Prepared> completed) {
      try {
        return processor.learn(state, config(state));
      } catch (EmptyMemoryException e) {
        List<LearnRequest> learned = completed.map(Prepared::learnings).orElse(List.of());
        if (learned.isEmpty()) {
          throw e;
        }
        LearnRequest last = learned.get(learned.size() - 1);
        return new Step<>(state, List.of(), new LearnResult(last.name(), last.events().size()));
      }
    }
  }

  /** A change that learns nothing and has no answer. */
  private record Change(String name, UnaryOperator<SessionState> change)
      implements Operation<LearnResult> {

    @Override
    public Step<LearnResult> on(SessionState state, Optional<Prepared> completed) {
      return new Step<>(change.apply(state), List.of(), NOTHING);
    }
  }

  private static SessionState withOverrides(
      SessionState state, Map<String, ? extends @Nullable Object> overrides) {
    Map<String, @Nullable Object> merged = new HashMap<>(state.config());
    merged.putAll(overrides);
    return state.withConfig(merged);
  }

  private static SessionState withNote(
      SessionState state, String name, UnaryOperator<@Nullable Object> changeNote) {
    Map<String, @Nullable Object> notes = new HashMap<>(state.notes());
    Object changed = changeNote.apply(notes.get(name));
    if (changed == null) {
      notes.remove(name);
    } else {
      notes.put(name, changed);
    }
    return state.withNotes(notes);
  }

  private SessionConfig config(SessionState state) {
    return defaults.with(state.config());
  }

  private NearestVectors nearest(SessionState state) {
    return (vector, limit) -> vectors.nearest(state.user(), vector, limit);
  }
}
