package dev.kato.recall.base;

import dev.kato.model.TimeLimitException;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What one recall may still cost: it ends at a deadline, and when the thread that asked for it is
 * interrupted, whose interrupt stays set. Every loop that may be long spends steps, of some
 * nanoseconds each; the clock is looked at once in {@value #STEPS} of them. Used by one thread;
 * others that help get a {@linkplain #share() share}.
 */
public final class Budget {

  /** Even if each were a miss of every cache, less than 10 ms. */
  private static final int STEPS = 1 << 16;

  private final Question question;
  private long left = STEPS;

  private Budget(Question question) {
    this.question = question;
  }

  /** What all that work on one recall have in common. */
  private static final class Question {
    final Thread asking = Thread.currentThread();
    final @Nullable Duration limit;
    final LongSupplier nanoTime;
    final long deadline;
    volatile boolean alone;
    volatile boolean over;

    Question(@Nullable Duration limit, LongSupplier nanoTime) {
      this.limit = limit;
      this.nanoTime = nanoTime;
      this.deadline = limit == null ? 0 : nanoTime.getAsLong() + limit.toNanos();
    }

    void check() {
      if (over || asking.isInterrupted()) {
        throw TimeLimitException.interrupted();
      }
      if (limit != null && nanoTime.getAsLong() - deadline >= 0) {
        throw TimeLimitException.after(limit, alone);
      }
    }
  }

  /** For the current thread, without a deadline. */
  public static Budget unlimited() {
    return new Budget(new Question(null, () -> 0));
  }

  /**
   * For the current thread, from now on.
   *
   * @param limit less than a hundred years
   * @param nanoTime a clock that only goes forward, such as {@link System#nanoTime()}
   */
  public static Budget of(Duration limit, LongSupplier nanoTime) {
    return new Budget(new Question(limit, nanoTime));
  }

  /** The same deadline and the same interrupt, for another thread. */
  public Budget share() {
    return new Budget(question);
  }

  /** Nanoseconds to the deadline, negative behind it; the greatest number without one. */
  public long nanosLeft() {
    return question.limit == null
        ? Long.MAX_VALUE
        : question.deadline - question.nanoTime.getAsLong();
  }

  /**
   * Looks at the clock now.
   *
   * @throws TimeLimitException as {@link #spend}
   */
  public void check() {
    question.check();
  }

  /** What is done from now on is the recall itself: whoever is late then is so by his question. */
  public void begin() {
    Duration limit = question.limit;
    question.alone = limit != null && nanosLeft() >= limit.toNanos() / 10 * 9;
  }

  /** Nobody waits any more: whoever still works on the recall gives up when it next looks. */
  public void end() {
    question.over = true;
  }

  /**
   * Spends some steps.
   *
   * @throws TimeLimitException if the deadline is over or the asking thread is interrupted
   */
  public void spend(long steps) {
    left -= steps;
    if (left < 0) {
      left = STEPS;
      question.check();
    }
  }
}
