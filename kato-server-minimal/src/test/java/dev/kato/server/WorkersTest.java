package dev.kato.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedTransferQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The pool that works on requests where the JVM has no virtual threads. */
class WorkersTest {

  private static final int MOST = 3;

  private final ThreadPoolExecutor pool = (ThreadPoolExecutor) Workers.pool(MOST);
  private final CountDownLatch end = new CountDownLatch(1);

  @AfterEach
  void stop() {
    end.countDown();
    pool.shutdownNow();
  }

  private List<Future<?>> occupy(int tasks) {
    List<Future<?>> futures = new ArrayList<>();
    for (int task = 0; task < tasks; task++) {
      futures.add(
          pool.submit(
              () -> {
                end.await();
                return null;
              }));
    }
    return futures;
  }

  /** A thread waits for work a moment after its last task is done. */
  private void awaitIdleThread() {
    LinkedTransferQueue<Runnable> queue = (LinkedTransferQueue<Runnable>) pool.getQueue();
    await().until(queue::hasWaitingConsumer);
  }

  @Test
  void usesAnIdleThreadBeforeItMakesAnother() throws Exception {
    for (int task = 0; task < 20; task++) {
      pool.submit(() -> {}).get();
      awaitIdleThread();
    }

    assertThat(pool.getLargestPoolSize()).isEqualTo(1);
  }

  @Test
  void makesThreadsWhileAllAreBusy() {
    occupy(MOST);

    assertThat(pool.getPoolSize()).isEqualTo(MOST);
  }

  @Test
  void keepsWhatAllAreTooBusyForAndDoesItLater() throws Exception {
    List<Future<?>> futures = occupy(10 * MOST);
    assertThat(pool.getPoolSize()).isEqualTo(MOST);
    assertThat(pool.getQueue()).hasSize(9 * MOST);

    end.countDown();

    for (Future<?> future : futures) {
      future.get();
    }
  }

  @Test
  void takesNothingOnceItStops() {
    pool.shutdown();

    assertThatThrownBy(() -> pool.execute(() -> {})).isInstanceOf(RejectedExecutionException.class);
  }
}
