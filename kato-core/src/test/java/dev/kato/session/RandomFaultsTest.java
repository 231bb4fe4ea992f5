package dev.kato.session;

import static dev.kato.session.Instances.ALICE;
import static dev.kato.session.Instances.of;
import static dev.kato.session.Instances.seen;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kato.model.BusyException;
import dev.kato.model.ConflictException;
import dev.kato.model.Event;
import dev.kato.model.Observation;
import dev.kato.model.PatternName;
import dev.kato.model.SequenceOptions;
import dev.kato.model.SessionId;
import dev.kato.model.StorageUnavailableException;
import dev.kato.session.Instances.Instance;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.RepeatedTest;

/** Two instances on one storage that fails by chance, where turns are lost all the time. */
class RandomFaultsTest {

  private static final int THREADS = 4;
  private static final int OPERATIONS = Boolean.getBoolean("kato.extended") ? 20_000 : 400;
  private static final int PATTERNS = 3;
  private static final int ATTEMPTS = 200;
  private static final List<SessionId> SESSIONS = List.of(new SessionId("s0"), new SessionId("s1"));

  private final long seed = new Random().nextLong();
  private final Chaos chaos = new Chaos(seed);
  private final Instances stores = new Instances();
  private final List<Instance> instances = List.of(stores.instance(chaos), stores.instance(chaos));
  private final Map<PatternName, LongAdder> acknowledged = new ConcurrentHashMap<>();
  private final Map<PatternName, LongAdder> unknown = new ConcurrentHashMap<>();

  @RepeatedTest(3)
  void everyLearningCountsOnceAndNothingStaysStuck() {
    Instance reliable = stores.instance();
    SESSIONS.forEach(id -> reliable.writer.findOrOpen(id, of(ALICE)));
    AtomicBoolean done = new AtomicBoolean();
    CompletableFuture<Boolean> losing = Instances.begin(() -> loseTurns(done));
    List<CompletableFuture<Boolean>> callers = new ArrayList<>();
    for (int i = 0; i < THREADS; i++) {
      Random random = new Random(seed + i);
      callers.add(Instances.begin(() -> work(random)));
    }
    callers.forEach(CompletableFuture::join);
    done.set(true);
    losing.join();
    chaos.end();
    stores.allLeasesEnd();

    for (SessionId id : SESSIONS) {
      reliable.operations.observe(id, seen("over"));
      assertThat(stores.sessions.find(id).orElseThrow().content().prepared()).isEmpty();
      assertThat(stores.sessions.isLocked(id)).isFalse();
    }
    assertThat(acknowledged).isNotEmpty();
    acknowledged.keySet().forEach(this::assertCounted);
  }

  private void assertCounted(PatternName name) {
    long least = acknowledged.get(name).sum();
    long most = least + unknown.getOrDefault(name, new LongAdder()).sum();
    assertThat(stores.frequency(name)).as("seed %d", seed).isBetween(least, most);
  }

  private boolean loseTurns(AtomicBoolean done) {
    Random random = new Random(seed - 1);
    while (!done.get()) {
      LockSupport.parkNanos(random.nextInt(2_000_000));
      if (random.nextInt(3) > 0) {
        stores.nanos.addAndGet(Duration.ofSeconds(2).toNanos());
      } else {
        stores.allLeasesEnd();
      }
    }
    return true;
  }

  private boolean work(Random random) {
    for (int i = 0; i < OPERATIONS; i++) {
      List<Event> events = List.of(Event.of("a" + random.nextInt(PATTERNS)), Event.of("b", "c"));
      String id = Long.toHexString(random.nextLong());
      boolean heard = learn(random, events, new SequenceOptions(false, true, false, true, id));
      (heard ? acknowledged : unknown)
          .computeIfAbsent(PatternName.of(events), unused -> new LongAdder())
          .increment();
    }
    return true;
  }

  /** As a careful client does: the same again, by whatever instance, until there is an answer. */
  private boolean learn(Random random, List<Event> events, SequenceOptions options) {
    SessionId session = SESSIONS.get(random.nextInt(SESSIONS.size()));
    List<Observation> observations =
        events.stream().map(event -> seen(event.symbols().toArray(String[]::new))).toList();
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      Instance instance = instances.get(random.nextInt(instances.size()));
      try {
        instance.operations.observeAll(session, observations, options);
        return true;
      } catch (StorageUnavailableException | ConflictException | BusyException e) {
        // Whether it was done is not known.
      }
    }
    return false;
  }
}
