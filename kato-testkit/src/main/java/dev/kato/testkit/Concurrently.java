package dev.kato.testkit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

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
   * @throws AssertionError if one of them threw, with what it threw as the cause, or if they take
   *     longer than two minutes
   */
  public static void run(int threads, Task task) {
    CyclicBarrier start = new CyclicBarrier(threads);
    ExecutorService executor = Executors.newFixedThreadPool(threads);
    try {
      List<Future<?>> running = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        int index = i;
        running.add(
            executor.submit(
                () -> {
                  start.await();
                  task.run(index);
                  return null;
                }));
      }
      long giveUpAt = System.nanoTime() + PATIENCE.toNanos();
      for (Future<?> thread : running) {
        thread.get(giveUpAt - System.nanoTime(), TimeUnit.NANOSECONDS);
      }
    } catch (ExecutionException e) {
      throw new AssertionError("a thread failed", e.getCause());
    } catch (TimeoutException e) {
      throw new AssertionError("threads still run after " + PATIENCE, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    } finally {
      executor.shutdownNow();
    }
  }
}
