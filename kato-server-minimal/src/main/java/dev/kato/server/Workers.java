package dev.kato.server;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedTransferQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** The threads that work on requests. */
final class Workers {

  /**
   * Beyond the bound on requests in flight: the JDK's server keeps a thread for each connection
   * that has begun a request, or a TLS handshake, and not ended it, for as long as it lets it.
   * There is to be somebody for a probe nevertheless, and to refuse the next request.
   */
  private static final int HALF_OPEN = 2000;

  private Workers() {}

  /**
   * Threads of the operating system, on every JDK: they share the processors, so that what computes
   * for long holds up nobody who asks for little. On virtual threads two of those hold up all.
   */
  static ExecutorService create(int maxInFlight) {
    return pool(maxInFlight + HALF_OPEN);
  }

  static ExecutorService pool(int threads) {
    AtomicInteger number = new AtomicInteger();
    Waiting waiting = new Waiting();
    return new ThreadPoolExecutor(
        0,
        threads,
        30,
        TimeUnit.SECONDS,
        waiting,
        task -> {
          Thread thread = new Thread(task, "kato-http-" + number.incrementAndGet());
          thread.setDaemon(true);
          return thread;
        },
        waiting::add);
  }

  /**
   * A pool makes a thread where its queue takes no task: this takes none at first but where a
   * thread is idle, so that there are only as many threads, and buffers of theirs, as are at work
   * at once. It holds only requests of open connections, whose number the JDK's server bounds.
   */
  private static final class Waiting extends LinkedTransferQueue<Runnable> {
    private static final long serialVersionUID = 1;

    @Override
    public boolean offer(Runnable task) {
      return tryTransfer(task);
    }

    /** Keeps what all threads are too busy for. */
    private void add(Runnable task, ThreadPoolExecutor pool) {
      if (pool.isShutdown()) {
        throw new RejectedExecutionException("the server is stopping");
      }
      super.offer(task);
    }
  }
}
