package dev.kato.processor;

import dev.kato.model.UserId;
import dev.kato.recall.KnowledgeIndex;
import dev.kato.spi.ChangeCursor;
import dev.kato.spi.PatternChange;
import dev.kato.spi.PatternStore;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One user's index and how far it has followed the store. Thread-safe. */
final class Knowledge {

  private final UserId user;
  private final PatternStore store;
  private final Supplier<KnowledgeIndex> newIndex;
  private final ReentrantLock lock = new ReentrantLock(true);
  private final AtomicLong arrivals = new AtomicLong();

  private long served;
  private @Nullable ChangeCursor cursor;
  private volatile KnowledgeIndex index;

  Knowledge(UserId user, PatternStore store, Supplier<KnowledgeIndex> newIndex) {
    this.user = user;
    this.store = store;
    this.newIndex = newIndex;
    this.index = newIndex.get();
  }

  /**
   * The index with every learning in it that was acknowledged before this call. Callers that arrive
   * while the store is being asked share the next answer.
   */
  KnowledgeIndex current() {
    long ticket = arrivals.incrementAndGet();
    lock.lock();
    try {
      if (served < ticket) {
        long arrived = arrivals.get();
        follow();
        served = arrived;
      }
      return index;
    } finally {
      lock.unlock();
    }
  }

  long weightBytes() {
    return index.weightBytes();
  }

  long patterns() {
    return index.statistics().uniquePatterns();
  }

  /** After a reset a new index is filled aside, so that nobody sees half a knowledge base. */
  private void follow() {
    Follower follower = new Follower(index);
    cursor = store.changes(user, cursor, follower::accept);
    index = follower.target;
  }

  private final class Follower {
    private KnowledgeIndex target;

    Follower(KnowledgeIndex target) {
      this.target = target;
    }

    void accept(PatternChange change) {
      if (change instanceof PatternChange.Put put) {
        target.put(put.pattern().clamped());
      } else if (change instanceof PatternChange.Deleted deleted) {
        target.remove(deleted.name());
      } else {
        target = newIndex.get();
      }
    }
  }
}
