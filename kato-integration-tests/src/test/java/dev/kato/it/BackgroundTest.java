package dev.kato.it;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.kato.Kato;
import dev.kato.KatoSession;
import dev.kato.model.StorageUnavailableException;
import dev.kato.spi.SessionStore;
import dev.kato.spi.Storage;
import dev.kato.storage.inmemory.InMemoryStorage;
import dev.kato.testkit.Faults;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class BackgroundTest {

  private final Logger logger = (Logger) LoggerFactory.getLogger(Kato.class);
  private final ListAppender<ILoggingEvent> logged = new ListAppender<>();

  @BeforeEach
  void listen() {
    logged.start();
    logger.addAppender(logged);
  }

  @AfterEach
  void listenNoMore() {
    logger.detachAppender(logged);
  }

  @Test
  void noThreadOutlivesTheClosing() {
    Set<Thread> before = threads();
    Kato kato = Kato.builder().storage(InMemoryStorage.create()).build();
    KatoSession session = kato.openSession("alice");
    for (int i = 0; i < 3000; i++) {
      session.observe("a" + i, "b");
      session.learn();
    }
    session.observe("a1", "b");
    assertThat(session.predict().predictions()).isNotEmpty();
    assertThat(threads()).isNotEqualTo(before);

    kato.close();

    Awaitility.await().untilAsserted(() -> assertThat(before).containsAll(threads()));
  }

  private static Set<Thread> threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith("kato-"))
        .collect(Collectors.toSet());
  }

  @Test
  void aSweepThatIsUnderWayEndsInPeaceAndIsNoNews() throws Exception {
    Storage storage = InMemoryStorage.create();
    CountDownLatch sweeping = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    Kato kato =
        Kato.builder()
            .storage(
                new Storage(
                    storage.patterns(),
                    stoppingSweeps(storage.sessions(), sweeping, go),
                    storage.vectors()))
            .sweepEvery(Duration.ofMillis(1))
            .build();
    sweeping.await();

    Thread closing = new Thread(kato::close);
    closing.start();
    Awaitility.await().until(() -> closing.getState() == Thread.State.TIMED_WAITING);
    go.countDown();
    closing.join();

    assertThat(logged.list).isEmpty();
  }

  @Test
  void aStoreThatFailsEverySweepIsToldOfOnceUntilItIsBack() {
    Faults faults = new Faults();
    AtomicInteger sweeps = new AtomicInteger();
    SessionStore failing = faults.around(SessionStore.class, InMemoryStorage.sessions());
    SessionStore counted =
        (SessionStore)
            Proxy.newProxyInstance(
                SessionStore.class.getClassLoader(),
                new Class<?>[] {SessionStore.class},
                (unused, method, arguments) -> {
                  if (method.getName().equals("removeExpired")) {
                    sweeps.incrementAndGet();
                  }
                  try {
                    return method.invoke(failing, arguments);
                  } catch (InvocationTargetException e) {
                    throw e.getCause();
                  }
                });
    Storage storage = new Storage(InMemoryStorage.patterns(), counted, InMemoryStorage.vectors());
    try (Kato kato = Kato.builder().storage(storage).sweepEvery(Duration.ofMillis(1)).build()) {
      for (int outage = 1; outage <= 2; outage++) {
        faults.disconnect();
        awaitMore(sweeps);
        faults.reconnect();
        awaitMore(sweeps);
        assertThat(kato.sessionCount()).isZero();
        assertThat(logged.list).hasSize(outage);
      }
    }
  }

  private static void awaitMore(AtomicInteger sweeps) {
    int enough = sweeps.get() + 10;
    Awaitility.await().until(() -> sweeps.get() >= enough);
  }

  private static SessionStore stoppingSweeps(
      SessionStore store, CountDownLatch sweeping, CountDownLatch go) {
    return (SessionStore)
        Proxy.newProxyInstance(
            SessionStore.class.getClassLoader(),
            new Class<?>[] {SessionStore.class},
            (unused, method, arguments) -> {
              if (method.getName().equals("removeExpired")) {
                sweeping.countDown();
                try {
                  go.await();
                } catch (InterruptedException e) {
                  Thread.currentThread().interrupt();
                  throw new StorageUnavailableException("test", "interrupted", e);
                }
              }
              return method.invoke(store, arguments);
            });
  }
}
