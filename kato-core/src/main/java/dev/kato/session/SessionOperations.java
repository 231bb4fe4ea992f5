package dev.kato.session;

import dev.kato.config.SessionConfig;
import dev.kato.model.EmptyMemoryException;
import dev.kato.model.Event;
import dev.kato.model.JsonValues;
import dev.kato.model.LearnResult;
import dev.kato.model.Observation;
import dev.kato.model.ObserveResult;
import dev.kato.model.Outcome;
import dev.kato.model.Receipt;
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
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The operations that change a session. Thread-safe. */
public final class SessionOperations {

  /** How many operations with an id a session remembers. */
  private static final int RECEIPTS = 32;

  /** How many observations these may have been, beyond the newest operation. */
  private static final int RECEIPT_STEPS = 10_000;

  private static final LearnResult NOTHING = new LearnResult(null, 0);

  private final Transactions transactions;
  private final Processor processor;
  private final VectorStore vectors;
  private final SessionConfig defaults;

  SessionOperations(
      Transactions transactions, Processor processor, VectorStore vectors, SessionConfig defaults) {
    this.transactions = transactions;
    this.processor = processor;
    this.vectors = vectors;
    this.defaults = defaults;
  }

  /** Takes in one observation. */
  public ObserveResult observe(SessionId id, Observation observation) {
    return observe(id, observation, UnaryOperator.identity());
  }

  /** Takes in one observation and changes a note in the same step. */
  public ObserveResult observe(
      SessionId id, Observation observation, String note, ObservationNote change) {
    return observe(
        id,
        observation,
        step -> {
          SessionState next = step.state();
          List<Event> stm =
              step.learnings().isEmpty()
                  ? next.memory().events()
                  : step.learnings().get(0).events();
          SessionState noted =
              withNote(
                  next, note, before -> change.after(before, step.outcome(), stm, config(next)));
          return new Step<>(noted, step.learnings(), step.outcome());
        });
  }

  private ObserveResult observe(
      SessionId id, Observation observation, UnaryOperator<Step<ObserveResult>> more) {
    return transactions.run(
        id,
        once(
            observation.uniqueId(),
            "observe:" + observation.digest(),
            ObserveResult.class,
            (state, completed) ->
                more.apply(processor.observe(state, observation, config(state), nearest(state)))));
  }

  /** Takes in a sequence of observations as one operation. */
  public SequenceResult observeAll(
      SessionId id, List<Observation> observations, SequenceOptions options) {
    String digest = sequenceDigest(observations, options);
    boolean allNamed =
        !observations.isEmpty() && observations.stream().allMatch(o -> o.uniqueId() != null);
    String uniqueId = options.uniqueId() == null && allNamed ? digest : options.uniqueId();
    return transactions.run(
        id,
        once(
            uniqueId,
            digest,
            SequenceResult.class,
            (state, completed) ->
                processor.observeAll(state, observations, options, config(state), nearest(state))));
  }

  /**
   * Learns the short-term memory.
   *
   * @param uniqueId by which a repeat is recognised, or null
   */
  public LearnResult learn(SessionId id, @Nullable String uniqueId) {
    return transactions.run(
        id,
        once(
            UniqueId.check(uniqueId),
            "learn",
            LearnResult.class,
            (state, completed) -> learn(state, completed)));
  }

  /** A caller who repeats a learning that broke off gets the answer he missed. */
  private Step<LearnResult> learn(SessionState state, Optional<Prepared> completed) {
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

  /** Empties the short-term memory and both accumulators, and sets the time if asked to. */
  public void clear(SessionId id, boolean resetTime) {
    change(
        id, state -> state.withMemory(resetTime ? 0 : state.time(), ShortTermMemory.EMPTY, null));
  }

  /**
   * Overrides parts of the configuration; the other overrides stay.
   *
   * @throws dev.kato.model.InvalidConfigException naming every bad key; then nothing is changed
   */
  public void configure(SessionId id, Map<String, ? extends @Nullable Object> overrides) {
    defaults.with(overrides);
    change(id, state -> withOverrides(state, overrides));
  }

  /** Overrides parts of the configuration and changes a note in the same step. */
  public void configure(
      SessionId id,
      Map<String, ? extends @Nullable Object> overrides,
      String note,
      UnaryOperator<@Nullable Object> changeNote) {
    defaults.with(overrides);
    change(id, state -> withNote(withOverrides(state, overrides), note, changeNote));
  }

  /** Changes one note; null stands for none, and a change may be computed more than once. */
  public void note(SessionId id, String name, UnaryOperator<@Nullable Object> changeNote) {
    change(id, state -> withNote(state, name, changeNote));
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

  /** Sets the life time; it begins now. */
  public void extend(SessionId id, Duration ttl) {
    Sessions.checkTtl(ttl);
    transactions.extend(id, ttl);
  }

  private static String sequenceDigest(List<Observation> observations, SequenceOptions options) {
    List<Object> content = new ArrayList<>(List.of(options.learnAfterEach(), options.learnAtEnd()));
    content.addAll(List.of(options.clearStmBetween(), options.startEmpty()));
    observations.forEach(
        observation -> content.add(List.of(observation.digest(), id(observation))));
    return "sequence:" + JsonValues.digest(content);
  }

  private static String id(Observation observation) {
    return observation.uniqueId() == null ? "" : observation.uniqueId();
  }

  private void change(SessionId id, UnaryOperator<SessionState> change) {
    transactions.run(id, (state, completed) -> new Step<>(change.apply(state), List.of(), NOTHING));
  }

  private SessionConfig config(SessionState state) {
    return defaults.with(state.config());
  }

  private NearestVectors nearest(SessionState state) {
    return (vector, limit) -> vectors.nearest(state.user(), vector, limit);
  }

  /** An operation that, when it was done before under the same id, only repeats its answer. */
  private static <T extends Outcome> Operation<T> once(
      @Nullable String uniqueId, String digest, Class<T> type, Operation<T> operation) {
    if (uniqueId == null) {
      return operation;
    }
    return (state, completed) -> {
      for (Receipt receipt : state.receipts()) {
        if (receipt.uniqueId().equals(uniqueId) && receipt.digest().equals(digest)) {
          return new Step<>(state, List.of(), type.cast(receipt.outcome()));
        }
      }
      Step<T> step = operation.on(state, completed);
      List<Receipt> receipts = new ArrayList<>(step.state().receipts());
      receipts.add(new Receipt(uniqueId, digest, step.outcome()));
      return new Step<>(
          step.state().withReceipts(newest(receipts)), step.learnings(), step.outcome());
    };
  }

  /** The last one always, and as many before it as are within the bounds. */
  private static List<Receipt> newest(List<Receipt> receipts) {
    int from = receipts.size() - 1;
    int steps = 0;
    while (from > 0 && receipts.size() - from < RECEIPTS) {
      steps += steps(receipts.get(from - 1));
      if (steps > RECEIPT_STEPS) {
        break;
      }
      from--;
    }
    return receipts.subList(from, receipts.size());
  }

  private static int steps(Receipt receipt) {
    return receipt.outcome() instanceof SequenceResult sequence ? sequence.steps().size() : 1;
  }
}
