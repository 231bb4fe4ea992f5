package dev.kato.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kato.Kato;
import dev.kato.KatoSession;
import dev.kato.model.StorageUnavailableException;
import dev.kato.model.UserId;
import dev.kato.spi.PatternStore;
import dev.kato.spi.SessionStore;
import dev.kato.spi.Storage;
import dev.kato.spi.VectorStore;
import dev.kato.storage.inmemory.InMemoryStorage;
import dev.kato.testkit.Faults;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is done before a server says that it is ready. */
@Timeout(value = 2, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class PreparationTest {

  private static final Duration LONG = Duration.ofHours(1);
  private static final Duration SHORT = Duration.ofMillis(50);

  private final Faults faults = new Faults();
  private final Storage storage = InMemoryStorage.create();
  private final Kato kato = Kato.builder().storage(faults.around(storage)).build();
  private final CountDownLatch go = new CountDownLatch(1);

  @AfterEach
  void close() {
    go.countDown();
    kato.close();
  }

  private void hang() {
    try {
      go.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Preparation begun(List<UserId> preloaded, Duration time, Runnable warmUp) {
    Preparation preparation = new Preparation(kato, preloaded, time, warmUp);
    preparation.begin();
    return preparation;
  }

  private void learn(String user) {
    KatoSession session = kato.openSession(user);
    session.observe("a", "b");
    session.learn();
  }

  @Test
  void isOverWhenItHasWarmedUp() {
    try (Preparation preparation = begun(List.of(), LONG, this::hang)) {
      assertThat(preparation.isOver()).isFalse();
      go.countDown();

      Awaitility.await().until(preparation::isOver);
    }
  }

  @Test
  void doesNotWaitForAWarmUpThatTakesTooLong() {
    try (Preparation preparation = begun(List.of(), SHORT, this::hang)) {
      Awaitility.await().until(preparation::isOver);
    }
  }

  @Test
  void isOverAlthoughWarmingUpFails() {
    Runnable failing =
        () -> {
          throw new IllegalStateException("no");
        };
    try (Preparation preparation = begun(List.of(), LONG, failing)) {
      Awaitility.await().until(preparation::isOver);
    }
  }

  @Test
  void loadsWhatItIsToldToHoweverLongTheStoreIsAway() {
    learn("a");
    learn("b");
    faults.failBefore("changes", 2);
    List<UserId> preloaded = List.of(new UserId("a"), new UserId("b"));

    try (Preparation preparation = begun(preloaded, Duration.ZERO, this::hang)) {
      Awaitility.await().until(preparation::isOver);
    }

    assertThat(kato.indexStatistics().users()).isEqualTo(2);
    assertThat(kato.indexStatistics().patterns()).isEqualTo(2);
  }

  @Test
  void saysThatItIsStarting() {
    Storage hanging = hanging(InMemoryStorage.create());
    try (TestServer server = TestServer.start(hanging, Clock.systemUTC(), "KATO_PRELOAD", "a")) {
      Answer starting = server.get("/health/ready");

      assertThat(starting.status()).isEqualTo(503);
      assertThat(starting.at("/status").textValue()).isEqualTo("starting");
      server.get("/health/live").ok();
      go.countDown();
      Awaitility.await().until(() -> server.get("/health/ready").status() == 200);
    }
  }

  /** Whose changes come when the test lets them. */
  private Storage hanging(Storage real) {
    return watched(
        real,
        method -> {
          if (method.equals("changes")) {
            hang();
          }
        });
  }

  @Test
  void warmingUpOnlyReadsFromTheStores() {
    Set<String> called = new ConcurrentSkipListSet<>();

    new WarmUp(watched(storage, called::add), Settings.local()).run(Duration.ofMillis(300));

    assertThat(called).containsExactlyInAnyOrder("find", "nearest");
    assertThat(storage.patterns().users(null, 10)).isEmpty();
    assertThat(kato.sessionCount()).isZero();
  }

  @Test
  void warmingUpLeavesStoresAloneThatDoNotAnswer() {
    Set<String> called = new ConcurrentSkipListSet<>();
    Storage gone =
        watched(
            storage,
            method -> {
              assertThat(called.add(method)).as("asked once").isTrue();
              throw new StorageUnavailableException("test", "gone", null);
            });

    new WarmUp(gone, Settings.local()).run(Duration.ofMillis(300));

    assertThat(called).containsExactly("find");
  }

  @Test
  void usersThatCannotBeAreRefused() {
    Settings local = Settings.local();

    assertThatThrownBy(() -> local.with("KATO_PRELOAD", "a," + "b".repeat(257)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("KATO_PRELOAD");
    assertThat(local.with("KATO_PRELOAD", " a ,, b").preloaded())
        .containsExactly(new UserId("a"), new UserId("b"));
  }

  private static Storage watched(Storage real, Consumer<String> before) {
    return new Storage(
        watched(PatternStore.class, real.patterns(), before),
        watched(SessionStore.class, real.sessions(), before),
        watched(VectorStore.class, real.vectors(), before));
  }

  private static <T> T watched(Class<T> type, T real, Consumer<String> before) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> {
              before.accept(method.getName());
              try {
                return method.invoke(real, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            }));
  }
}
