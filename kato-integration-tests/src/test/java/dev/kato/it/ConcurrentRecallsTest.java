package dev.kato.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kato.Kato;
import dev.kato.KatoBuilder;
import dev.kato.KatoSession;
import dev.kato.config.SessionConfig;
import dev.kato.model.EnsembleFilter;
import dev.kato.model.Event;
import dev.kato.model.OverloadedException;
import dev.kato.model.Predictions;
import dev.kato.model.UnavailableException;
import dev.kato.model.UserId;
import dev.kato.spi.PatternStore;
import dev.kato.spi.Storage;
import dev.kato.storage.inmemory.InMemoryStorage;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.AbstractList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Recalls wait for a place to compute, and for nothing that others wait for. */
@Timeout(value = 2, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ConcurrentRecallsTest {

  private static final String ALICE = "alice";
  private static final String BOB = "bob";
  private static final List<Event> STATE = List.of(Event.of("a"), Event.of("b"));

  private final CountDownLatch reached = new CountDownLatch(1);
  private final CountDownLatch go = new CountDownLatch(1);

  private @Nullable Kato kato;

  @AfterEach
  void close() {
    go.countDown();
    if (kato != null) {
      kato.close();
    }
  }

  private Kato open(PatternStore patterns, Consumer<KatoBuilder> settings) {
    Storage storage = new Storage(patterns, InMemoryStorage.sessions(), InMemoryStorage.vectors());
    KatoBuilder builder = Kato.builder().storage(storage).concurrentRecalls(1);
    settings.accept(builder);
    Kato opened = builder.build();
    kato = opened;
    return opened;
  }

  private Kato openWarm(Consumer<KatoBuilder> settings) {
    Kato opened = open(InMemoryStorage.patterns(), settings);
    for (String user : List.of(ALICE, BOB)) {
      KatoSession session = opened.openSession(user);
      STATE.forEach(event -> session.observe(event.symbols().toArray(String[]::new)));
      session.learn();
      opened.knowledgeBase(user).load();
    }
    return opened;
  }

  private void stop() {
    reached.countDown();
    try {
      go.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static Predictions recall(Kato kato, String user, List<Event> state) {
    return kato.knowledgeBase(user).recall(state, SessionConfig.DEFAULTS, EnsembleFilter.NONE);
  }

  /** Asks in a thread of its own. */
  private static final class Asking {
    final CompletableFuture<Predictions> answer = new CompletableFuture<>();
    private final Thread thread;

    Asking(Kato kato, String user, List<Event> state) {
      thread =
          new Thread(() -> answer.completeAsync(() -> recall(kato, user, state), Runnable::run));
      thread.start();
    }

    Asking awaitWaiting() {
      Awaitility.await().until(() -> thread.getState() == Thread.State.TIMED_WAITING);
      return this;
    }
  }

  /** Computes until the test lets it go on: it stops where its state is read. */
  private Asking occupy(Kato opened, String user) throws InterruptedException {
    List<Event> stopping =
        new AbstractList<>() {
          @Override
          public Event get(int index) {
            stop();
            return STATE.get(index);
          }

          @Override
          public int size() {
            return STATE.size();
          }
        };
    Asking occupying = new Asking(opened, user, stopping);
    reached.await();
    return occupying;
  }

  @Test
  void whoHasWaitedAsLongAsItMayIsRefused() throws Exception {
    Kato opened = openWarm(builder -> builder.predictionTimeout(Duration.ofSeconds(2)));
    occupy(opened, ALICE);
    KatoSession session = opened.openSession(BOB);

    assertThatThrownBy(() -> recall(opened, BOB, STATE))
        .isInstanceOfSatisfying(
            OverloadedException.class,
            e -> assertThat(e.retryAfter()).isEqualTo(Duration.ofSeconds(1)));
    assertThatThrownBy(session::predict).isInstanceOf(OverloadedException.class);

    go.countDown();
    Awaitility.await()
        .ignoreExceptionsInstanceOf(UnavailableException.class)
        .until(() -> recall(opened, BOB, STATE).predictions().size() == 1);
  }

  @Test
  void ofOneUserOnlySoManyWaitAndAllWhoWaitAreAnswered() throws Exception {
    Kato opened = openWarm(builder -> builder.waitingRecallsPerUser(1));
    Asking first = occupy(opened, ALICE);
    Asking second = new Asking(opened, ALICE, STATE).awaitWaiting();

    assertThatThrownBy(() -> recall(opened, ALICE, STATE)).isInstanceOf(OverloadedException.class);
    Asking another = new Asking(opened, BOB, STATE).awaitWaiting();
    go.countDown();

    for (Asking each : List.of(first, second, another)) {
      assertThat(each.answer.join().predictions()).hasSize(1);
    }
  }

  @Test
  void whoWaitsForAKnowledgeBaseToBeLoadedTakesNoPlace() throws Exception {
    Kato opened = open(stoppingFor(ALICE), builder -> {});
    Asking loading = new Asking(opened, ALICE, STATE);
    reached.await();
    loading.awaitWaiting();

    assertThat(recall(opened, BOB, STATE).predictions()).isEmpty();

    assertThat(loading.answer).isNotDone();
    go.countDown();
    assertThat(loading.answer.join().predictions()).isEmpty();
  }

  /** Stops where what one user has learned is read. */
  private PatternStore stoppingFor(String user) {
    PatternStore patterns = InMemoryStorage.patterns();
    return (PatternStore)
        Proxy.newProxyInstance(
            PatternStore.class.getClassLoader(),
            new Class<?>[] {PatternStore.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals("changes") && arguments[0].equals(new UserId(user))) {
                stop();
              }
              try {
                return method.invoke(patterns, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }
}
