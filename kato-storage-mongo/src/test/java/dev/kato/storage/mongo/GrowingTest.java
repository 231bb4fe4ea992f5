package dev.kato.storage.mongo;

import static dev.kato.storage.mongo.Learnings.EVENTS;
import static dev.kato.storage.mongo.Learnings.NAME;
import static dev.kato.storage.mongo.Learnings.NOW;
import static dev.kato.storage.mongo.Learnings.learning;
import static dev.kato.storage.mongo.Learnings.learnings;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.client.model.Updates;
import de.bwaldvogel.mongo.bson.Document;
import dev.kato.model.Event;
import dev.kato.model.Pattern;
import dev.kato.model.PatternName;
import dev.kato.model.PatternTooLargeException;
import dev.kato.model.UserId;
import dev.kato.spi.LearnRequest;
import dev.kato.spi.PatternStore;
import dev.kato.testkit.PatternMirror;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.bson.BsonDocument;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How patterns grow, as it shows on the wire. */
class GrowingTest {

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
  void noArrayOperatorIsSentThatAddsOrRemovesNothing() {
    store.learn(user, learning(), NOW);
    store.learn(user, learning(window(1, 2, 3), 5, Map.of("a", List.of("1")), Map.of()), NOW);
    learnings(2 * Repeats.FULL).forEach(request -> store.learn(user, request, NOW));
    store.learn(user, learning(List.of(), 1, Map.of(), Map.of("joy", 1.0)), NOW);
    store.delete(user, NAME);
    store.learn(user, learning(), NOW);
    store.restore(user, new Pattern(NAME, EVENTS, 1, List.of(), Map.of(), Map.of()));
    store.learn(user, learning(), NOW);

    List<Document> updates = wire.queries().stream().flatMap(GrowingTest::updates).toList();
    assertThat(updates).hasSizeGreaterThan(2 * Repeats.FULL);
    for (Document update : updates) {
      for (String operator : List.of("$push", "$addToSet", "$pull", "$pullAll", "$pop")) {
        if (update.get(operator) instanceof Document fields) {
          fields
              .values()
              .forEach(operand -> assertThat(isEmpty(operand)).as("%s", update).isFalse());
        }
      }
    }
  }

  private static Stream<Document> updates(Document command) {
    if (command.get("update") instanceof Document update) {
      return Stream.of(update);
    }
    return command.get("updates") instanceof Collection<?> many
        ? many.stream().map(each -> (Document) ((Document) each).get("u"))
        : Stream.empty();
  }

  private static boolean isEmpty(Object operand) {
    Object values =
        operand instanceof Document each && each.containsKey("$each") ? each.get("$each") : operand;
    return values instanceof Collection<?> many && many.isEmpty();
  }

  @Test
  void aWindowThatIsTooLongIsTrimmedWithoutEmotivesAndOnlyThenItIsRead() {
    store.learn(user, learning(window(1, 2, 3), 5, Map.of(), Map.of()), NOW);
    wire.commands();
    store.learn(user, learning(List.of(), 3, Map.of(), Map.of()), NOW);
    assertThat(wire.commands()).hasSize(2);
    store.learn(user, learning(List.of(), 2, Map.of(), Map.of()), NOW);
    assertThat(pattern().emotives()).isEqualTo(window(2, 3));
    wire.commands();
    store.learn(user, learning(List.of(), 2, Map.of(), Map.of()), NOW);
    assertThat(wire.commands()).hasSize(2);
  }

