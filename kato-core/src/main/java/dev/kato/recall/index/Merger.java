package dev.kato.recall.index;

import dev.kato.recall.symbols.SymbolTable;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has sealed parts merged, one merge at a time, as a {@link MergePolicy} chooses: by the executor,
 * or by the writer when that does not come. The lock is the one that guards the parts; it is never
 * held while a part is built.
 */
final class Merger {

  private static final Logger log = LoggerFactory.getLogger(Merger.class);

  /** So many parts that merging must have fallen behind; the writer then waits for it. */
  private static final int TOO_MANY = 64;

  private final ReentrantLock lock;
  private final Condition merged;
  private final SealedParts parts;
  private final SymbolTable table;
  private final Executor executor;
  private final MergePolicy policy;

  /** The one that waits for a thread or is under way. */
  private volatile @Nullable Merge merge;

  /** Whether there may be a merge to do that was not thought of yet. */
  private volatile boolean unchecked;

  Merger(
      ReentrantLock lock,
      SealedParts parts,
      SymbolTable table,
      Executor executor,
      MergePolicy policy) {
    this.lock = lock;
    this.merged = lock.newCondition();
    this.parts = parts;
    this.table = table;
    this.executor = executor;
    this.policy = policy;
  }

  /** Tells that parts, or how many of their patterns live, have changed. */
  void check() {
    unchecked = true;
  }

  /**
   * Has what is due merged. If that has fallen behind, the caller does what no thread has begun,
   * and waits for what one has. For the writer, without the lock.
   */
  void mergeLater() {
    if (unchecked && merge == null) {
      start(locked());
    }
    Merge behind = merge;
    while (behind != null && parts.all().size() > TOO_MANY) {
      finish(behind);
      behind = merge;
    }
  }

  /** Does, or waits for, all that was begun and what follows from it. Without the lock. */
  void finishAll() {
    for (Merge left = merge; left != null; left = merge) {
      finish(left);
    }
  }

  private void finish(Merge begun) {
    carryOut(begun);
    awaitEnd(begun);
  }

  /** Ends soon, since it was begun; so an interrupt does not let parts pile up. */
  private void awaitEnd(Merge begun) {
    lock.lock();
    try {
      while (merge == begun) {
        merged.awaitUninterruptibly();
      }
    } finally {
      lock.unlock();
    }
  }

  private @Nullable Merge locked() {
    lock.lock();
    try {
      return next();
    } finally {
      lock.unlock();
    }
  }

  /** Another merge, unless there is one: the thread that has ended one may have been faster. */
  private @Nullable Merge next() {
    if (merge != null) {
      return null;
    }
    List<Part> chosen = policy.next(parts.all());
    unchecked = false;
    merge = chosen.isEmpty() ? null : new Merge(chosen);
    return merge;
  }

  private void start(@Nullable Merge next) {
    if (next == null) {
      return;
    }
    try {
      executor.execute(() -> carryOut(next));
    } catch (RuntimeException | Error e) {
      // Whether it was refused or no thread can be started: what is due is done here.
      carryOut(next);
    }
  }

  /** Nothing that fails here changes anything, or reaches the caller, who has learned already. */
  private void carryOut(Merge taken) {
    if (!taken.take()) {
      return;
    }
    Throwable failure = null;
    try {
      replace(taken, taken.build(table.size()));
    } catch (RuntimeException | Error e) {
      failure = e;
    }
    Merge following = ended(failure == null);
    if (failure != null) {
      log.warn("could not merge parts of a knowledge base, will try again", failure);
    }
    start(following);
  }

  private void replace(Merge done, Part built) {
    lock.lock();
    try {
      parts.replace(done.chosen(), List.of(done.catchUp(built), built));
    } finally {
      lock.unlock();
    }
  }

  /** What failed is not tried again before more was learned or removed: it may fail for long. */
  private @Nullable Merge ended(boolean done) {
    lock.lock();
    try {
      merge = null;
      merged.signalAll();
      return done ? next() : null;
    } finally {
      lock.unlock();
    }
  }
}
