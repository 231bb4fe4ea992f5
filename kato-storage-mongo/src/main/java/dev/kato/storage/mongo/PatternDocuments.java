package dev.kato.storage.mongo;

import dev.kato.model.Event;
import dev.kato.model.Pattern;
import dev.kato.model.PatternName;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bson.BsonArray;
import org.bson.BsonDocument;
import org.bson.BsonDouble;
import org.bson.BsonInt64;
import org.bson.BsonString;
import org.bson.BsonValue;

/**
 * Patterns as documents. Text from outside is only ever a value; where a number is added to by name
 * the field's name is {@code k} and the text in URL-safe Base64.
 */
final class PatternDocuments {

  private static final int HASH_LENGTH = 40;
  private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

  private PatternDocuments() {}

  static PatternName name(BsonDocument document) {
    String id = document.getString("_id").getValue();
    return new PatternName(id.substring(id.length() - HASH_LENGTH));
  }

  static boolean isAlive(BsonDocument document) {
    return document.getBoolean("alive").getValue();
  }

  static long newestRevision(BsonDocument document) {
    BsonArray ascending = document.getArray("revs");
    return ascending.get(ascending.size() - 1).asNumber().longValue();
  }

  static Pattern pattern(BsonDocument document) {
    return new Pattern(
        name(document),
        document.getArray("events").stream().map(PatternDocuments::event).toList(),
        document.getNumber("frequency").longValue(),
        document.getArray("emotives", new BsonArray()).stream()
            .map(PatternDocuments::numbers)
            .toList(),
        metadata(document.getArray("metadata", new BsonArray())),
        affinity(document.getDocument("affinity", new BsonDocument())));
  }

  /** What a document holds of a pattern. */
  static BsonDocument content(Pattern pattern) {
    return new BsonDocument("events", events(pattern.events()))
        .append("frequency", new BsonInt64(pattern.frequency()))
        .append("emotives", emotives(pattern.emotives()))
        .append("metadata", metadata(pattern.metadata()))
        .append("affinity", affinity(pattern.affinity()));
  }

  static BsonArray events(List<Event> events) {
    return array(events.stream().map(event -> strings(event.symbols())).toList());
  }

  static BsonArray strings(Collection<String> texts) {
    return array(texts.stream().map(BsonString::new).toList());
  }

  static BsonArray emotives(List<Map<String, Double>> entries) {
    return array(entries.stream().map(PatternDocuments::entry).toList());
  }

  static BsonArray metadata(Map<String, List<String>> metadata) {
    BsonArray pairs = new BsonArray();
    metadata.forEach(
        (key, values) -> values.forEach(value -> pairs.add(pair(key, new BsonString(value)))));
    return pairs;
  }

  static BsonDocument affinity(Map<String, Double> affinity) {
    BsonDocument sums = new BsonDocument();
    affinity.forEach((name, value) -> sums.append(fieldName(name), new BsonDouble(value)));
    return sums;
  }

  /** A field name for any text. */
  static String fieldName(String text) {
    return "k" + BASE64.encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  private static BsonArray entry(Map<String, Double> entry) {
    BsonArray pairs = new BsonArray();
    entry.forEach((name, value) -> pairs.add(pair(name, new BsonDouble(value))));
    return pairs;
  }

  private static BsonDocument pair(String key, BsonValue value) {
    return new BsonDocument("k", new BsonString(key)).append("v", value);
  }

  private static BsonArray array(List<? extends BsonValue> values) {
    return new BsonArray(values);
  }

  private static Event event(BsonValue symbols) {
    return new Event(
        symbols.asArray().stream().map(symbol -> symbol.asString().getValue()).toList());
  }

  private static Map<String, Double> numbers(BsonValue pairs) {
    Map<String, Double> numbers = new HashMap<>();
    for (BsonValue pair : pairs.asArray()) {
      numbers.put(key(pair), pair.asDocument().getDouble("v").getValue());
    }
    return numbers;
  }

  private static Map<String, List<String>> metadata(BsonArray pairs) {
    Map<String, List<String>> metadata = new HashMap<>();
    for (BsonValue pair : pairs) {
      metadata
          .computeIfAbsent(key(pair), unused -> new ArrayList<>())
          .add(pair.asDocument().getString("v").getValue());
    }
    return metadata;
  }

  private static Map<String, Double> affinity(BsonDocument sums) {
    Map<String, Double> affinity = new HashMap<>();
    sums.forEach((field, value) -> affinity.put(text(field), value.asNumber().doubleValue()));
    return affinity;
  }

  private static String key(BsonValue pair) {
    return pair.asDocument().getString("k").getValue();
  }

  private static String text(String fieldName) {
    return new String(
        Base64.getUrlDecoder().decode(fieldName.substring(1)), StandardCharsets.UTF_8);
  }
}
