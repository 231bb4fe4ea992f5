package dev.kato.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Test;

class ConcurrentlyTest {

  @Test
  void runsEveryThreadOnceAndAllAtOnce() {
    AtomicIntegerArray runs = new AtomicIntegerArray(5);
    CyclicBarrier all = new CyclicBarrier(5);
    Concurrently.run(
        5,
        thread -> {
          all.await(1, TimeUnit.MINUTES);
          runs.incrementAndGet(thread);
        });
    assertThat(runs).hasToString("[1, 1, 1, 1, 1]");
  }

  @Test
  void saysWhatTheFirstThreadToFailThrewAndDoesNotWaitForTheOthers() {
    CountDownLatch never = new CountDownLatch(1);
    IllegalStateException cause = new IllegalStateException("lost 3 of 7");
    assertThatThrownBy(
            () ->
                Concurrently.run(
                    3,
                    thread -> {
                      if (thread == 2) {
                        throw cause;
                      }
                      never.await();
                    }))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("lost 3 of 7")
        .hasCause(cause);
  }
}
