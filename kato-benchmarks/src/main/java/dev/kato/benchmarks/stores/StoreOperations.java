package dev.kato.benchmarks.stores;

import dev.kato.Kato;
import dev.kato.KatoSession;
import dev.kato.benchmarks.stores.StoreOperation.Steps;
import dev.kato.model.Event;
import dev.kato.model.FloatVector;
import dev.kato.model.PatternName;
import dev.kato.model.SessionId;
import dev.kato.model.SessionState;
import dev.kato.model.ShortTermMemory;
import dev.kato.model.UserId;
import dev.kato.spi.ChangeCursor;
import dev.kato.spi.LearnRequest;
import dev.kato.spi.LockedSession;
import dev.kato.spi.PatternStore;
import dev.kato.spi.SessionStore;
import dev.kato.spi.Storage;
import dev.kato.spi.StoredSession;
import dev.kato.spi.VectorStore;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/** All that is measured. */
final class StoreOperations {

  private static final int KNOWN = 1000;
  private static final int DIMENSION = 128;
  private static final Instant LATER = Instant.now().plusSeconds(86_400);
  private static final Duration LEASE = Duration.ofSeconds(10);

  private StoreOperations() {}

  static List<StoreOperation> all() {
    return List.of(
        new StoreOperation("patterns", "learn a new pattern", StoreOperations::learnNew),
        new StoreOperation("patterns", "learn a known one", StoreOperations::learnKnown),
        new StoreOperation("patterns", "find", StoreOperations::find),
        new StoreOperation("patterns", "list 100", StoreOperations::list),
        new StoreOperation("patterns", "changes, nothing new", StoreOperations::noChanges),
        new StoreOperation("patterns", "changes, one new", StoreOperations::oneChange),
        new StoreOperation("sessions", "create", StoreOperations::createSession),
        new StoreOperation("sessions", "find", StoreOperations::findSession),
        new StoreOperation("sessions", "touch", StoreOperations::touch),
        new StoreOperation(
            "sessions", "lock and find, replace and unlock", StoreOperations::replace),
        new StoreOperation("vectors", "add one of 128 numbers", StoreOperations::addVector),
        new StoreOperation("vectors", "10 nearest of 1000", StoreOperations::nearest),
        new StoreOperation("KATO", "observe", StoreOperations::observe),
        new StoreOperation("KATO", "learn 2 events", StoreOperations::learn),
        new StoreOperation("KATO", "predict, nothing new", StoreOperations::predict));
  }

  private static Steps learnNew(Storage storage) {
    UserId user = newUser();
    AtomicInteger next = new AtomicInteger();
    return Steps.of(() -> learn(storage.patterns(), user, next.getAndIncrement()));
  }

  private static Steps learnKnown(Storage storage) {
    UserId user = taught(storage.patterns());
    AtomicInteger next = new AtomicInteger();
    return Steps.of(() -> learn(storage.patterns(), user, next.getAndIncrement() % KNOWN));
  }

  private static Steps find(Storage storage) {
    UserId user = taught(storage.patterns());
    AtomicInteger next = new AtomicInteger();
    return Steps.of(
        () ->
            storage.patterns().find(user, PatternName.of(events(next.getAndIncrement() % KNOWN))));
  }

  private static Steps list(Storage storage) {
    UserId user = taught(storage.patterns());
    return Steps.of(() -> storage.patterns().list(user, null, 100));
  }

  private static Steps noChanges(Storage storage) {
    UserId user = taught(storage.patterns());
    ChangeCursor cursor = storage.patterns().changes(user, null, change -> {});
    return Steps.of(() -> storage.patterns().changes(user, cursor, change -> {}));
  }

  private static Steps oneChange(Storage storage) {
    PatternStore store = storage.patterns();
    UserId user = taught(store);
    AtomicInteger next = new AtomicInteger();
    ChangeCursor[] cursor = {store.changes(user, null, change -> {})};
    return Steps.of(
        () -> learn(store, user, next.getAndIncrement() % KNOWN),
        () -> cursor[0] = store.changes(user, cursor[0], change -> {}));
  }

  private static Steps createSession(Storage storage) {
    return Steps.of(() -> create(storage.sessions()));
  }

  private static Steps findSession(Storage storage) {
    SessionId id = create(storage.sessions());
    return Steps.of(() -> storage.sessions().find(id));
  }

