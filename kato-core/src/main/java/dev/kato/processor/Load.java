package dev.kato.processor;

import dev.kato.model.LoadingException;
import dev.kato.model.TimeLimitException;
import dev.kato.recall.base.Budget;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A knowledge base on its way into memory, in a thread of its own: who waits for it may give up,
 * the load goes on. Thread-safe.
 */
final class Load {

  private final FollowedIndex followed;
  private final AtomicBoolean begun = new AtomicBoolean();
  private final AtomicLong done = new AtomicLong();
  private final CompletableFuture<FollowedIndex> end = new CompletableFuture<>();
  private volatile long expected;

  /** Of nothing yet. */
  Load(FollowedIndex followed) {
    this.followed = followed;
  }

  /** Whether the caller is the one to carry this out. */
  boolean take() {
    return begun.compareAndSet(false, true);
  }

  FollowedIndex followed() {
    return followed;
  }

  /** Says how many patterns there are. */
  void expect(long patterns) {
    expected = patterns;
  }

  /** One more change was read. */
  void count() {
    done.incrementAndGet();
  }

  /** How many changes were read so far. */
  long done() {
    return done.get();
  }

  /** How many patterns there are; 0 if that is not known. */
  long expected() {
    return expected;
  }

  /** Lets those go on who wait. */
  void succeed() {
    end.complete(followed);
  }

  /** Has those fail who wait. */
  void fail(Throwable failure) {
    end.completeExceptionally(failure);
  }

  /** How far it is, for who cannot wait any longer. */
  LoadingException unfinished() {
    return new LoadingException(done.get(), expected);
  }

  /**
   * Waits for the end.
   *
   * @throws LoadingException if it does not come in time
   * @throws TimeLimitException if this thread is interrupted
   */
  FollowedIndex await(Budget budget) {
    try {
      return end.get(budget.nanosLeft(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      throw unfinished();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw TimeLimitException.interrupted();
    } catch (ExecutionException e) {
      throw rethrown(Objects.requireNonNullElse(e.getCause(), e));
    }
  }

  private static RuntimeException rethrown(Throwable cause) {
    if (cause instanceof Error error) {
      throw error;
    }
    return cause instanceof RuntimeException exception
        ? exception
        : new IllegalStateException(cause);
  }
}
