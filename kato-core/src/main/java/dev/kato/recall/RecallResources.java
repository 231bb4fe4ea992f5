package dev.kato.recall;

import dev.kato.recall.forecast.Forecaster;
import dev.kato.recall.scan.Scanner;
import java.util.concurrent.Executor;

/**
 * What the knowledge bases of one process share: the threads that merge what was learned and help
 * with recall from large ones, and the arrays that recalls work in. Thread-safe.
 */
public final class RecallResources {

  /** Patterns below which another thread costs a recall more than it brings. */
  private static final int WORTH_SHARING = 50_000;

  private final Executor executor;
  private final Scanner scanner;
  private final Forecaster forecaster;

  /** All work is done in the threads that call. */
  public RecallResources() {
    this(Runnable::run, 1);
  }

  /**
   * With the caller's threads.
   *
   * @param executor never shut down here
   * @param parallelism most threads that work on one recall, the calling one included; more than
   *     one only while no other recall runs
   */
  public RecallResources(Executor executor, int parallelism) {
    this(executor, parallelism, WORTH_SHARING, new Forecaster());
  }

  /** With a size of its own, so that small tests get everywhere. */
  RecallResources(Executor executor, int parallelism, int worthSharing) {
    this(executor, parallelism, worthSharing, new Forecaster());
  }

  /** With sizes of its own, so that small tests get everywhere. */
  RecallResources(Executor executor, int parallelism, int worthSharing, Forecaster forecaster) {
    this.forecaster = forecaster;
    this.executor = executor;
    this.scanner = new Scanner(executor, parallelism, worthSharing);
  }

  /** Heap in bytes that is kept between questions, at most some 60 MB. */
  public long heapBytes() {
    return scanner.heapBytes() + forecaster.heapBytes();
  }

  Executor executor() {
    return executor;
  }

  Forecaster forecaster() {
    return forecaster;
  }

  Scanner scanner() {
    return scanner;
  }
}
