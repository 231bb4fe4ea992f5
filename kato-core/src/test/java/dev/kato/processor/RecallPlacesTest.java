package dev.kato.processor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.kato.model.OverloadedException;
import dev.kato.model.TimeLimitException;
import dev.kato.model.UserId;
import dev.kato.recall.base.Budget;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Recalls that compute at once are few, and nobody's queue is another's. */
@Timeout(60)
class RecallPlacesTest {

  private static final UserId ALICE = new UserId("alice");
  private static final UserId BOB = new UserId("bob");

  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final CountDownLatch end = new CountDownLatch(1);
  private final List<String> order = Collections.synchronizedList(new ArrayList<>());

  @AfterEach
  void stop() {
    end.countDown();
    threads.shutdownNow();
  }

  /** A recall that goes on until the end of the test. */
  private Future<?> occupy(RecallPlaces places, UserId user) {
    int before = places.free();
    Future<?> occupied =
        threads.submit(
            () -> places.inTurn(user, Budget.unlimited(), () -> awaitEnd("first of " + user)));
    await().until(() -> places.free() < before);
    return occupied;
  }

  private String awaitEnd(String name) {
    try {
      end.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return name;
  }

  /** A recall that waits for its place, and then is over. */
  private Future<?> queue(RecallPlaces places, UserId user, String name) {
    int before = places.waiting();
    Future<?> queued =
        threads.submit(() -> places.inTurn(user, Budget.unlimited(), () -> order.add(name)));
    await().until(() -> places.waiting() > before);
    return queued;
  }

  @Test
  void aFreePlaceIsTakenAtOnceAndGivenBack() {
    RecallPlaces places = new RecallPlaces(1, 1);

    assertThat(places.<String>inTurn(ALICE, Budget.unlimited(), () -> "" + places.free()))
        .isEqualTo("0");
    assertThatThrownBy(
            () ->
                places.inTurn(
                    ALICE,
                    Budget.unlimited(),
                    () -> {
                      throw new IllegalStateException("a recall that fails");
                    }))
        .isInstanceOf(IllegalStateException.class);

    assertThat(places.free()).isEqualTo(1);
  }

  @Test
  void usersTakeTurnsAndEachUsersOwnGoInOrder() throws Exception {
    RecallPlaces places = new RecallPlaces(1, 10);
    occupy(places, ALICE);
    List<Future<?>> queued = new ArrayList<>();
    for (int i = 1; i <= 4; i++) {
      queued.add(queue(places, ALICE, "alice " + i));
    }
    queued.add(queue(places, BOB, "bob 1"));
    queued.add(queue(places, BOB, "bob 2"));

    end.countDown();
    for (Future<?> each : queued) {
      each.get();
    }

    assertThat(order).containsExactly("alice 1", "bob 1", "alice 2", "bob 2", "alice 3", "alice 4");
    assertThat(places.free()).isEqualTo(1);
  }

  @Test
  void ofOneUserOnlySoManyWaitAndOthersStillMay() {
    RecallPlaces places = new RecallPlaces(1, 2);
    occupy(places, ALICE);
    queue(places, ALICE, "1");
    queue(places, ALICE, "2");

    assertThatThrownBy(() -> places.inTurn(ALICE, Budget.unlimited(), () -> order.add("3")))
        .isInstanceOf(OverloadedException.class);

    queue(places, BOB, "4");
    assertThat(places.waiting()).isEqualTo(3);
  }

  @Test
  void whoHasNoTimeLeftGivesUpAndLeavesNothingBehind() {
    RecallPlaces places = new RecallPlaces(1, 2);
    occupy(places, ALICE);
    Budget budget = Budget.of(Duration.ofMillis(20), System::nanoTime);

    assertThatThrownBy(() -> places.inTurn(BOB, budget, () -> order.add("bob")))
        .isInstanceOf(OverloadedException.class);

    assertThat(places.waiting()).isZero();
    end.countDown();
    await().until(() -> places.free() == 1);
    assertThat(order).isEmpty();
  }

  /** A recall that waits for its place; tells whether an interrupt ended that and stayed set. */
  private final class Interrupted {
    final CompletableFuture<Boolean> stayedSet = new CompletableFuture<>();
    final Thread thread;

    Interrupted(RecallPlaces places, UserId user, String name) {
      int before = places.waiting();
      thread = new Thread(() -> wait(places, user, name));
      thread.start();
      await().until(() -> places.waiting() > before);
    }

    private void wait(RecallPlaces places, UserId user, String name) {
      try {
        places.inTurn(user, Budget.unlimited(), () -> order.add(name));
        stayedSet.completeExceptionally(new AssertionError("was not ended"));
      } catch (TimeLimitException e) {
        stayedSet.complete(Thread.currentThread().isInterrupted());
      }
    }
  }

  @Test
  void anInterruptEndsTheWaitingAndStaysSet() throws Exception {
    RecallPlaces places = new RecallPlaces(1, 2);
    occupy(places, ALICE);
    Interrupted bob = new Interrupted(places, BOB, "bob");

    bob.thread.interrupt();

    assertThat(bob.stayedSet.get()).isTrue();
    assertThat(places.waiting()).isZero();
    end.countDown();
    await().until(() -> places.free() == 1);
    assertThat(order).isEmpty();
  }

  @Test
  void whoIsInterruptedAlreadyDoesNotWait() {
    RecallPlaces places = new RecallPlaces(1, 2);
    occupy(places, ALICE);

    Thread.currentThread().interrupt();
    assertThatThrownBy(() -> places.inTurn(BOB, Budget.unlimited(), () -> order.add("bob")))
        .isInstanceOf(TimeLimitException.class);

    assertThat(Thread.interrupted()).isTrue();
    assertThat(places.waiting()).isZero();
  }

  /**
   * The lock is kept by one that looks at its clock. Behind it stand, in this order, the recall
   * that gives its place back and the one that was interrupted before, which is given it.
   */
  @Test
  void aPlaceThatIsGivenToOneThatGivesUpGoesToTheNext() throws Exception {
    RecallPlaces places = new RecallPlaces(1, 2);
    AtomicBoolean over = new AtomicBoolean();
    Thread first =
        new Thread(() -> places.inTurn(ALICE, Budget.unlimited(), () -> spinUntil(over)));
    first.start();
    await().until(() -> places.free() == 0);
    Interrupted givesUp = new Interrupted(places, ALICE, "gave up");
    CountDownLatch looks = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    Budget budget = Budget.of(Duration.ofDays(1), clockThatStops(looks, goOn));
    Future<?> next = threads.submit(() -> places.inTurn(BOB, budget, () -> order.add("next")));
    looks.await();

    over.set(true);
    await().until(() -> first.getState() == Thread.State.WAITING);
    givesUp.thread.interrupt();
    // Until now it waited with a time limit; for the lock it waits without.
    await().until(() -> givesUp.thread.getState() == Thread.State.WAITING);
    goOn.countDown();

    assertThat(givesUp.stayedSet.get()).isTrue();
    next.get();
    assertThat(order).containsExactly("next");
    assertThat(places.free()).isEqualTo(1);
    assertThat(places.waiting()).isZero();
  }

  private static boolean spinUntil(AtomicBoolean over) {
    while (!over.get()) {
      Thread.onSpinWait();
    }
    return true;
  }

  /** Stands still, and says so, when it is looked at after the budget was made. */
  private static LongSupplier clockThatStops(CountDownLatch looks, CountDownLatch goOn) {
    AtomicInteger look = new AtomicInteger();
    return () -> {
      if (look.getAndIncrement() == 1) {
        looks.countDown();
        try {
          goOn.await();
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
        }
      }
      return 0;
    };
  }

  @Test
  void whateverIsGivenUpThereAreNeverMoreAtOnceAndAllPlacesComeBack() throws Exception {
    int most = 3;
    RecallPlaces places = new RecallPlaces(most, 4);
    AtomicInteger atOnce = new AtomicInteger();
    AtomicInteger peak = new AtomicInteger();
    AtomicInteger done = new AtomicInteger();
    List<CompletableFuture<Void>> all = new ArrayList<>();
    for (int thread = 0; thread < 24; thread++) {
      SplittableRandom random = new SplittableRandom(thread);
      UserId user = new UserId("user " + thread % 5);
      all.add(
          CompletableFuture.runAsync(
              () -> {
                for (int i = 0; i < 300; i++) {
                  Budget budget =
                      Budget.of(Duration.ofNanos(random.nextInt(1_000_000)), System::nanoTime);
                  if (random.nextInt(10) == 0) {
                    Thread.currentThread().interrupt();
                  }
                  try {
                    places.inTurn(
                        user,
                        budget,
                        () -> {
                          peak.accumulateAndGet(atOnce.incrementAndGet(), Math::max);
                          // Long enough for others to come, and to give up.
                          LockSupport.parkNanos(random.nextInt(100_000));
                          atOnce.decrementAndGet();
                          return done.incrementAndGet();
                        });
                  } catch (OverloadedException | TimeLimitException e) {
                    // Given up, as it may be at any moment.
                  }
                  Thread.interrupted();
                }
              },
              threads));
    }
    CompletableFuture.allOf(all.toArray(CompletableFuture[]::new)).get(50, TimeUnit.SECONDS);

    assertThat(peak.get()).isBetween(1, most);
    assertThat(done.get()).isPositive();
    assertThat(places.free()).isEqualTo(most);
    assertThat(places.waiting()).isZero();
  }
}
