package dev.kato.server.ops;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kato.model.StorageUnavailableException;
import dev.kato.spi.PatternStore;
import dev.kato.spi.Storage;
import dev.kato.storage.inmemory.InMemoryStorage;
import dev.kato.testkit.Concurrently;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class StoreProbesTest {

  private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE);
  private final AtomicInteger pings = new AtomicInteger();
  private final AtomicInteger counts = new AtomicInteger();
  private final Set<Thread> askers = ConcurrentHashMap.newKeySet();

  /** What a ping waits for. */
  private volatile CountDownLatch release = new CountDownLatch(0);

  private volatile RuntimeException failure;

  private StoreProbes probes;

  @AfterEach
  void close() {
    probes.close();
  }

  /** Each store has been asked once, and what it answers the next time is yet to come. */
  private void start() {
    probes = new StoreProbes(storage(), this::count, nanos::get);
    Awaitility.await().until(() -> pings.get() == 1 && counts.get() == 1);
  }

  private void startAnswering() {
    start();
    assertThat(problem()).isNull();
    assertThat(probes.sessionCount()).isEqualTo(7);
  }

  private Storage storage() {
    Storage storage = InMemoryStorage.create();
    PatternStore patterns =
        (PatternStore)
            Proxy.newProxyInstance(
                PatternStore.class.getClassLoader(),
                new Class<?>[] {PatternStore.class},
                (proxy, method, arguments) -> {
                  if (method.getName().equals("ping")) {
                    ping();
                  }
                  try {
                    return method.invoke(storage.patterns(), arguments);
                  } catch (InvocationTargetException e) {
                    throw e.getTargetException();
                  }
                });
    return new Storage(patterns, storage.sessions(), storage.vectors());
  }

  private void ping() throws InterruptedException {
    pings.incrementAndGet();
    askers.add(Thread.currentThread());
    release.await();
    if (failure != null) {
      throw failure;
    }
  }

  private long count() {
    counts.incrementAndGet();
    if (failure != null) {
      throw failure;
    }
    return 7;
  }

  private String problem() {
    return probes.problems().get("patterns");
  }

  private void pass(Duration time) {
    nanos.addAndGet(time.toNanos());
  }

  @Test
  void anyNumberOfReadersShareOnePingAndNoneWaitsForItsEnd() {
    release = new CountDownLatch(1);
    start();

    Concurrently.run(
        600,
        index -> {
          assertThat(problem()).isEqualTo("has not answered yet");
          assertThat(probes.problems().get("vectors")).isNull();
        });

    assertThat(release.getCount()).isOne();
    assertThat(pings).hasValue(1);
    release.countDown();
    Awaitility.await().until(() -> problem() == null);
    assertThat(pings).hasValue(2);
  }

  @Test
  void whatWasKnownAtTheStartIsNoAnswerToThoseWhoAskLater() {
    start();
    failure = new StorageUnavailableException("mongodb", "no connection", null);

    Awaitility.await().until(() -> failure.getMessage().equals(problem()));
    assertThat(pings).hasValue(2);
  }

  @Test
  void anAnswerIsAskedForAgainWhenItIsNotFreshAnyMore() {
    startAnswering();
    pass(Duration.ofMillis(199));
    assertThat(problem()).isNull();
    assertThat(pings).hasValue(2);

    pass(Duration.ofMillis(1));

    assertThat(problem()).isNull();
    assertThat(pings).hasValue(3);
  }

  @Test
  void aStoreThatHangsCountsAsBeforeForASecondAndNotLonger() {
    startAnswering();
    pass(Duration.ofMinutes(1));
    release = new CountDownLatch(1);

    assertThat(problem()).isNull();
    pass(Duration.ofMillis(999));
    assertThat(problem()).isNull();
    pass(Duration.ofMillis(1));
    assertThat(problem()).isEqualTo("does not answer, for 1 s now");
    pass(Duration.ofSeconds(6));
    assertThat(problem()).isEqualTo("does not answer, for 7 s now");
    assertThat(pings).hasValue(3);

    release.countDown();
    Awaitility.await().until(() -> problem() == null);
  }

  @Test
  void aFailureIsToldAtOnceAndItsEndWhenItIsAskedForAgain() {
    startAnswering();
    failure = new StorageUnavailableException("mongodb", "no connection", null);
    pass(Duration.ofMillis(200));

    assertThat(problem()).isEqualTo(failure.getMessage());
    assertThat(probes.sessionCount()).isNull();

    failure = null;
    pass(Duration.ofMillis(200));
    assertThat(problem()).isNull();
    assertThat(probes.sessionCount()).isEqualTo(7);
  }

  @Test
  void whatADriverSaysWhereNobodyExpectedItIsNotRepeated() {
    failure = new IllegalStateException("secret:hunter2@host");
    start();

    assertThat(problem()).isEqualTo("failed: IllegalStateException");
  }

  @Test
  void sessionsAreCountedOnceForAll() {
    start();

    Concurrently.run(50, index -> assertThat(probes.sessionCount()).isEqualTo(7));

    assertThat(counts).hasValue(2);
  }

  @Test
  void whatACallerAsksForAloneIsUnknownWhenItFailsOrHangs() {
    start();
    CountDownLatch never = new CountDownLatch(1);
    CallerState known = new CallerState(3, 4L);

    assertThat(probes.caller(() -> known)).isEqualTo(known);
    assertThat(probes.caller(() -> fail())).isEqualTo(CallerState.UNKNOWN);
    Concurrently.run(
        100, index -> assertThat(probes.caller(() -> wait(never))).isEqualTo(CallerState.UNKNOWN));
  }

  private CallerState fail() {
    throw new StorageUnavailableException("redis", "no connection", null);
  }

  private CallerState wait(CountDownLatch latch) {
    askers.add(Thread.currentThread());
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return CallerState.NONE;
  }

  @Test
  void threadsGoWhenTheyAreIdle() {
    start();

    awaitTheEndOfAllThreads();
  }

  @Test
  void threadsGoWithTheServerAlsoThoseThatWait() {
    release = new CountDownLatch(1);
    whatACallerAsksForAloneIsUnknownWhenItFailsOrHangs();
    assertThat(askers).hasSizeBetween(2, 5).allMatch(Thread::isDaemon);

    probes.close();

    awaitTheEndOfAllThreads();
  }

  private void awaitTheEndOfAllThreads() {
    Awaitility.await().until(() -> askers.stream().noneMatch(Thread::isAlive));
    assertThat(askers).isNotEmpty();
  }
}
