package dev.kato.processor;

import dev.kato.model.TimeLimitException;
import dev.kato.spi.PatternChange;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Changes on their way from the thread that reads them to another that takes them in, in their
 * order, a batch at a time. The reading thread helps when the other is behind or never comes, so
 * that what waits is bounded by its text. Used by one reading thread.
 */
final class Handoff implements Consumer<PatternChange> {

  private static final int BATCH = 512;

  /** Characters, or as much, after which a batch is full however few changes it has. */
  private static final long BATCH_TEXT = 1 << 20;

  private static final int MOST_WAITING = 8;

  private static final long WITHOUT_PATTERN = 16;

  private final Executor executor;
  private final Consumer<PatternChange> target;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition taken = lock.newCondition();
  private final Queue<List<PatternChange>> waiting = new ArrayDeque<>();
  private boolean taking;
  private @Nullable Throwable failure;

  private List<PatternChange> batch = new ArrayList<>(BATCH);
  private long batchText;

  /**
   * Nothing under way.
   *
   * @param executor gives the other thread
   * @param target is called by one thread at a time
   */
  Handoff(Executor executor, Consumer<PatternChange> target) {
    this.executor = executor;
    this.target = target;
  }

  /**
   * Passes a change on.
   *
   * @throws TimeLimitException if this thread is interrupted
   */
  @Override
  public void accept(PatternChange change) {
    batch.add(change);
    batchText += text(change);
    if (batch.size() >= BATCH || batchText >= BATCH_TEXT) {
      pass();
    }
  }

  /** Waits until all was taken in; what the target threw is thrown here at the latest. */
  void finish() {
    pass();
    helpWhile(1);
  }

  private void pass() {
    if (Thread.currentThread().isInterrupted()) {
      throw TimeLimitException.interrupted();
    }
    boolean idle = put(batch);
    batch = new ArrayList<>(BATCH);
    batchText = 0;
    if (idle) {
      begin();
    }
    helpWhile(MOST_WAITING);
  }

  /** Whether nobody takes in what was put. */
  private boolean put(List<PatternChange> full) {
    lock.lock();
    try {
      waiting.add(full);
      return !taking;
    } finally {
      lock.unlock();
    }
  }

  private void begin() {
    try {
      executor.execute(this::takeAll);
    } catch (RuntimeException | Error e) {
      // No thread to be had: the reading one does it.
      takeAll();
    }
  }

  private void takeAll() {
    boolean more = true;
    while (more) {
      more = takeOne();
    }
  }

  /** Until fewer than {@code most} batches are left. */
  private void helpWhile(int most) {
    while (left() >= most) {
      if (!takeOne()) {
        awaitTaken();
      }
    }
    rethrow();
  }

  private int left() {
    lock.lock();
    try {
      return waiting.size() + (taking ? 1 : 0);
    } finally {
      lock.unlock();
    }
  }

  /** Takes in a batch if there is one and nobody else does; else tells so at once. */
  private boolean takeOne() {
    List<PatternChange> next = next();
    if (next == null) {
      return false;
    }
    Throwable thrown = null;
    try {
      next.forEach(target);
    } catch (RuntimeException | Error e) {
      thrown = e;
    }
    took(thrown);
    return true;
  }

  private @Nullable List<PatternChange> next() {
    lock.lock();
    try {
      if (taking || waiting.isEmpty()) {
        return null;
      }
      taking = true;
      return waiting.remove();
    } finally {
      lock.unlock();
    }
  }

  private void took(@Nullable Throwable thrown) {
    lock.lock();
    try {
      taking = false;
      if (thrown != null) {
        failure = thrown;
        waiting.clear();
      }
      taken.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Ends soon, since a batch is being taken in. */
  private void awaitTaken() {
    lock.lock();
    try {
      while (taking) {
        taken.awaitUninterruptibly();
      }
    } finally {
      lock.unlock();
    }
  }

  private void rethrow() {
    lock.lock();
    try {
      if (failure instanceof Error error) {
        throw error;
      }
      if (failure instanceof RuntimeException exception) {
        throw exception;
      }
    } finally {
      lock.unlock();
    }
  }

  private static long text(PatternChange change) {
    return change instanceof PatternChange.Put put ? put.pattern().textSize() : WITHOUT_PATTERN;
  }
}
