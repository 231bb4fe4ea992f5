package dev.kato.storage.mongo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import dev.kato.model.Event;
import dev.kato.model.InvalidInputException;
import dev.kato.model.Pattern;
import dev.kato.model.PatternName;
import dev.kato.model.UserId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.bson.BsonDocument;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PythonKnowledgeBaseTest {

  private static final String DOCUMENT =
      """
      {"name": "%s", "pattern_data": %s, "length": 3, "frequency": %s, "emotives": %s}
      """;

  /** {@code hashlib.sha1(str([['a'], ['b', 'c']]).encode()).hexdigest()}. */
  private static final String PYTHON_NAME = "125d09478f2f459a446925902201ad0420dbb7f9";

  private static final String AB_NAME = PatternName.of(events("a", "b")).hash();

  private final UserId user = new UserId("alice");
  private MongoOptions python;
  private MongoOptions options;
  private MongoClient client;
  private MongoCollection<BsonDocument> patterns;
  private PythonKnowledgeBase knowledgeBase;

  @BeforeEach
  void open() {
    python = TestMongo.newDatabase();
    options = TestMongo.newDatabase();
    client = MongoClients.create(python.uri());
    patterns =
        client.getDatabase(python.database()).getCollection("patterns_kb", BsonDocument.class);
    knowledgeBase = new PythonKnowledgeBase(client, python.database());
  }

  @AfterEach
  void close() {
    client.close();
    TestMongo.drop(python);
    TestMongo.drop(options);
  }

  @Test
  void aNameThatPythonGaveIsKept() {
    insert(PYTHON_NAME, "[['a'], ['b', 'c']]", "1", "{}");
    assertThat(read()).extracting(pattern -> pattern.name().hash()).containsExactly(PYTHON_NAME);
  }

  @Test
  void frequenciesEmotivesAndMetadataAreKept() {
    patterns.insertOne(
        BsonDocument.parse(
            DOCUMENT.formatted(
                AB_NAME, "[['a'], ['b']]", "7", "[{'joy': 1, 'fear': -0.5}, {'joy': 2.5}]")));
    patterns.updateOne(
        new BsonDocument(),
        BsonDocument.parse("{$set: {metadata: {source: ['film', 'book', 'film']}}}"));

    assertThat(read())
        .containsExactly(
            new Pattern(
                new PatternName(AB_NAME),
                events("a", "b"),
                7,
                List.of(Map.of("joy", 1.0, "fear", -0.5), Map.of("joy", 2.5)),
                Map.of("source", List.of("book", "film")),
                Map.of()));
  }

  @Test
  void copyingTwiceGivesTheSameAsOnce() {
    insert(AB_NAME, "[['a'], ['b']]", "7", "{}");
    insert(
        PatternName.of(events("c", "d")).hash(),
        "[['c'], ['d']]",
        "{'$numberLong': '5000000000'}",
        "[]");
    try (MongoPatternStore store = MongoPatternStore.using(client, options)) {
      assertThat(knowledgeBase.copyTo(store, user)).isEqualTo(2);
      List<Pattern> once = store.list(user, null, 10);
      assertThat(knowledgeBase.copyTo(store, user)).isEqualTo(2);
      assertThat(store.list(user, null, 10)).isEqualTo(once).isEqualTo(read());
    }
  }

  @Test
  void aPatternUnderAnotherNameThanItsOwnIsRefused() {
    insert(AB_NAME, "[['a'], ['c']]", "1", "{}");
    assertThatThrownBy(this::read)
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("patterns_kb[" + AB_NAME + "].name");
  }

  @Test
  void whatIsNotAPatternIsRefused() {
    insert(AB_NAME, "'a'", "1", "{}");
    assertThatThrownBy(this::read)
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("patterns_kb[" + AB_NAME + "]");
  }

  @ParameterizedTest
  @ValueSource(strings = {"1.7e308", "-1e101", "{'$numberDouble': 'NaN'}"})
  void emotivesOfWhichASumCouldOverflowAreRefused(String value) {
    insert(AB_NAME, "[['a'], ['b']]", "1", "[{'joy': " + value + "}]");

    assertThatThrownBy(this::read)
        .isInstanceOf(InvalidInputException.class)
        .hasMessage(
            "patterns_kb[" + AB_NAME + "].emotives.joy must be a number from -1e100 to 1e100");
  }

  @Test
  void aDatabaseWithoutPatternsIsEmpty() {
    assertThat(read()).isEmpty();
  }

  private List<Pattern> read() {
    List<Pattern> all = new ArrayList<>();
    knowledgeBase.read(all::add);
    return all;
  }

  private void insert(String name, String data, String frequency, String emotives) {
    patterns.insertOne(BsonDocument.parse(DOCUMENT.formatted(name, data, frequency, emotives)));
  }

  private static List<Event> events(String first, String second) {
    return List.of(Event.of(first), Event.of(second));
  }
}