  @Test
  void learningWhatIsKnownAddsNoRoundTrips() {
    Map<String, Double> affinity = Map.of("joy", 1.0, "fear", 2.0);
    store.learn(user, learning(window(1), 5, Map.of("a", List.of("1")), affinity), NOW);
    wire.commands();
    store.learn(user, learning(window(2), 5, Map.of("a", List.of("2")), affinity), NOW);
    assertThat(wire.commands()).hasSize(2);
    store.learn(user, learning(window(2), 5, Map.of(), Map.of("new", 1.0)), NOW);
    wire.commands();
    store.learn(user, learning(window(2), 5, Map.of(), Map.of("new", 1.0)), NOW);
    assertThat(wire.commands()).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(ints = {10334, 17419, 17420})
  void aDocumentTheServerFindsTooLargeIsRefusedForGood(int code) {
    store.learn(user, learning(), NOW);
    wire.refuse(command -> command.equals("findAndModify kato_patterns"), code, "too large");
    assertTooLarge(() -> store.learn(user, learning(), NOW));
    assertTooLarge(
        () -> store.restore(user, new Pattern(NAME, EVENTS, 1, List.of(), Map.of(), Map.of())));
    wire.recover();
    assertThat(pattern().frequency()).isEqualTo(1);
  }

  @Test
  void aPatternBeyondSixteenMegabytesIsRefusedForGood() {
    List<Event> events = Collections.nCopies(17, Event.of("x".repeat(1 << 20)));
    PatternName name = PatternName.of(events);
    LearnRequest request =
        new LearnRequest(
            "op", name, events, List.of(), 5, Map.of(), Map.of(), Map.of(), Learnings.UNTIL);
    for (int i = 0; i < 2; i++) {
      assertThatThrownBy(() -> store.learn(user, request, NOW))
          .isInstanceOf(PatternTooLargeException.class)
          .hasMessageContaining("16777216 bytes");
      assertThatThrownBy(() -> store.checkLearnable(user, List.of(learning(), request)))
          .isInstanceOfSatisfying(
              PatternTooLargeException.class, e -> assertThat(e.name()).isEqualTo(name));
      assertThatThrownBy(
              () ->
                  store.restore(user, new Pattern(name, events, 1, List.of(), Map.of(), Map.of())))
          .isInstanceOf(PatternTooLargeException.class);
    }
    store.checkLearnable(user, List.of(learning()));
    assertThat(store.count(user)).isZero();
    assertThat(new PatternMirror(store, user).update()).isEmpty();
  }

  @Test
  void learningsThatMakeADocumentTooLargeTogetherAreFoundBefore() {
    List<LearnRequest> requests =
        IntStream.range(0, 17).mapToObj(i -> ofMetadata(i + "x".repeat(1 << 20))).toList();
    store.checkLearnable(user, requests.subList(0, 15));
    assertTooLarge(() -> store.checkLearnable(user, requests));

    requests.subList(0, 10).forEach(request -> store.learn(user, request, NOW));
    store.checkLearnable(user, requests.subList(0, 15));
    assertTooLarge(() -> store.checkLearnable(user, requests.subList(5, 17)));
  }

  @Test
  void numbersThatAreNotFiniteAreReadAsTheyAre() {
    store.learn(user, learning(window(1), 5, Map.of(), Map.of("joy", 1.0)), NOW);
    String sum = "affinity." + PatternDocuments.fieldName("joy");
    for (double number :
        new double[] {Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, Double.NaN}) {
      wire.collection(MongoPatternStore.COLLECTION)
          .updateOne(
              new BsonDocument(),
              Updates.combine(
                  Updates.set(sum, number),
                  Updates.set(
                      "emotives", PatternDocuments.emotives(List.of(Map.of("joy", number))))));
      assertThat(pattern().affinity()).isEqualTo(Map.of("joy", number));
      assertThat(pattern().emotives()).containsExactly(Map.of("joy", number));
      assertThat(store.list(user, null, 10)).containsExactly(pattern());
      PatternMirror mirror = new PatternMirror(store, user);
      mirror.update();
      assertThat(mirror.patterns()).containsExactly(pattern());
      store.learn(user, learning(window(2), 1, Map.of(), Map.of("joy", 1.0)), NOW);
      assertThat(pattern().emotives()).isEqualTo(window(2));
    }
  }

  private LearnRequest ofMetadata(String value) {
    return learning(List.of(), 5, Map.of("a", List.of(value)), Map.of());
  }

  private void assertTooLarge(ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            PatternTooLargeException.class, e -> assertThat(e.name()).isEqualTo(NAME))
        .hasMessageContaining("bytes");
  }

  private Pattern pattern() {
    return store.find(user, NAME).orElseThrow();
  }

  private static List<Map<String, Double>> window(int... values) {
    return IntStream.of(values).mapToObj(value -> Map.of("joy", (double) value)).toList();
  }
}
