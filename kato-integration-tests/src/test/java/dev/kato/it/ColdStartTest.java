package dev.kato.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kato.Kato;
import dev.kato.KatoBuilder;
import dev.kato.KatoSession;
import dev.kato.model.IndexStatistics;
import dev.kato.model.LoadingException;
import dev.kato.model.Observation;
import dev.kato.model.StorageUnavailableException;
import dev.kato.model.TimeLimitException;
import dev.kato.model.UserId;
import dev.kato.spi.PatternChange;
import dev.kato.spi.PatternStore;
import dev.kato.spi.Storage;
import dev.kato.storage.inmemory.InMemoryStorage;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A knowledge base is loaded once, in the background; nobody waits longer than they may. */
@Timeout(value = 2, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ColdStartTest {

  private static final String LARGE = "large";
  private static final int PATTERNS = 100;

  private final Storage storage = InMemoryStorage.create();
  private final AtomicInteger beginnings = new AtomicInteger();
  private final CountDownLatch go = new CountDownLatch(1);

  /** Done before each change of the large one that is passed on. */
  private final AtomicReference<Runnable> onChange = new AtomicReference<>(() -> {});

  private @Nullable Kato kato;

  @AfterEach
  void close() {
    go.countDown();
    if (kato != null) {
      kato.close();
    }
  }

  private static void learn(Kato teacher, String user, int from, int to) {
    KatoSession session = teacher.openSession(user);
    for (int i = from; i < to; i++) {
      session.observe(Observation.of("a", "b" + i));
      session.observe(Observation.of("c" + i));
      session.learn();
    }
  }

  /** Learned by another instance. */
  private void learned(String user, int from, int to) {
    Storage kept = new Storage(storage.patterns(), InMemoryStorage.sessions(), storage.vectors());
    // Not closed: that would close the storage.
    learn(Kato.builder().storage(kept).build(), user, from, to);
  }

  private Kato open(Consumer<KatoBuilder> settings) {
    KatoBuilder builder =
        Kato.builder()
            .storage(new Storage(watched(), storage.sessions(), storage.vectors()))
            .recallThreads(2);
    settings.accept(builder);
    Kato opened = builder.build();
    kato = opened;
    return opened;
  }

  /** Counts the reading of everything, and does what the test wants at each change. */
  private PatternStore watched() {
    return (PatternStore)
        Proxy.newProxyInstance(
            PatternStore.class.getClassLoader(),
            new Class<?>[] {PatternStore.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals("changes") && arguments[0].equals(new UserId(LARGE))) {
                if (arguments[1] == null) {
                  beginnings.incrementAndGet();
                }
                @SuppressWarnings("unchecked")
                Consumer<PatternChange> sink = (Consumer<PatternChange>) arguments[2];
                arguments[2] = hooked(sink);
              }
              try {
                return method.invoke(storage.patterns(), arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }

  private Consumer<PatternChange> hooked(Consumer<PatternChange> sink) {
    return change -> {
      onChange.get().run();
      sink.accept(change);
    };
  }

  /** The change after so many waits until the test lets it go. */
  private void stopAfter(int changes) {
    AtomicInteger left = new AtomicInteger(changes);
    onChange.set(
        () -> {
          if (left.getAndDecrement() == 0) {
            await(go);
          }
        });
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StorageUnavailableException("test", "interrupted", e);
    }
  }

  private static long patterns(Kato kato, String user) {
    return kato.knowledgeBase(user).statistics().uniquePatterns();
  }

  @Test
  void whoCannotWaitIsToldHowFarItIsAndItGoesOn() {
    learned(LARGE, 0, PATTERNS);
    stopAfter(40);
    Kato cold = open(builder -> builder.predictionTimeout(Duration.ofMillis(20)));

    Awaitility.await()
        .untilAsserted(
            () ->
                assertThatThrownBy(() -> patterns(cold, LARGE))
                    .isInstanceOf(LoadingException.class)
                    .hasMessage("The knowledge base is being loaded: 40 of 100 patterns so far"));
    assertThat(cold.indexStatistics().loading()).isEqualTo(new IndexStatistics.Loading(1, 40, 100));
    go.countDown();

    Awaitility.await()
        .ignoreException(LoadingException.class)
        .until(() -> patterns(cold, LARGE) == PATTERNS);
    assertThat(beginnings).hasValue(1);
    assertThat(cold.indexStatistics().loads()).isEqualTo(1);
    assertThat(cold.indexStatistics().loading()).isEqualTo(new IndexStatistics.Loading(0, 0, 0));
  }

  @Test
  void othersAreAnsweredMeanwhile() {
    learned(LARGE, 0, PATTERNS);
    learned("other", 0, 3);
    stopAfter(1);
    Kato cold = open(builder -> builder.predictionTimeout(Duration.ofMillis(20)));
    assertThatThrownBy(() -> patterns(cold, LARGE)).isInstanceOf(LoadingException.class);

    Awaitility.await()
        .ignoreException(LoadingException.class)
        .until(() -> patterns(cold, "other") == 3);
  }

  @Test
  void whoCanWaitDoes() {
    learned(LARGE, 0, PATTERNS);
    stopAfter(1);
    Kato cold = open(builder -> {});

    List<CompletableFuture<Long>> answers =
        Stream.generate(() -> CompletableFuture.supplyAsync(() -> patterns(cold, LARGE)))
            .limit(3)
            .toList();
    Awaitility.await().until(() -> cold.indexStatistics().loading().done() == 1);
    go.countDown();

    assertThat(answers).extracting(CompletableFuture::join).containsOnly((long) PATTERNS);
    assertThat(beginnings).hasValue(1);
  }

  @Test
  void itIsThereBeforeItIsNeededIfAskedFor() {
    learned(LARGE, 0, PATTERNS);
    Kato cold = open(builder -> builder.predictionTimeout(Duration.ofMillis(1)));

    cold.knowledgeBase(LARGE).load();

    assertThat(cold.indexStatistics().users()).isEqualTo(1);
    assertThat(cold.indexStatistics().patterns()).isEqualTo(PATTERNS);
  }

  @Test
  void aLoadThatFailsIsTriedAgain() {
    learned(LARGE, 0, PATTERNS);
    AtomicInteger left = new AtomicInteger(10);
    onChange.set(
        () -> {
          if (left.decrementAndGet() == 0) {
            throw new StorageUnavailableException("test", "gone", null);
          }
        });
    Kato cold = open(builder -> {});

    assertThatThrownBy(() -> patterns(cold, LARGE)).isInstanceOf(StorageUnavailableException.class);

    assertThat(patterns(cold, LARGE)).isEqualTo(PATTERNS);
    assertThat(beginnings).hasValue(2);
    assertThat(cold.indexStatistics().loads()).isEqualTo(1);
  }

  @Test
  void whatIsErasedMeanwhileIsNotKept() {
    learned(LARGE, 0, PATTERNS);
    stopAfter(5);
    Kato cold = open(builder -> {});
    CompletableFuture<Long> answer = CompletableFuture.supplyAsync(() -> patterns(cold, LARGE));
    Awaitility.await().until(() -> cold.indexStatistics().loading().done() == 5);

    cold.knowledgeBase(LARGE).erase();
    go.countDown();

    assertThat(answer.join()).isZero();
    assertThat(cold.indexStatistics().users()).isZero();
  }

  @Test
  void closingLetsNobodyWait() {
    learned(LARGE, 0, PATTERNS);
    stopAfter(5);
    Kato cold = open(builder -> {});
    CompletableFuture<Long> answer = CompletableFuture.supplyAsync(() -> patterns(cold, LARGE));
    Awaitility.await().until(() -> cold.indexStatistics().loading().done() == 5);

    cold.close();

    assertThatThrownBy(answer::join).isInstanceOf(CompletionException.class);
  }

  @Test
  void anInterruptEndsTheWaitingAndStays() {
    learned(LARGE, 0, PATTERNS);
    stopAfter(5);
    Kato cold = open(builder -> {});
    Thread.currentThread().interrupt();

    assertThatThrownBy(() -> patterns(cold, LARGE)).isInstanceOf(TimeLimitException.class);

    assertThat(Thread.interrupted()).isTrue();
    go.countDown();
    assertThat(patterns(cold, LARGE)).isEqualTo(PATTERNS);
    assertThat(beginnings).hasValue(1);
  }

  /** Each try of as long as before would get as far as before. */
  @Test
  void whatIsFarBehindCatchesUpInTheBackground() {
    learned(LARGE, 0, PATTERNS);
    Kato warm = open(builder -> builder.predictionTimeout(Duration.ofMillis(50)));
    warm.knowledgeBase(LARGE).load();
    learned(LARGE, PATTERNS, PATTERNS + 3000);
    onChange.set(ColdStartTest::pause);

    assertThatThrownBy(() -> patterns(warm, LARGE)).isInstanceOf(LoadingException.class);

    Awaitility.await()
        .atMost(Duration.ofMinutes(1))
        .ignoreException(LoadingException.class)
        .until(() -> patterns(warm, LARGE) == PATTERNS + 3000);
    assertThat(beginnings).hasValue(1);
  }

  private static void pause() {
    try {
      Thread.sleep(0, 100_000);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
