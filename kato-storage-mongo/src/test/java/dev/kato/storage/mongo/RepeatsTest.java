package dev.kato.storage.mongo;

import static dev.kato.storage.mongo.Learnings.NAME;
import static dev.kato.storage.mongo.Learnings.NOW;
import static dev.kato.storage.mongo.Learnings.UNTIL;
import static dev.kato.storage.mongo.Learnings.learning;
import static dev.kato.storage.mongo.Learnings.learnings;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.client.model.Updates;
import de.bwaldvogel.mongo.exception.MongoServerError;
import dev.kato.model.KatoException;
import dev.kato.model.Pattern;
import dev.kato.model.StorageRefusedException;
import dev.kato.model.StorageUnavailableException;
import dev.kato.model.UserId;
import dev.kato.spi.LearnRequest;
import dev.kato.spi.PatternStore;
import dev.kato.testkit.Concurrently;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.bson.BsonArray;
import org.bson.BsonDocument;
import org.bson.BsonString;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The protocol of {@link Repeats}, one interleaving after the other. */
class RepeatsTest {

  private static final String HEAD = "findAndModify kato_heads";
  private static final String PATTERN = "findAndModify kato_patterns";
  private static final String OUTSIDE = "find kato_operations";
  private static final String MOVE = "update kato_patterns";
  private static final int ERROR = 11601;

  private final UserId user = new UserId("alice");
  private Wire wire;
  private PatternStore store;

  @BeforeEach
  void open() {
    wire = new Wire();
    store = wire.open();
    store.ping();
  }

  @AfterEach
  void close() {
    wire.close();
  }

  @Test
  void aLearningTakesTwoRoundTripsAndThreeWhereIdsOutsideMayBeRepeated() {
    learnAll(learnings(Repeats.FULL - 1));
    assertThat(commandsOf(learning())).startsWith(HEAD, PATTERN).contains(MOVE);
    assertThat(commandsOf(learning())).containsExactly(HEAD, OUTSIDE, PATTERN);
    assertThat(commandsOf(learning())).containsExactly(HEAD, OUTSIDE, PATTERN);
  }

  @Test
  void whenAllIdsOutsideAreOverALearningTakesTwoRoundTripsAgain() {
    learnAll(learnings(Repeats.FULL));
    Instant later = UNTIL.plusSeconds(1);
    for (int i = 0; i < 2 * Repeats.FULL; i++) {
      store.learn(user, learning().withRepeatableUntil(later), later.plusSeconds(1));
    }
    wire.commands();
    store.learn(user, learning(), later);
    assertThat(wire.commands()).containsExactly(HEAD, PATTERN);
    assertThat(wire.collection(Repeats.COLLECTION).countDocuments()).isZero();
  }

  @Test
  void whatIsForgottenIsNotKeptOutside() {
    LearnRequest open = learning();
    store.learn(user, open, NOW);
    for (int i = 0; i < 10 * Repeats.FULL; i++) {
      LearnRequest over = learning();
      store.learn(user, over, NOW);
      store.forget(user, List.of(over));
    }

    assertThat(wire.collection(Repeats.COLLECTION).countDocuments()).isEqualTo(1);
    store.learn(user, open, NOW);
    assertThat(frequency()).isEqualTo(10 * Repeats.FULL + 1);
  }

  @Test
  void aCrashAtAnyStepLosesNothingAndDoublesNothing() {
    boolean crashed = true;
    for (int step = 1; crashed; step++) {
      crashed = crash(step, false) | crash(step, true);
    }
  }

  /** Learns with the process's last command being that of number {@code step}. */
  private boolean crash(int step, boolean afterwards) {
    UserId victim = new UserId("user " + step + afterwards);
    List<LearnRequest> requests = new ArrayList<>(learnings(Repeats.FULL - 1));
    requests.forEach(request -> store.learn(victim, request, NOW));
    LearnRequest last = learning();
    requests.add(last);

    AtomicInteger commands = new AtomicInteger();
    wire.answer(
        (command, query, next) -> {
          int number = commands.incrementAndGet();
          if (number == step && afterwards) {
            next.get();
          }
          if (number >= step) {
            throw new MongoServerError(ERROR, "dead");
          }
          return next.get();
        });
    PatternStore dying = store;
    try {
      dying.learn(victim, last, NOW);
    } catch (KatoException e) {
      assertThat(e).isInstanceOf(StorageUnavailableException.class);
    }
    wire.recover();

    PatternStore other = wire.open();
    other.learn(victim, last, NOW);
    List<LearnRequest> more = learnings(Repeats.FULL + 10);
    more.forEach(request -> other.learn(victim, request, NOW));
    Stream.concat(requests.stream(), more.stream())
        .forEach(request -> other.learn(victim, request, NOW));
    assertThat(other.find(victim, NAME).orElseThrow().frequency())
        .as("step %s", step)
        .isEqualTo(requests.size() + more.size());
    return commands.get() >= step;
  }

