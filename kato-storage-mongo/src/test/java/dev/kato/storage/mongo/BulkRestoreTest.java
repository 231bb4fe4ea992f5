package dev.kato.storage.mongo;

import static com.mongodb.client.model.Filters.eq;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.UpdateOptions;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.exception.MongoServerError;
import dev.kato.model.Event;
import dev.kato.model.Pattern;
import dev.kato.model.PatternName;
import dev.kato.model.PatternTooLargeException;
import dev.kato.model.StorageUnavailableException;
import dev.kato.model.UserId;
import dev.kato.testkit.FakeClock;
import dev.kato.testkit.PatternMirror;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.bson.BsonDocument;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** That no reader misses a pattern of a batch, whatever comes between its steps. */
class BulkRestoreTest {

  private static final Duration GRACE = Duration.ofSeconds(10);
  private static final UserId USER = new UserId("user");
  private static final String BULK = "update " + MongoPatternStore.COLLECTION;

  private final FakeClock clock = FakeClock.create();
  private final Wire wire = new Wire();
  private final MongoOptions options =
      wire.options()
          .withGrace(GRACE)
          .withNanoTime(() -> Duration.between(Instant.EPOCH, clock.instant()).toNanos());
  private final MongoClient client = MongoClients.create(options.uri());
  private MongoCollection<BsonDocument> documents;
  private Heads heads;
  private MongoPatternStore store;
  private PatternMirror mirror;

  @BeforeEach
  void open() {
    MongoDatabase database = client.getDatabase(options.database());
    documents = database.getCollection(MongoPatternStore.COLLECTION, BsonDocument.class);
    heads = new Heads(database.getCollection(Heads.COLLECTION, BsonDocument.class), options);
    store = wire.open(options);
    store.ping();
    mirror = new PatternMirror(MongoPatternStore.using(client, options), USER);
  }

  @AfterEach
  void close() {
    client.close();
    wire.close();
  }

  private static Pattern pattern(int i, long frequency, String text) {
    List<Event> events = List.of(Event.of("event", Integer.toString(i)), Event.of(text));
    return new Pattern(PatternName.of(events), events, frequency, List.of(), Map.of(), Map.of());
  }

  private static List<Pattern> patterns(int count, long frequency) {
    return IntStream.range(0, count)
        .mapToObj(i -> pattern(i, frequency, "next"))
        .sorted(Comparator.comparing(Pattern::name))
        .toList();
  }

  /** Something happens once, just before the bulk write is carried out. */
  private void beforeTheBulkWrite(Runnable event) {
    AtomicBoolean happened = new AtomicBoolean();
    wire.answer(
        (command, query, next) -> {
          if (command.equals(BULK) && !happened.getAndSet(true)) {
            event.run();
          }
          return next.get();
        });
  }

  private void stamp(Stamp stamp, Pattern pattern) {
    documents.updateOne(eq("_id", stamp.head().id(pattern.name())), PatternUpdates.stamping(stamp));
  }

  @Test
  void aBatchTakesFourRoundTrips() {
    wire.commands().clear();

    store.restoreAll(USER, patterns(BulkRestore.BATCH, 1));

    assertThat(wire.commands())
        .containsExactly(
            "findAndModify " + Heads.COLLECTION,
            BULK,
            "find " + Heads.COLLECTION,
            "find " + MongoPatternStore.COLLECTION);
  }

  /** Its writer died before it could say so, and nobody has repeated it. */
  @Test
  void aBatchThatBecomesVisibleLateIsPassedWithTheNextChange() {
    List<Pattern> late = patterns(BulkRestore.BATCH, 3);
    StampRange stamps = heads.take(USER, late.size());
    mirror.update();
    clock.advance(GRACE.plusSeconds(1));
    mirror.update();
    for (int i = 0; i < late.size(); i++) {
      documents.updateOne(
          eq("_id", stamps.get(i).head().id(late.get(i).name())),
          PatternUpdates.restoring(stamps.get(i), late.get(i)),
          new UpdateOptions().upsert(true));
    }

    store.restore(USER, pattern(0, 4, "another"));

    mirror.update();
    assertThat(mirror.patterns()).containsAll(late).hasSize(late.size() + 1);
  }

  @Test
  void readersThatHaveGivenUpWaitingAreToldAgain() {
    beforeTheBulkWrite(
        () -> {
          mirror.update();
          clock.advance(GRACE.plusSeconds(1));
          mirror.update();
        });

    store.restoreAll(USER, patterns(20, 3));

    mirror.update();
    assertThat(mirror.patterns()).isEqualTo(patterns(20, 3));
  }

