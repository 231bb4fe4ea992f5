package dev.kato.storage.mongo;

import static com.mongodb.client.model.Filters.eq;
import static dev.kato.storage.mongo.Learnings.NOW;
import static dev.kato.storage.mongo.Learnings.UNTIL;
import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.event.CommandListener;
import com.mongodb.event.CommandStartedEvent;
import dev.kato.model.Event;
import dev.kato.model.PatternName;
import dev.kato.model.UserId;
import dev.kato.spi.LearnRequest;
import dev.kato.spi.PatternChange;
import dev.kato.testkit.FakeClock;
import dev.kato.testkit.PatternMirror;
import dev.kato.testkit.SequentialIds;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.bson.BsonDocument;
import org.bson.BsonString;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The protocol of {@link PatternFeed}, one interleaving after the other. */
class PatternFeedTest {

  private static final Duration GRACE = Duration.ofSeconds(10);

  private final FakeClock clock = FakeClock.create();
  private final SequentialIds ids = new SequentialIds("op");
  private final UserId user = new UserId("user-" + UUID.randomUUID());
  private final Queue<String> commands = new ConcurrentLinkedQueue<>();
  private volatile Consumer<BsonDocument> interference = command -> {};
  private MongoOptions options;
  private MongoClient client;
  private MongoPatternStore store;
  private MongoCollection<BsonDocument> documents;
  private Heads heads;
  private PatternMirror mirror;

  @BeforeEach
  void open() {
    options =
        TestMongo.newDatabase()
            .withGrace(GRACE)
            .withNanoTime(() -> Duration.between(Instant.EPOCH, clock.instant()).toNanos());
    client =
        MongoClients.create(
            MongoClientSettings.builder()
                .applyConnectionString(new ConnectionString(options.uri()))
                .addCommandListener(
                    new CommandListener() {
                      @Override
                      public void commandStarted(CommandStartedEvent event) {
                        commands.add(event.getCommandName());
                        interference.accept(event.getCommand());
                      }
                    })
                .build());
    store = MongoPatternStore.using(client, options);
    store.ping();
    var database = client.getDatabase(options.database());
    documents = database.getCollection(MongoPatternStore.COLLECTION, BsonDocument.class);
    heads = new Heads(database.getCollection(Heads.COLLECTION, BsonDocument.class), options);
    mirror = new PatternMirror(store, user);
  }

  @AfterEach
  void close() {
    store.close();
    client.close();
    TestMongo.drop(options);
  }

  @Test
  void aLearningTakesTwoRoundTripsAndAReaderThatIsUpToDateOne() {
    store.learn(user, learning(1), NOW);
    commands.clear();
    store.learn(user, learning(1), NOW);
    assertThat(commands).containsExactly("findAndModify", "findAndModify");

    mirror.update();
    commands.clear();
    mirror.update();
    assertThat(commands).containsExactly("find");

    store.learn(user, learning(2), NOW);
    commands.clear();
    mirror.update();
    assertThat(commands).containsExactly("find", "find");
  }

  @Test
  void aWriteUnderWayIsWaitedForAndPassedWhenItArrives() {
    Stamp slow = heads.take(user);
    store.learn(user, learning(1), NOW);
    mirror.update();
    assertThat(mirror.frequency(name(2))).isZero();

    clock.advance(GRACE.dividedBy(2));
    assertThat(mirror.update()).isEmpty();
    apply(slow, 2);

    mirror.update();
    assertThat(mirror.frequency(name(2))).isEqualTo(1);
  }

  @Test
  void aWriteUnderWayWhenTheReaderBeginsIsWaitedForToo() {
    for (int i = 0; i < 40; i++) {
      store.learn(user, learning(1), NOW);
    }
    Stamp slow = heads.take(user);
    mirror.update();
    apply(slow, 1);
    mirror.update();
    assertThat(mirror.frequency(name(1))).isEqualTo(41);
  }

