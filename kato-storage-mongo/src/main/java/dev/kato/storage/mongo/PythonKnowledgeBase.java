package dev.kato.storage.mongo;

import com.mongodb.MongoException;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoCursor;
import com.mongodb.client.cursor.TimeoutMode;
import com.mongodb.client.model.Sorts;
import dev.kato.model.Emotives;
import dev.kato.model.Event;
import dev.kato.model.InvalidInputException;
import dev.kato.model.Pattern;
import dev.kato.model.PatternName;
import dev.kato.model.UserId;
import dev.kato.spi.PatternStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.bson.BSONException;
import org.bson.BsonDocument;
import org.bson.BsonInvalidOperationException;
import org.bson.BsonString;
import org.bson.BsonValue;
import org.jspecify.annotations.Nullable;

/**
 * Reads a knowledge base that the Python service (v2) has written: a database named after the
 * processor, in it the collection {@code patterns_kb}. Reads only; safe for any number of threads.
 */
public final class PythonKnowledgeBase {

  static final String COLLECTION = "patterns_kb";
  private static final int BATCH = 100;
  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  private final MongoClient client;
  private final String database;

  /**
   * The knowledge base of one processor.
   *
   * @param client used and not closed
   * @param processorId name of its database
   */
  public PythonKnowledgeBase(MongoClient client, String processorId) {
    this.client = client;
    this.database = processorId;
  }

  /**
   * Copies all patterns with their names, frequencies, emotives and metadata. Doing it again, also
   * after a failure in the middle, gives the same result: what is there under the same name is
   * replaced, other patterns stay.
   *
   * @return the number of patterns
   * @throws InvalidInputException as {@link #read} does; the patterns before are copied
   */
  public long copyTo(PatternStore store, UserId user) {
    long[] count = new long[1];
    List<Pattern> batch = new ArrayList<>();
    try {
      read(
          pattern -> {
            batch.add(pattern);
            count[0]++;
            if (batch.size() == BATCH) {
              store.restoreAll(user, batch);
              batch.clear();
            }
          });
    } catch (InvalidInputException e) {
      store.restoreAll(user, batch);
      throw e;
    }
    store.restoreAll(user, batch);
    return count[0];
  }

  /**
   * Passes all patterns to {@code sink}, in the order of their names, however many there are.
   *
   * @throws InvalidInputException if a pattern is not as the Python service writes them, or its
   *     name is not that of its events; names the pattern
   * @throws dev.kato.model.StorageUnavailableException if the server does not answer
   * @throws dev.kato.model.StorageRefusedException if it does not let us in
   */
  public void read(Consumer<Pattern> sink) {
    try (MongoCursor<BsonDocument> documents = cursor()) {
      while (documents.hasNext()) {
        sink.accept(pattern(documents.next()));
      }
    } catch (MongoException | BSONException e) {
      throw Failures.of(e);
    }
  }

  private MongoCursor<BsonDocument> cursor() {
    return client
        .getDatabase(database)
        .withTimeout(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)
        .getCollection(COLLECTION, BsonDocument.class)
        .find()
        .sort(Sorts.ascending("name"))
        .allowDiskUse(true)
        .timeoutMode(TimeoutMode.ITERATION)
        .cursor();
  }

  private static Pattern pattern(BsonDocument document) {
    String name = document.getString("name", new BsonString("")).getValue();
    try {
      List<Event> events =
          document.getArray("pattern_data").stream().map(PythonKnowledgeBase::event).toList();
      PatternName derived = PatternName.of(events);
      if (!PatternName.parse(name).equals(Optional.of(derived))) {
        throw new InvalidInputException("name", "is not that of pattern_data, " + derived);
      }
      long frequency = Pattern.checkFrequency(document.getNumber("frequency").longValue());
      return new Pattern(
          derived,
          events,
          frequency,
          emotives(document.get("emotives")),
          metadata(document.get("metadata")),
          Map.of());
    } catch (BsonInvalidOperationException e) {
      throw new InvalidInputException(place(name), "is not as the Python service writes it");
    } catch (InvalidInputException e) {
      throw e.within(place(name));
    }
  }

  private static String place(String name) {
    return COLLECTION + "[" + name + "]";
  }

  private static Event event(BsonValue symbols) {
    return new Event(texts(symbols));
  }

  private static List<String> texts(BsonValue values) {
    return values.asArray().stream().map(value -> value.asString().getValue()).toList();
  }

  /** A list of maps, or an empty map where there are none. */
  private static List<Map<String, Double>> emotives(@Nullable BsonValue value) {
    if (value == null || value.isNull() || (value.isDocument() && value.asDocument().isEmpty())) {
      return List.of();
    }
    List<Map<String, Double>> window = new ArrayList<>();
    for (BsonValue entry : value.asArray()) {
      Map<String, Double> numbers = new HashMap<>();
      entry
          .asDocument()
          .forEach((name, number) -> numbers.put(name, number.asNumber().doubleValue()));
      window.add(Emotives.check("emotives", numbers));
    }
    return window;
  }

  private static Map<String, List<String>> metadata(@Nullable BsonValue value) {
    Map<String, List<String>> metadata = new HashMap<>();
    if (value != null && !value.isNull()) {
      value.asDocument().forEach((key, values) -> metadata.put(key, distinct(texts(values))));
    }
    return metadata;
  }

  private static List<String> distinct(List<String> texts) {
    return texts.stream().distinct().toList();
  }
}
