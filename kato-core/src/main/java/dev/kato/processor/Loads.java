package dev.kato.processor;

import dev.kato.model.IndexStatistics;
import dev.kato.model.UserId;
import dev.kato.spi.PatternStore;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The knowledge bases that are on their way into memory, at most one load a user. Thread-safe. */
final class Loads {

  private final PatternStore store;
  private final Executor loaders;
  private final Executor helpers;
  private final BiConsumer<UserId, FollowedIndex> whenLoaded;
  private final ConcurrentMap<UserId, Load> underWay = new ConcurrentHashMap<>();
  private final LongAdder ended = new LongAdder();

  /**
   * None.
   *
   * @param loaders gives each load its thread
   * @param helpers gives loads that last a second one
   * @param whenLoaded gets what was loaded, before anybody who waits for it; must not come back
   *     here
   */
  Loads(
      PatternStore store,
      Executor loaders,
      Executor helpers,
      BiConsumer<UserId, FollowedIndex> whenLoaded) {
    this.store = store;
    this.loaders = loaders;
    this.helpers = helpers;
    this.whenLoaded = whenLoaded;
  }

  /** The user's load, if one is under way. */
  @Nullable Load find(UserId user) {
    return underWay.get(user);
  }

  /**
   * The user's load, begun now unless one is under way.
   *
   * @param needed gives what is to be loaded, null if that is no longer needed
   * @return null if it is not needed
   */
  @Nullable Load begin(UserId user, Supplier<@Nullable FollowedIndex> needed) {
    Load load =
        underWay.computeIfAbsent(
            user,
            key -> {
              FollowedIndex followed = needed.get();
              return followed == null ? null : new Load(followed);
            });
    if (load != null && load.take()) {
      start(user, load);
    }
    return load;
  }

  private void start(UserId user, Load load) {
    try {
      loaders.execute(() -> carryOut(user, load));
    } catch (RejectedExecutionException e) {
      // Too many wait already.
      end(user, load, load.unfinished());
    } catch (RuntimeException | Error e) {
      end(user, load, e);
    }
  }

  private void carryOut(UserId user, Load load) {
    try {
      load.expect(store.count(user));
      load.followed().load(helpers, change -> load.count());
      end(user, load, null);
    } catch (RuntimeException | Error e) {
      end(user, load, e);
    }
  }

  /** What was forgotten meanwhile goes to those only who wait for it. */
  private void end(UserId user, Load load, @Nullable Throwable failure) {
    underWay.computeIfPresent(
        user,
        (key, current) -> {
          if (current != load) {
            return current;
          }
          if (failure == null) {
            whenLoaded.accept(user, load.followed());
          }
          return null;
        });
    if (failure == null) {
      ended.increment();
      load.succeed();
    } else {
      load.fail(failure);
    }
  }

  /**
   * What is under way for a user is not kept when it ends.
   *
   * @param beside done while no load of that user ends or begins
   */
  void forget(UserId user, Runnable beside) {
    underWay.compute(
        user,
        (key, current) -> {
          beside.run();
          return null;
        });
  }

  /** Has those fail who wait; to be called when loads are no longer carried out. */
  void close() {
    underWay.forEach((user, load) -> end(user, load, new IllegalStateException("closed")));
  }

  /** How many have ended well. */
  long ended() {
    return ended.sum();
  }

  /** What is under way now. */
  IndexStatistics.Loading statistics() {
    long users = 0;
    long done = 0;
    long expected = 0;
    for (Load load : underWay.values()) {
      users++;
      done += load.done();
      expected += load.expected();
    }
    return new IndexStatistics.Loading(users, done, expected);
  }
}
