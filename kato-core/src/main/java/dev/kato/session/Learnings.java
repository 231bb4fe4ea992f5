package dev.kato.session;

import dev.kato.model.ConflictException;
import dev.kato.model.FloatVector;
import dev.kato.model.InvalidInputException;
import dev.kato.model.SessionState;
import dev.kato.model.StorageRefusedException;
import dev.kato.model.StorageUnavailableException;
import dev.kato.model.UserId;
import dev.kato.model.VectorDimensionMismatchException;
import dev.kato.spi.KatoListener;
import dev.kato.spi.LearnRequest;
import dev.kato.spi.PatternStore;
import dev.kato.spi.SessionContent.Prepared;
import dev.kato.spi.Storage;
import dev.kato.spi.VectorStore;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Carries out the learnings of a change, once or again. Thread-safe. */
final class Learnings {

  private static final Logger log = LoggerFactory.getLogger(Learnings.class);

  /** How long learnings can be repeated beyond the session's end as it was foreseen. */
  private static final Duration REPEATABLE_BEYOND_EXPIRY = Duration.ofDays(1);

  /** How much the clocks of instances may differ. */
  private static final Duration CLOCK_TOLERANCE = Duration.ofHours(1);

  private final PatternStore patterns;
  private final VectorStore vectors;
  private final Clock clock;
  private final KatoListener listener;

  Learnings(Storage storage, Clock clock, KatoListener listener) {
    this.patterns = storage.patterns();
    this.vectors = storage.vectors();
    this.clock = clock;
    this.listener = listener;
  }

  /**
   * The learnings as they are to be stored, so that whoever finds them can carry them out for as
   * long as the session can be used.
   *
   * @param expiry of the session
   */
  static List<LearnRequest> repeatable(List<LearnRequest> learnings, Instant expiry) {
    Instant until = expiry.plus(REPEATABLE_BEYOND_EXPIRY);
    return learnings.stream().map(learning -> learning.withRepeatableUntil(until)).toList();
  }

  /** Whether it can still be told which of the learnings were carried out already. */
  boolean areRepeatable(Prepared prepared) {
    Instant now = clock.instant().plus(CLOCK_TOLERANCE);
    return prepared.learnings().stream()
        .allMatch(learning -> now.isBefore(learning.repeatableUntil()));
  }

  /**
   * Refuses what a store would refuse as things are, before anything is learned.
   *
   * @throws InvalidInputException saying why
   */
  void check(UserId user, List<LearnRequest> learnings) {
    checkDimension(user, learnings);
    if (learnings.size() > 1) {
      patterns.checkLearnable(user, learnings);
    }
  }

  private void checkDimension(UserId user, List<LearnRequest> learnings) {
    learnings.stream()
        .flatMap(request -> request.vectors().values().stream())
        .findFirst()
        .map(FloatVector::dimension)
        .ifPresent(
            dimension -> {
              OptionalInt known = vectors.dimension(user);
              if (known.isPresent() && known.getAsInt() != dimension) {
                throw new VectorDimensionMismatchException(known.getAsInt(), dimension);
              }
            });
  }

  /**
   * Learns what an operation learns. All vectors come first, in one step: they are all refused or
   * none, and a pattern that can be seen has all of its vectors.
   *
   * @throws InvalidInputException if one can never be learned; those before it are
   * @throws ConflictException if the turn is lost: somebody else carries on
   */
  void carryOut(SessionState state, Prepared prepared, Lease lease) {
    UserId user = state.user();
    Map<String, FloatVector> all = new HashMap<>();
    prepared.learnings().forEach(learning -> all.putAll(learning.vectors()));
    addVectors(user, all);
    for (LearnRequest learning : prepared.learnings()) {
      if (!lease.keep()) {
        throw new ConflictException(state.id(), "learn", 1);
      }
      patterns.learn(user, learning, clock.instant());
      // A clearing in between may have taken them; it removes patterns once more after vectors.
      addVectors(user, learning.vectors());
      listener.patternLearned(user, learning.name(), state.id(), clock.instant());
    }
  }

  private void addVectors(UserId user, Map<String, FloatVector> added) {
    if (!added.isEmpty()) {
      vectors.add(user, added);
    }
  }

  /** To be called by who has begun the operation, when it is over and the turn was never lost. */
  void forget(UserId user, List<LearnRequest> learned) {
    try {
      patterns.forget(user, learned);
    } catch (StorageUnavailableException | StorageRefusedException e) {
      log.debug("What recognises repeats is kept until its time is over: {}", e.getMessage());
    }
  }
}
