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
import java.util.concurrent.atomic.AtomicInteger;
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

  @Test
  void anInterruptEndsTheWaitingAndStaysSet() {
    RecallPlaces places = new RecallPlaces(1, 2);
    occupy(places, ALICE);

    Thread.currentThread().interrupt();
    assertThatThrownBy(() -> places.inTurn(BOB, Budget.unlimited(), () -> order.add("bob")))
        .isInstanceOf(TimeLimitException.class);

    assertThat(Thread.interrupted()).isTrue();
    assertThat(places.waiting()).isZero();
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
                for (int i = 0; i < 500; i++) {
                  Budget budget =
                      Budget.of(Duration.ofNanos(random.nextInt(200_000)), System::nanoTime);
                  if (random.nextInt(10) == 0) {
                    Thread.currentThread().interrupt();
                  }
                  try {
                    places.inTurn(
                        user,
                        budget,
                        () -> {
                          peak.accumulateAndGet(atOnce.incrementAndGet(), Math::max);
                          Thread.onSpinWait();
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
