package dev.kato.server.ops;

import dev.kato.model.KatoException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A question to a store that is asked by at most one thread at a time, whoever wants to know, and
 * that nobody waits long for. Thread-safe.
 */
final class Probe<T> {

  /** How long anybody waits for an answer. */
  private static final long PATIENCE = Duration.ofMillis(80).toNanos();

  private static final long FRESH = Duration.ofMillis(200).toNanos();
  private static final long SILENCE = Duration.ofSeconds(1).toNanos();

  /** A value, or what is wrong. */
  record Heard<T>(@Nullable T value, @Nullable String problem) {}

  /** Since {@code begun}; {@code before} is what was known then. */
  private record Asked<T>(
      CompletableFuture<Heard<T>> answer, long begun, @Nullable Heard<T> before) {}

  private final Supplier<T> question;
  private final Executor executor;
  private final LongSupplier nanoTime;
  private volatile Asked<T> last;

  /**
   * Asks a first time: not for whoever wants to know, but to know something if the next answer
   * takes its time.
   *
   * @param question fails with what is wrong
   */
  Probe(Supplier<T> question, Executor executor, LongSupplier nanoTime) {
    this.question = question;
    this.executor = executor;
    this.nanoTime = nanoTime;
    this.last = begin(null);
  }

  /** Begins to ask, unless somebody does or has just done. */
  synchronized void ask() {
    boolean fresh = last.before != null && nanoTime.getAsLong() - last.begun < FRESH;
    if (last.answer.isDone() && !fresh) {
      last = begin(last.answer.join());
    }
  }

  private Asked<T> begin(@Nullable Heard<T> before) {
    long now = nanoTime.getAsLong();
    return new Asked<>(CompletableFuture.supplyAsync(this::hear, executor), now, before);
  }

  private Heard<T> hear() {
    try {
      return new Heard<>(question.get(), null);
    } catch (KatoException e) {
      return new Heard<>(null, e.getMessage());
    } catch (RuntimeException | Error e) {
      // Also of an error: who never answers would be asked no more.
      return new Heard<>(null, "failed: " + e.getClass().getSimpleName());
    }
  }

  /** The answer when it was last asked, or what can be said without. */
  Heard<T> heard() {
    Asked<T> asked = last;
    try {
      long left = asked.begun + PATIENCE - nanoTime.getAsLong();
      return asked.answer.get(left, TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (TimeoutException | ExecutionException e) {
      // It is told below what is known all the same.
    }
    long silent = nanoTime.getAsLong() - asked.begun;
    if (silent >= SILENCE) {
      return new Heard<>(null, "does not answer, for " + silent / 1_000_000_000 + " s now");
    }
    return asked.before != null ? asked.before : new Heard<>(null, "has not answered yet");
  }
}
