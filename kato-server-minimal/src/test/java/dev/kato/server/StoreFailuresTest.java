package dev.kato.server;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.kato.model.KatoException;
import dev.kato.model.Pattern;
import dev.kato.model.PatternName;
import dev.kato.model.PatternTooLargeException;
import dev.kato.model.StorageRefusedException;
import dev.kato.model.StorageUnavailableException;
import dev.kato.spi.PatternStore;
import dev.kato.spi.Storage;
import dev.kato.storage.inmemory.InMemoryStorage;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** What a client is told when a store fails: whether another try can help. */
class StoreFailuresTest {

  private static final KatoException REFUSAL =
      new StorageRefusedException(
          "mongodb", "authentication failed", new IllegalStateException("secret:hunter2@host"));

  /** What every call of the pattern store fails with, while there is something. */
  private final AtomicReference<KatoException> failure = new AtomicReference<>();

  private final Storage inMemory = InMemoryStorage.create();
  private final TestServer kato =
      TestServer.start(
          new Storage(failing(inMemory.patterns()), inMemory.sessions(), inMemory.vectors()),
          Clock.systemUTC());

  @AfterEach
  void stop() {
    failure.set(null);
    kato.close();
  }

  private PatternStore failing(PatternStore store) {
    return (PatternStore)
        Proxy.newProxyInstance(
            PatternStore.class.getClassLoader(),
            new Class<?>[] {PatternStore.class},
            (unused, method, arguments) -> {
              KatoException thrown = failure.get();
              if (thrown != null) {
                throw thrown;
              }
              try {
                return method.invoke(store, arguments);
              } catch (InvocationTargetException e) {
                throw e.getTargetException();
              }
            });
  }

  @Nested
  class ARefusingStore {

    @Test
    void isNamedAndNobodyIsAskedToTryAgain() {
      failure.set(REFUSAL);

      Answer answer = kato.get("/v2/users/a/patterns").failed(503, "STORAGE_REFUSED");

      assertThat(answer.at("/error/details")).hasToString("{\"store\":\"mongodb\"}");
      assertThat(answer.at("/error/message").textValue())
          .isEqualTo("mongodb refuses to serve: authentication failed");
      assertThat(answer.headers().firstValue("Retry-After")).isEmpty();
      assertThat(answer.text()).doesNotContain("hunter2");
    }

    @Test
    void isUnlikeOneThatDoesNotAnswer() {
      failure.set(new StorageUnavailableException("mongodb", "no connection", null));

      Answer answer = kato.get("/v2/users/a/patterns").failed(503, "STORAGE_UNAVAILABLE");

      assertThat(answer.header("Retry-After")).isEqualTo("1");
    }

    @Test
    void isUnhealthyWithItsReasonAndTheServerLives() {
      failure.set(REFUSAL);

      Answer health = kato.get("/health").ok();
      Answer ready = kato.get("/health/ready");

      assertThat(health.at("/status").textValue()).isEqualTo("unhealthy");
      assertThat(health.at("/issues"))
          .hasToString("[\"patterns: mongodb refuses to serve: authentication failed\"]");
      assertThat(health.at("/stores/patterns/problem").textValue()).isEqualTo(REFUSAL.getMessage());
      assertThat(health.at("/stores/sessions/status").textValue()).isEqualTo("healthy");
      assertThat(ready.status()).isEqualTo(503);
      assertThat(ready.at("/stores/patterns/problem").textValue()).isEqualTo(REFUSAL.getMessage());
      kato.get("/health/live").ok();
      kato.get("/metrics").ok();
      kato.get("/metrics", "Accept", "text/plain").ok();
      kato.get("/v2/status").ok();
    }

    @Test
    void servesAgainOnceItsOperatorHasMendedIt() {
      String session = kato.openSession("a");
      kato.observe(session, "x", "y").ok();
      failure.set(REFUSAL);
      kato.post(session + "/learn").failed(503, "STORAGE_REFUSED");

      failure.set(null);

      kato.post(session + "/learn").ok();
      assertThat(kato.get("/health/ready").ok().at("/status").textValue()).isEqualTo("ready");
    }

    @Test
    void isWrittenIntoTheLogWithoutWhatTheDriverSaid() {
      ListAppender<ILoggingEvent> lines = new ListAppender<>();
      Logger log = (Logger) LoggerFactory.getLogger("dev.kato.server.http");
      lines.start();
      log.addAppender(lines);
      try {
        failure.set(REFUSAL);
        kato.get("/v2/users/a/patterns", "X-Trace-ID", "t-1").failed(503, "STORAGE_REFUSED");
      } finally {
        log.detachAppender(lines);
      }

      assertThat(lines.list)
          .anySatisfy(
              line -> {
                assertThat(line.getLevel()).isEqualTo(Level.WARN);
                assertThat(line.getFormattedMessage())
                    .isEqualTo("GET /v2/users/a/patterns: " + REFUSAL.getMessage());
                assertThat(line.getMDCPropertyMap()).containsEntry("trace_id", "t-1");
                assertThat(line.getThrowableProxy()).isNull();
              });
    }
  }

  @Nested
  class APatternThatIsTooLarge {

    @Test
    void isNamedWithTheLimit() {
      PatternName name = PatternName.parse("0".repeat(39) + "1").orElseThrow();
      failure.set(new PatternTooLargeException(name, "bytes", 16_777_216));

      Answer answer = kato.get("/v2/users/a/patterns").failed(422, "PATTERN_TOO_LARGE");

      assertThat(answer.at("/error/details")).hasToString("{\"name\":\"" + name.prefixed() + "\"}");
      assertThat(answer.at("/error/message").textValue()).contains(name.hash(), "16777216 bytes");
      assertThat(answer.headers().firstValue("Retry-After")).isEmpty();
    }

    @Test
    void isNotLearnedAndTheSessionGoesOn() {
      String session = kato.openSession("a");
      Map<String, Integer> emotives = new HashMap<>();
      for (int i = 0; i <= Pattern.MAX_AFFINITY_KEYS; i++) {
        emotives.put("e" + i, i);
      }
      kato.post(
              session + "/observe",
              Map.of("strings", new String[] {"x", "y"}, "emotives", emotives))
          .ok();

      kato.post(session + "/learn").failed(422, "PATTERN_TOO_LARGE");

      assertThat(kato.get("/v2/users/a/patterns").ok().at("/count").intValue()).isZero();
      kato.post(session + "/clear-stm").ok();
      kato.observe(session, "x", "y").ok();
      kato.post(session + "/learn").ok();
    }
  }
}