  private static Steps touch(Storage storage) {
    SessionStore store = storage.sessions();
    SessionId id = create(store);
    long version = store.find(id).orElseThrow().version();
    AtomicInteger next = new AtomicInteger();
    return Steps.of(() -> store.touch(id, version, LATER.plusMillis(next.incrementAndGet())));
  }

  private static Steps replace(Storage storage) {
    SessionStore store = storage.sessions();
    SessionId id = create(store);
    return Steps.of(
        () -> {
          LockedSession locked = store.lockAndFind(id, LEASE, LEASE).orElseThrow();
          StoredSession found = locked.session().orElseThrow();
          store.replaceAndUnlock(locked.lock(), id, found.version(), found.content(), LATER);
        });
  }

  private static Steps addVector(Storage storage) {
    UserId user = newUser();
    Random random = new Random(1);
    return Steps.of(() -> add(storage.vectors(), user, vector(random)));
  }

  private static Steps nearest(Storage storage) {
    UserId user = newUser();
    Random random = new Random(1);
    IntStream.range(0, KNOWN).forEach(i -> add(storage.vectors(), user, vector(random)));
    return Steps.of(() -> storage.vectors().nearest(user, vector(random), 10));
  }

  /** The memory is emptied now and then, so that it stays of a usual length. */
  private static Steps observe(Storage storage) {
    Kato kato = Kato.builder().storage(storage).build();
    KatoSession session = kato.openSession(newUser().value());
    AtomicInteger observed = new AtomicInteger();
    return new Steps(
        () -> {
          if (observed.incrementAndGet() % 10 == 0) {
            session.clearStm();
          }
        },
        () -> session.observe("coffee", "news"),
        kato::close);
  }

  private static Steps learn(Storage storage) {
    Kato kato = Kato.builder().storage(storage).build();
    KatoSession session = kato.openSession(newUser().value());
    AtomicInteger next = new AtomicInteger();
    return new Steps(
        () -> {
          session.observe("first", "word" + next.getAndIncrement() % KNOWN);
          session.observe("second");
        },
        session::learn,
        kato::close);
  }

  private static Steps predict(Storage storage) {
    UserId user = taught(storage.patterns());
    Kato kato = Kato.builder().storage(storage).build();
    KatoSession session = kato.openSession(user.value());
    session.observe("word7", "first");
    session.observe("second");
    return new Steps(() -> {}, session::predict, kato::close);
  }

  private static UserId newUser() {
    return new UserId("user-" + UUID.randomUUID());
  }

  private static UserId taught(PatternStore store) {
    UserId user = newUser();
    IntStream.range(0, KNOWN).forEach(i -> learn(store, user, i));
    return user;
  }

  /** As KATO does it: once it is done, nobody repeats it. */
  private static void learn(PatternStore store, UserId user, int i) {
    LearnRequest learning = learning(i);
    store.learn(user, learning, Instant.now());
    store.forget(user, List.of(learning));
  }

  private static List<Event> events(int i) {
    return List.of(Event.of("first", "word" + i), Event.of("second"), Event.of("third", "last"));
  }

  private static LearnRequest learning(int i) {
    List<Event> events = events(i);
    return new LearnRequest(
        UUID.randomUUID().toString(),
        PatternName.of(events),
        events,
        List.of(Map.of("joy", 0.5)),
        5,
        Map.of(),
        Map.of(),
        Map.of(),
        LATER);
  }

  private static SessionId create(SessionStore store) {
    SessionId id = new SessionId(UUID.randomUUID().toString());
    SessionState state =
        new SessionState(
            id,
            newUser(),
            Instant.now(),
            Duration.ofDays(1),
            Map.of(),
            Map.of(),
            3,
            new ShortTermMemory(events(1), Map.of(), List.of(), List.of()),
            null,
            List.of(),
            Map.of());
    store.create(state, LATER, Instant.now(), Long.MAX_VALUE);
    return id;
  }

  private static FloatVector vector(Random random) {
    float[] components = new float[DIMENSION];
    for (int i = 0; i < DIMENSION; i++) {
      components[i] = random.nextFloat();
    }
    return FloatVector.of(components);
  }

  private static void add(VectorStore store, UserId user, FloatVector vector) {
    store.add(user, Map.of(vector.symbol(), vector));
  }
}
