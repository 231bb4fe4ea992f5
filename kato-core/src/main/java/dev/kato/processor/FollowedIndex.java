package dev.kato.processor;

import dev.kato.model.TimeLimitException;
import dev.kato.model.UserId;
import dev.kato.recall.KnowledgeIndex;
import dev.kato.recall.base.Budget;
import dev.kato.spi.ChangeCursor;
import dev.kato.spi.PatternChange;
import dev.kato.spi.PatternStore;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One user's index and how far it has followed the store. Thread-safe. */
final class FollowedIndex {

  /** Steps of a budget that taking in a change costs, with the reading of it. */
  private static final int CHANGE_STEPS = 1 << 8;

  private final UserId user;
  private final PatternStore store;
  private final Supplier<KnowledgeIndex> newIndex;
  private final ReentrantLock lock = new ReentrantLock(true);
  private final AtomicLong arrivals = new AtomicLong();

  private long served;
  private @Nullable ChangeCursor cursor;
  private volatile KnowledgeIndex index;
  private volatile boolean behind;
  private volatile long placedBytes;

  /** An index of nothing, that has followed nothing. */
  FollowedIndex(UserId user, PatternStore store, Supplier<KnowledgeIndex> newIndex) {
    this.user = user;
    this.store = store;
    this.newIndex = newIndex;
    this.index = newIndex.get();
  }

  /**
   * The index with every learning in it that was acknowledged before this call. Callers that arrive
   * while the store is being asked share the next answer.
   *
   * @throws TimeLimitException if that takes longer than the budget allows; see {@link #isBehind}
   */
  KnowledgeIndex current(Budget budget) {
    long ticket = arrivals.incrementAndGet();
    lock(budget);
    try {
      if (served < ticket) {
        long arrived = arrivals.get();
        follow(budget);
        served = arrived;
      }
      return index;
    } finally {
      lock.unlock();
    }
  }

  private void lock(Budget budget) {
    try {
      while (!lock.tryLock(budget.nanosLeft(), TimeUnit.NANOSECONDS)) {
        budget.check();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw TimeLimitException.interrupted();
    }
  }

  private void follow(Budget budget) {
    Follower follower = new Follower();
    try {
      ChangeCursor next =
          store.changes(
              user,
              cursor,
              change -> {
                budget.spend(CHANGE_STEPS);
                follower.accept(change);
              });
      follower.finish(next);
    } catch (TimeLimitException e) {
      // What was taken in does no harm, but the cursor is the old one: trying again, as long as
      // before, would get no further.
      behind = true;
      throw e;
    }
  }

  /**
   * Takes in all there is, however long it takes.
   *
   * @param helper gives a second thread: one reads, the other takes in
   * @param progress hears of each change that was read
   */
  void load(Executor helper, Consumer<PatternChange> progress) {
    lock.lock();
    try {
      Follower follower = new Follower();
      Handoff handoff = new Handoff(helper, follower);
      ChangeCursor next = store.changes(user, cursor, progress.andThen(handoff));
      handoff.finish();
      follower.finish(next);
      behind = false;
    } finally {
      lock.unlock();
    }
  }

  /** Whether there is more to take in than somebody had time for. */
  boolean isBehind() {
    return behind;
  }

  /** Heap that the index takes. */
  long weightBytes() {
    return index.weightBytes();
  }

  /** Whether it takes other heap than when this was last asked. */
  boolean isReweighed() {
    long bytes = weightBytes();
    boolean changed = bytes != placedBytes;
    placedBytes = bytes;
    return changed;
  }

  long patterns() {
    return index.statistics().uniquePatterns();
  }

  /**
   * Takes in changes. What begins anew is filled aside, so that nobody sees half a knowledge base.
   */
  private final class Follower implements Consumer<PatternChange> {
    private KnowledgeIndex target = cursor == null ? newTarget() : index;

    @Override
    public void accept(PatternChange change) {
      if (change instanceof PatternChange.Put put) {
        target.put(put.pattern().clamped());
      } else if (change instanceof PatternChange.Deleted deleted) {
        target.remove(deleted.name());
      } else {
        target = newTarget();
      }
    }

    private KnowledgeIndex newTarget() {
      KnowledgeIndex empty = newIndex.get();
      empty.expectMany();
      return empty;
    }

    void finish(ChangeCursor reached) {
      target.settle();
      index = target;
      cursor = reached;
    }
  }
}