  @Test
  void aWriteThatArrivesAfterOneWithAHigherRevisionIsPassed() {
    Stamp slow = heads.take(user);
    store.learn(user, learning(1), NOW);
    mirror.update();
    assertThat(mirror.frequency(name(1))).isEqualTo(1);

    apply(slow, 1);
    mirror.update();
    assertThat(mirror.frequency(name(1))).isEqualTo(2);
  }

  @Test
  void aHoleIsLookedForOnceMoreWhenTheGraceIsOverAndThenLeft() {
    Stamp slow = heads.take(user);
    store.learn(user, learning(1), NOW);
    mirror.update();
    clock.advance(GRACE.plusSeconds(1));
    apply(slow, 2);
    mirror.update();
    assertThat(mirror.frequency(name(2))).isEqualTo(1);

    heads.take(user);
    mirror.update();
    clock.advance(GRACE.plusSeconds(1));
    mirror.update();
    commands.clear();
    mirror.update();
    assertThat(commands).containsExactly("find");
  }

  @Test
  void aWriteThatArrivesWhenNobodyWaitsIsPassedWithTheNextChange() {
    Stamp lost = heads.take(user);
    mirror.update();
    clock.advance(GRACE.plusSeconds(1));
    mirror.update();
    apply(lost, 2);

    store.learn(user, learning(1), NOW);
    mirror.update();
    assertThat(mirror.patterns()).isEqualTo(store.list(user, null, 10)).hasSize(2);
  }

  @Test
  void aRepeatMakesKnownWhatArrivedWhenNobodyWaited() {
    Stamp lost = heads.take(user);
    mirror.update();
    clock.advance(GRACE.plusSeconds(1));
    mirror.update();
    LearnRequest request = learning(2);
    apply(lost, request);

    store.learn(user, request, NOW);
    mirror.update();
    assertThat(mirror.frequency(name(2))).isEqualTo(1);
  }

  @Test
  void aWriteThatTookLongerThanHalfTheGraceIsMadeKnownAgain() {
    options = options.withNanoTime(new JumpingOnce(GRACE.dividedBy(2).plusMillis(1)));
    try (MongoPatternStore slow = MongoPatternStore.using(client, options)) {
      slow.learn(user, learning(1), NOW);
    }
    assertThat(heads.read(user).orElseThrow().revision()).isEqualTo(2);
    assertThat(revisions(1)).containsExactly(1L, 2L);
  }

  @Test
  void aWriteOvertakenByMoreThanADocumentRemembersIsMadeKnownAgain() {
    Stamp slow = heads.take(user);
    for (int i = 0; i < 40; i++) {
      store.learn(user, learning(1), NOW);
    }
    mirror.update();
    assertThat(mirror.frequency(name(1))).isEqualTo(40);

    learner().learn(slow, learning(1), NOW);

    mirror.update();
    assertThat(mirror.frequency(name(1))).isEqualTo(41);
  }

  @Test
  void theHighestRevisionOfADocumentNeverFalls() {
    List<Stamp> stamps = Stream.generate(() -> heads.take(user)).limit(40).toList();
    apply(stamps.get(39), 1);
    stamps.subList(0, 39).forEach(stamp -> apply(stamp, 1));
    assertThat(revisions(1)).hasSize(32).isSorted().endsWith(40L);
  }

  @Test
  void aPageIsReadAgainWhenItsEpochEndsMeanwhile() {
    for (int i = 0; i < 4; i++) {
      store.learn(user, learning(i), NOW);
    }
    atNextFindOf(
        MongoPatternStore.COLLECTION,
        () -> {
          heads.nextEpoch(user);
          documents.deleteOne(new BsonDocument());
        });
    assertThat(store.list(user, null, 10)).isEmpty();
  }

  @Test
  void aLearningThatTookItsRevisionBeforeAClearingCountsAsBefore() {
    store.learn(user, learning(1), NOW);
    mirror.update();
    Stamp before = heads.take(user);
    store.clear(user);
    apply(before, 2);

    assertThat(store.count(user)).isZero();
    assertThat(mirror.update()).containsExactly(new PatternChange.Reset());
    assertThat(mirror.patterns()).isEmpty();
    store.clear(user);
    assertThat(documents.countDocuments()).isZero();
  }

