package dev.kato;

import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.RejectedExecutionHandler;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** The threads in the background of a {@link Kato}; none keeps the process alive. */
final class Threads {

  private static final long IDLE_SECONDS = 30;
  private static final int MAX_WAITING = 1024;

  /** Knowledge bases that are loaded at the same time; so few large ones leave others a place. */
  private static final int LOADERS = 8;

  private Threads() {}

  static ScheduledThreadPoolExecutor sweeper() {
    return new ScheduledThreadPoolExecutor(1, task -> daemon(task, "kato-sweeper"));
  }

  /** Saturated, they leave the work to the caller; shut down, they refuse. */
  static ThreadPoolExecutor workers(int threads) {
    return pool("kato-worker", threads, Threads::runInCaller);
  }

  /** Saturated or shut down, they refuse. */
  static ThreadPoolExecutor loaders() {
    return pool("kato-loader", LOADERS, new ThreadPoolExecutor.AbortPolicy());
  }

  private static ThreadPoolExecutor pool(
      String name, int threads, RejectedExecutionHandler saturated) {
    ThreadPoolExecutor pool =
        new ThreadPoolExecutor(
            threads,
            threads,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(MAX_WAITING),
            task -> daemon(task, name),
            saturated);
    pool.allowCoreThreadTimeOut(true);
    return pool;
  }

  private static void runInCaller(Runnable task, ThreadPoolExecutor executor) {
    if (executor.isShutdown()) {
      throw new RejectedExecutionException("closed");
    }
    task.run();
  }

  private static Thread daemon(Runnable task, String name) {
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    return thread;
  }
}
