package dev.kato.spi;

import dev.kato.model.Pattern;
import dev.kato.model.PatternName;
import dev.kato.model.PatternTooLargeException;
import dev.kato.model.UserId;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the patterns of every user: the truth of all knowledge bases. See the package for the rules
 * that hold for all stores.
 *
 * <p>Users are strictly apart: no method called for one user reads or changes anything of another,
 * whatever characters their ids hold.
 *
 * <p>Writes are linearizable: once a write has returned, every read that begins afterwards, through
 * any instance of the store on the same data, sees it; and it survives the crash of any process, as
 * far as the store is durable at all.
 */
public interface PatternStore extends AutoCloseable {

  /**
   * Learns a pattern in one atomic step: adds it with frequency 1, or adds 1 to the frequency it
   * has; appends the request's emotives to its window and keeps the newest {@code persistence}
   * entries; merges the metadata by set union; adds the request's affinity to the running sums.
   *
   * <p>Idempotent by {@link LearnRequest#operationId()}: a request with an id that this pattern was
   * learned with before changes nothing and succeeds, however many other learnings lie between.
   * That ends when the id is {@linkplain #forget forgotten}, when {@code now} is after the {@link
   * LearnRequest#repeatableUntil()} it was learned with, and when the pattern is deleted, restored
   * or cleared.
   *
   * <p>What recognises repeats takes room for as many ids as may still be repeated, and no more
   * than a small constant of it within the pattern's own value.
   *
   * @param now the caller's time; a store does not read a clock for this
   * @throws PatternTooLargeException if the pattern would be larger than the store can hold, or
   *     grow beyond {@link Pattern#MAX_METADATA_VALUES} or {@link Pattern#MAX_AFFINITY_KEYS}; then
   *     nothing is changed. Repeating the request does not help
   */
  void learn(UserId user, LearnRequest request, Instant now);

  /**
   * Says of requests that were learned that none of them will be repeated any more, so that what
   * recognises their repeats may go. A store may keep it until their time is over.
   */
  default void forget(UserId user, List<LearnRequest> learned) {}

  /**
   * Refuses what {@link #learn} would refuse as things are now, of requests that are to be learned
   * in this order. Called before the first of several, so that none is learned if one cannot be.
   *
   * @throws PatternTooLargeException naming the first that cannot be learned
   */
  default void checkLearnable(UserId user, List<LearnRequest> requests) {
    Map<PatternName, Growth> patterns = new HashMap<>();
    for (LearnRequest request : requests) {
      patterns
          .computeIfAbsent(
              request.name(),
              name -> {
                Growth growth = new Growth();
                find(user, name).ifPresent(growth::add);
                return growth;
              })
          .add(request);
    }
  }

  /**
   * Stores a pattern in this state, in one atomic step, in place of the one of that name if there
   * is one. For what comes from outside: a backup, an older service. Learnings that the pattern had
   * are forgotten as by a deletion.
   */
  void restore(UserId user, Pattern pattern);

  /**
   * Does {@link #restore} for each, in this order. Each is one atomic step, all together are not:
   * when this fails some may be restored, and repeating it does no harm.
   *
   * @throws PatternTooLargeException naming one that the store cannot hold
   */
  default void restoreAll(UserId user, List<Pattern> patterns) {
    patterns.forEach(pattern -> restore(user, pattern));
  }

  /** The pattern of that name, if the user has it. */
  Optional<Pattern> find(UserId user, PatternName name);

  /**
   * Up to {@code limit} patterns with names after {@code after}, in ascending order of name.
   *
   * @param after exclusive; null to begin
   * @param limit at least 1; a store may return fewer than the limit only when there are no more
   */
  List<Pattern> list(UserId user, @Nullable PatternName after, int limit);

  /**
   * Replaces a pattern's frequency or emotives, or both, in one atomic step.
   *
   * @return whether the user has the pattern
   */
  boolean update(UserId user, PatternName name, PatternUpdate update);

  /**
   * Removes a pattern.
   *
   * @return whether the user had it
   */
  boolean delete(UserId user, PatternName name);

  /**
   * Removes all patterns of a user at once: a reader sees all of them or none. A learning at the
   * same time counts either as before or as after.
   */
  void clear(UserId user);

  /** Number of patterns of a user, exact. */
  long count(UserId user);

  /**
   * Passes to {@code sink} what has changed in a user's knowledge base since {@code cursor} was
   * returned, and returns a cursor for the next call. Every change that was acknowledged before
   * this call began, through any instance, and that no earlier call in this chain of cursors has
   * passed, is passed now. A change may be passed again; changes carry the state as it is, so
   * applying one twice, or missing one that another has overtaken, does no harm. Changes of one
   * pattern are passed in the order they happened. After the whole chain the receiver holds exactly
   * the patterns of the store.
   *
   * <p>Cheap when nothing changed: at most one round trip.
   *
   * <p>A call without a cursor begins with nothing known, so it passes no {@link
   * PatternChange.Reset} first.
   *
   * @param cursor from an earlier call on the same user, or null to begin with everything
   * @param sink called in this thread; what it throws ends the call and is passed on, and the old
   *     cursor stays good
   * @throws IllegalArgumentException if the cursor is of another user or another store
   */
  ChangeCursor changes(UserId user, @Nullable ChangeCursor cursor, Consumer<PatternChange> sink);

  /**
   * Up to {@code limit} users with at least one pattern, with ids after {@code after}, in code
   * point order.
   *
   * @param after exclusive; null to begin
   */
  List<UserId> users(@Nullable UserId after, int limit);

  /** Asks the store for a sign of life. */
  void ping();

  /** Frees what this object holds; a client handed in by the caller stays open. */
  @Override
  void close();
}