  @Test
  void aFirstTryThatArrivesAfterItsRepeatWasMovedOutsideIsRecognised() {
    LearnRequest request = learning();
    Heads heads = new Heads(wire.collection(Heads.COLLECTION), wire.options());
    Stamp late = heads.take(user);
    learnAll(List.of(request));
    learnAll(learnings(3 * Repeats.FULL));
    PatternWrites writes =
        new PatternWrites(heads, wire.collection(MongoPatternStore.COLLECTION), wire.options());
    assertThat(
            writes.upsert(
                PatternLearner.filter(
                    late.head().id(NAME), request, Optional.empty(), Growing.fits(request)),
                PatternUpdates.learning(late, request)))
        .isEmpty();
    assertThat(frequency()).isEqualTo(1 + 3 * Repeats.FULL);
  }

  @Test
  void whatADeletionMadeVoidIsLearnedAnewThoughAMoveWasUnderWay() {
    List<LearnRequest> before = new ArrayList<>(learnings(Repeats.FULL));
    PatternStore other = wire.open();
    AtomicBoolean once = new AtomicBoolean();
    wire.answer(
        (command, query, next) -> {
          if (command.equals(MOVE) && !once.getAndSet(true)) {
            other.delete(user, NAME);
            before.subList(0, 5).forEach(request -> other.learn(user, request, NOW));
          }
          return next.get();
        });
    learnAll(before);
    assertThat(once).isTrue();
    wire.recover();
    assertThat(frequency()).isEqualTo(5);
    learnAll(before);
    assertThat(frequency()).isEqualTo(before.size());
    learnAll(learnings(3 * Repeats.FULL));
    learnAll(before);
    assertThat(frequency()).isEqualTo(before.size() + 3 * Repeats.FULL);
  }

  @Test
  void whatMovedBetweenALookOutsideAndTheWriteIsLookedForAgain() {
    LearnRequest request = learning();
    learnAll(learnings(Repeats.FULL));
    PatternStore other = wire.open();
    AtomicBoolean once = new AtomicBoolean();
    wire.answer(
        (command, query, next) -> {
          if (command.equals(PATTERN) && !once.getAndSet(true)) {
            other.learn(user, request, NOW);
            learnings(2 * Repeats.FULL).forEach(each -> other.learn(user, each, NOW));
          }
          return next.get();
        });
    store.learn(user, request, NOW);
    assertThat(frequency()).isEqualTo(1 + 3 * Repeats.FULL);
  }

  @Test
  void whatAnOlderReleaseWroteIsRecognisedHoweverLate() {
    List<LearnRequest> old = learnings(32);
    learnAll(old);
    asAnOlderReleaseWrites(old);
    learnAll(old.subList(0, 3));
    assertThat(frequency()).isEqualTo(32);
    List<LearnRequest> others = learnings(200);
    learnAll(others);
    learnAll(old);
    learnAll(others);
    assertThat(frequency()).isEqualTo(232);
  }

  @Test
  void theRoomForIdsThatAreOverIsGivenBack() {
    for (int i = 0; i < 5000; i++) {
      store.learn(user, learning().withRepeatableUntil(NOW.minusSeconds(1)), NOW);
    }
    assertThat(frequency()).isEqualTo(5000);
    assertThat(idsInside()).isLessThan(Repeats.FULL);
    assertThat(wire.collection(Repeats.COLLECTION).countDocuments()).isZero();
    assertThat(wire.commands()).contains(MOVE).doesNotContain("insert kato_operations");
  }

