package dev.kato.testkit;

import java.time.Duration;
import java.util.concurrent.CompletionService;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** Runs something in many threads at once. */
public final class Concurrently {

  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private Concurrently() {}

  /** What one of the threads does. */
  @FunctionalInterface
  public interface Task {

    /** Does it in thread {@code index}, counted from 0. */
    void run(int index) throws Exception;
  }

  /**
   * Runs {@code task} in {@code threads} threads that begin together, and waits for all.
   *
   * @throws AssertionError as soon as one of them has thrown, with what it threw in the message and
   *     as the cause, or if they take longer than two minutes
   */
  public static void run(int threads, Task task) {
    CyclicBarrier start = new CyclicBarrier(threads);
    ExecutorService executor = Executors.newFixedThreadPool(threads);
    try {
      CompletionService<Void> running = new ExecutorCompletionService<>(executor);
      for (int i = 0; i < threads; i++) {
        int index = i;
        running.submit(
            () -> {
              start.await();
              task.run(index);
              return null;
            });
      }
      long giveUpAt = System.nanoTime() + PATIENCE.toNanos();
      for (int i = 0; i < threads; i++) {
        Future<Void> ended = running.poll(giveUpAt - System.nanoTime(), TimeUnit.NANOSECONDS);
        if (ended == null) {
          throw new AssertionError("threads still run after " + PATIENCE);
        }
        ended.get();
      }
    } catch (ExecutionException e) {
      throw new AssertionError("a thread failed: " + e.getCause(), e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    } finally {
      executor.shutdownNow();
    }
  }
}