  @Test
  void aReaderThatIsOvertakenByAClearingBeginsAnew() {
    for (int i = 0; i < 10; i++) {
      store.learn(user, learning(i), NOW);
    }
    boolean[] cleared = new boolean[1];
    Set<PatternName> known = new TreeSet<>();
    store.changes(
        user,
        null,
        change -> {
          if (!cleared[0]) {
            cleared[0] = true;
            store.clear(user);
            store.learn(user, learning(50), NOW);
          }
          if (change instanceof PatternChange.Put put) {
            known.add(put.pattern().name());
          } else {
            known.clear();
          }
        });
    assertThat(known).containsExactly(name(50));
  }

  @Test
  void aReaderThatMissedAPurgedDeletionBeginsAnewAndOthersGoOn() {
    store.learn(user, learning(1), NOW);
    store.learn(user, learning(2), NOW);
    mirror.update();
    PatternMirror current = new PatternMirror(store, user);
    store.delete(user, name(1));
    current.update();

    assertThat(store.purge(Instant.EPOCH)).isZero();
    assertThat(store.purge(Instant.parse("2999-01-01T00:00:00Z"))).isEqualTo(1);

    assertThat(documents.countDocuments()).isEqualTo(1);
    assertThat(current.update()).isEmpty();
    assertThat(mirror.update()).startsWith(new PatternChange.Reset());
    assertThat(mirror.patterns()).isEqualTo(store.list(user, null, 10)).hasSize(1);
  }

  @Test
  void aPurgeRemovesWhatALearningLeftInAClearedEpoch() {
    Stamp before = heads.take(user);
    store.clear(user);
    apply(before, 2);
    assertThat(store.purge(Instant.EPOCH)).isEqualTo(1);
    assertThat(documents.countDocuments()).isZero();
  }

  @Test
  void aClientThatWasHandedInStaysOpen() {
    store.close();
    assertThat(documents.countDocuments()).isZero();
  }

  /** Does something when a look at a collection is about to be sent. */
  private void atNextFindOf(String collection, Runnable action) {
    interference =
        command -> {
          if (command.getString("find", new BsonString("")).getValue().equals(collection)) {
            interference = unused -> {};
            action.run();
          }
        };
  }

  private void apply(Stamp stamp, int i) {
    apply(stamp, learning(i));
  }

  /** The second half of a learning, of which the writer never hears whether it was done. */
  private void apply(Stamp stamp, LearnRequest request) {
    documents.updateOne(
        eq("_id", stamp.head().id(request.name())),
        PatternUpdates.learning(stamp, request),
        new UpdateOptions().upsert(true));
  }

  private PatternLearner learner() {
    Repeats repeats =
        new Repeats(
            documents,
            client
                .getDatabase(options.database())
                .getCollection(Repeats.COLLECTION, BsonDocument.class),
            options);
    return new PatternLearner(
        heads, documents, new PatternWrites(heads, documents, options), repeats);
  }

  private List<Long> revisions(int i) {
    BsonDocument document =
        documents.find(eq("_id", heads.read(user).orElseThrow().id(name(i)))).first();
    return document.getArray("revs").stream()
        .map(revision -> revision.asNumber().longValue())
        .toList();
  }

  private LearnRequest learning(int i) {
    return new LearnRequest(
        ids.get(), name(i), events(i), List.of(), 5, Map.of(), Map.of(), Map.of(), UNTIL);
  }

  private static PatternName name(int i) {
    return PatternName.of(events(i));
  }

  private static List<Event> events(int i) {
    return List.of(Event.of("event", Integer.toString(i)));
  }

  /** Time that jumps between the first look at it and the second. */
  private static final class JumpingOnce implements LongSupplier {

    private final long jump;
    private boolean looked;

    JumpingOnce(Duration jump) {
      this.jump = jump.toNanos();
    }

    @Override
    public long getAsLong() {
      long now = looked ? jump : 0;
      looked = true;
      return now;
    }
  }
}