  @Test
  void theRoomIsThatOfTheIdsThatMayBeRepeatedYet() {
    for (int i = 0; i < 1000; i++) {
      Instant now = NOW.plusSeconds(i);
      store.learn(user, learning().withRepeatableUntil(now.plusSeconds(100)), now);
      if (i % 50 == 0) {
        assertThat(idsInside()).isLessThan(Repeats.FULL);
        assertThat(wire.collection(Repeats.COLLECTION).countDocuments())
            .isLessThan(100 + Repeats.FULL);
      }
    }
  }

  @Test
  void idsStayInsideWhileTheyCannotBeMovedAndNeverTooMany() {
    wire.refuse(command -> command.equals("insert kato_operations"), 13, "not authorized");
    List<LearnRequest> requests = learnings(Repeats.MOST);
    learnAll(requests);
    LearnRequest more = learning();
    assertThatThrownBy(() -> store.learn(user, more, NOW))
        .isInstanceOf(StorageRefusedException.class);
    assertThat(idsInside()).isEqualTo(Repeats.MOST);
    assertThat(frequency()).isEqualTo(Repeats.MOST);
    learnAll(requests);

    wire.recover();
    learnAll(List.of(more));
    learnAll(requests);
    assertThat(frequency()).isEqualTo(Repeats.MOST + 1);
    assertThat(idsInside()).isLessThan(Repeats.FULL);
  }

  @Test
  void aServerWithoutACodeForDuplicateKeysIsUnderstood() {
    wire.answer(
        (command, query, next) -> {
          try {
            return next.get();
          } catch (MongoServerError e) {
            throw e.getCode() == 11000 ? new MongoServerError(1, e.getMessage()) : e;
          }
        });
    LearnRequest request = learning();
    Concurrently.run(8, thread -> store.learn(user, request, NOW));
    learnAll(learnings(100));
    learnAll(List.of(request));
    assertThat(frequency()).isEqualTo(101);
  }

  @Test
  void aPurgeRemovesIdsThatAreOverAndThoseOfClearedKnowledge() {
    MongoPatternStore purged = wire.open();
    List<LearnRequest> requests = learnings(Repeats.FULL);
    learnAll(requests);
    assertThat(wire.collection(Repeats.COLLECTION).countDocuments()).isEqualTo(Repeats.KEPT);
    assertThat(purged.purge(UNTIL)).isZero();
    learnAll(requests);
    assertThat(frequency()).isEqualTo(Repeats.FULL);
    assertThat(purged.purge(UNTIL.plusSeconds(1))).isEqualTo(Repeats.KEPT);

    learnAll(learnings(Repeats.FULL));
    wire.refuse(command -> command.startsWith("delete"), ERROR, "not now");
    store.clear(user);
    wire.recover();
    assertThat(wire.collection(Repeats.COLLECTION).countDocuments()).isPositive();
    purged.purge(Instant.EPOCH);
    assertThat(wire.collection(Repeats.COLLECTION).countDocuments()).isZero();
  }

  @Test
  void aClearingRemovesTheIdsOutside() {
    learnAll(learnings(Repeats.FULL));
    store.clear(user);
    assertThat(wire.collection(Repeats.COLLECTION).countDocuments()).isZero();
  }

  @Test
  void aRestoredPatternHasNothingOutside() {
    List<LearnRequest> requests = learnings(Repeats.FULL);
    learnAll(requests);
    store.restore(user, new Pattern(NAME, Learnings.EVENTS, 10, List.of(), Map.of(), Map.of()));
    learnAll(requests);
    learnAll(requests);
    assertThat(frequency()).isEqualTo(10 + Repeats.FULL);
  }

  /** As it was before ids had a time. */
  private void asAnOlderReleaseWrites(List<LearnRequest> learned) {
    BsonArray ids = new BsonArray();
    learned.forEach(request -> ids.add(new BsonString(request.operationId())));
    wire.collection(MongoPatternStore.COLLECTION)
        .updateMany(new BsonDocument(), Updates.set("ops", ids));
  }

  private List<String> commandsOf(LearnRequest request) {
    wire.commands();
    store.learn(user, request, NOW);
    return wire.commands();
  }

  private void learnAll(List<LearnRequest> requests) {
    requests.forEach(request -> store.learn(user, request, NOW));
  }

  private long frequency() {
    return store.find(user, NAME).orElseThrow().frequency();
  }

  private int idsInside() {
    return wire.collection(MongoPatternStore.COLLECTION).find().first().getArray("ops").size();
  }
}
