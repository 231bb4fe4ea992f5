package dev.kato.session;

import dev.kato.config.SessionConfig;
import dev.kato.model.Observation;
import dev.kato.model.Pattern;
import dev.kato.model.PatternName;
import dev.kato.model.SequenceOptions;
import dev.kato.model.SessionId;
import dev.kato.model.SessionState;
import dev.kato.model.UserId;
import dev.kato.processor.Processor;
import dev.kato.spi.KatoListener;
import dev.kato.spi.PatternStore;
import dev.kato.spi.SessionStore;
import dev.kato.spi.Storage;
import dev.kato.spi.VectorStore;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/** Instances of KATO's session half on the same stores, and time that tests set. */
final class Instances {

  static final UserId ALICE = new UserId("alice");
  static final UserId BOB = new UserId("bob");
  static final SessionId X = new SessionId("x");
  static final SequenceOptions LEARN_EACH = new SequenceOptions(true, false, true, false, null);

  final MapSessionStore sessions = new MapSessionStore();
  final MapPatternStore patterns = new MapPatternStore();
  final MapVectorStore vectors = new MapVectorStore();
  final AtomicLong nanos = new AtomicLong();
  volatile Instant now = Instant.parse("2026-01-01T00:00:00Z");

  private final AtomicLong ids = new AtomicLong();
  private final Clock clock =
      new Clock() {
        @Override
        public ZoneId getZone() {
          return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
          return this;
        }

        @Override
        public Instant instant() {
          return now;
        }
      };

  /** One process. */
  static final class Instance {
    final Steps steps;
    final SessionWriter writer;
    final SessionOperations operations;

    private Instance(Steps steps, SessionWriter writer, SessionOperations operations) {
      this.steps = steps;
      this.writer = writer;
      this.operations = operations;
    }
  }

  Instance instance() {
    return instance(Long.MAX_VALUE, KatoListener.NONE);
  }

  Instance instance(long maxSessions, KatoListener listener) {
    Steps steps = new Steps();
    Storage storage =
        new Storage(
            steps.around(PatternStore.class, patterns),
            steps.around(SessionStore.class, sessions),
            steps.around(VectorStore.class, vectors));
    return instance(storage, steps, maxSessions, listener);
  }

  /** One whose stores fail now and then. */
  Instance instance(Chaos chaos) {
    Storage storage =
        new Storage(
            chaos.around(PatternStore.class, patterns),
            chaos.around(SessionStore.class, sessions),
            chaos.around(VectorStore.class, vectors));
    return instance(storage, new Steps(), Long.MAX_VALUE, KatoListener.NONE);
  }

  private Instance instance(Storage storage, Steps steps, long maxSessions, KatoListener listener) {
    SessionSettings settings =
        new SessionSettings(
            SessionConfig.DEFAULTS,
            Duration.ofHours(1),
            true,
            maxSessions,
            Long.MAX_VALUE,
            MemoryLimits.NONE,
            Duration.ofSeconds(20),
            Duration.ofSeconds(10));
    Supplier<String> newIds = () -> "id" + ids.incrementAndGet();
    SessionWriter writer =
        new SessionWriter(storage, settings, clock, nanos::get, newIds, listener);
    SessionOperations operations =
        new SessionOperations(
            writer, new Processor(newIds), storage.vectors(), settings.defaults());
    return new Instance(steps, writer, operations);
  }

  /** So much time goes by that nobody can think to hold a lock that was taken before. */
  void allLeasesEnd() {
    synchronized (sessions) {
      nanos.addAndGet(Duration.ofSeconds(11).toNanos());
      sessions.endLeases();
    }
  }

  SessionState state() {
    return sessions.find(X).orElseThrow().content().state();
  }

  long frequency(PatternName name) {
    return patterns.find(ALICE, name).map(Pattern::frequency).orElse(0L);
  }

  static NewSession of(UserId user) {
    return new NewSession(user, Map.of(), Optional.empty(), Map.of());
  }

  static NewSession of(UserId user, Map<String, Object> config) {
    return new NewSession(user, Map.of(), Optional.empty(), config);
  }

  static Observation seen(String... symbols) {
    return Observation.of(symbols);
  }

  /** In a thread of its own. */
  static <T> CompletableFuture<T> begin(Supplier<T> call) {
    CompletableFuture<T> result = new CompletableFuture<>();
    Thread thread =
        new Thread(
            () -> {
              try {
                result.complete(call.get());
              } catch (RuntimeException | Error e) {
                result.completeExceptionally(e);
              }
            });
    thread.setDaemon(true);
    thread.start();
    return result;
  }
}