  @Test
  void aReaderThatBeginsAfterManyOthersWereWrittenMissesNone() {
    beforeTheBulkWrite(
        () -> {
          heads.take(USER, PatternFeed.WINDOW + 1);
          mirror.update();
        });

    store.restoreAll(USER, patterns(20, 3));

    mirror.update();
    assertThat(mirror.patterns()).isEqualTo(patterns(20, 3));
  }

  @Test
  void whatWasOvertakenByMoreThanADocumentRemembersIsMadeKnownAgain() {
    List<Pattern> restored = patterns(20, 3);
    store.restoreAll(USER, patterns(20, 1));
    mirror.update();
    beforeTheBulkWrite(
        () -> {
          for (int i = 0; i < 40; i++) {
            stamp(heads.take(USER), restored.get(7));
          }
          mirror.update();
        });

    store.restoreAll(USER, restored);

    mirror.update();
    assertThat(mirror.patterns()).isEqualTo(restored);
  }

  @Test
  void whatIsClearedMeanwhileStaysCleared() {
    store.restoreAll(USER, patterns(5, 1));
    beforeTheBulkWrite(() -> MongoPatternStore.using(client, options).clear(USER));

    store.restoreAll(USER, patterns(20, 3));

    mirror.update();
    assertThat(mirror.patterns()).isEmpty();
    assertThat(store.count(USER)).isZero();
  }

  @Test
  void whoMakesTheSameDocumentAtTheSameTimeIsNoFailure() {
    AtomicBoolean answered = new AtomicBoolean();
    wire.answer(
        (command, query, next) ->
            command.equals(BULK) && !answered.getAndSet(true)
                ? withError(next.get(), 3, 11000, "E11000 duplicate key error")
                : next.get());

    store.restoreAll(USER, patterns(20, 3));

    mirror.update();
    assertThat(mirror.patterns()).isEqualTo(patterns(20, 3));
    assertThat(wire.commands()).contains("findAndModify " + MongoPatternStore.COLLECTION);
  }

  @Test
  void whatTheServerRefusesToKeepIsNamed() {
    List<Pattern> restored = patterns(20, 3);
    wire.answer(
        (command, query, next) ->
            command.equals(BULK)
                ? withError(next.get(), 3, 17419, "Resulting document after update is larger")
                : next.get());

    assertThatThrownBy(() -> store.restoreAll(USER, restored))
        .isInstanceOfSatisfying(
            PatternTooLargeException.class,
            e -> assertThat(e.name()).isEqualTo(restored.get(3).name()));
  }

  private static Document withError(Document answer, int index, int code, String message) {
    Document error = new Document("index", index).append("code", code).append("errmsg", message);
    return answer.append("writeErrors", List.of(error));
  }

  @Test
  void whatTheDriverRefusesToSendIsNamedAndOthersAreKept() {
    Pattern large = pattern(1, 1, "x".repeat(17 << 20));
    List<Pattern> restored = new ArrayList<>(patterns(3, 1));
    restored.add(1, large);

    assertThatThrownBy(() -> store.restoreAll(USER, restored))
        .isInstanceOfSatisfying(
            PatternTooLargeException.class, e -> assertThat(e.name()).isEqualTo(large.name()));

    store.restoreAll(USER, patterns(3, 1));
    assertThat(store.count(USER)).isEqualTo(3);
  }

  /** After each command that can be the last of an instance, and before it. */
  @Test
  void whatWasCutOffAnywhereIsDoneByRepeatingIt() {
    for (int last = 0; last < 8; last++) {
      int atCommand = last / 2;
      boolean carriedOut = last % 2 == 1;
      long frequency = last + 1;
      AtomicInteger seen = new AtomicInteger();
      wire.answer(
          (command, query, next) -> {
            if (seen.getAndIncrement() != atCommand) {
              return next.get();
            }
            if (carriedOut) {
              next.get();
            }
            throw new MongoServerError(11600, "InterruptedAtShutdown", "shutting down");
          });
      MongoPatternStore impatient = wire.open(options.withTimeout(Duration.ofSeconds(5)));
      try {
        impatient.restoreAll(USER, patterns(50, frequency));
      } catch (StorageUnavailableException e) {
        // As expected, unless the driver has tried again by itself.
        assertThat(seen.get()).isGreaterThan(atCommand);
      }
      wire.recover();
      mirror.update();

      store.restoreAll(USER, patterns(50, frequency));

      mirror.update();
      assertThat(mirror.patterns()).as("cut at %s", last).isEqualTo(patterns(50, frequency));
    }
  }
}
