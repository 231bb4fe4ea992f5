package dev.kato.storage.mongo;

import static com.mongodb.client.model.Updates.addEachToSet;
import static com.mongodb.client.model.Updates.combine;
import static com.mongodb.client.model.Updates.currentDate;
import static com.mongodb.client.model.Updates.inc;
import static com.mongodb.client.model.Updates.push;
import static com.mongodb.client.model.Updates.pushEach;
import static com.mongodb.client.model.Updates.set;
import static com.mongodb.client.model.Updates.setOnInsert;
import static com.mongodb.client.model.Updates.unset;

import com.mongodb.client.model.PushOptions;
import dev.kato.model.Pattern;
import dev.kato.spi.LearnRequest;
import dev.kato.spi.PatternUpdate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.bson.BsonArray;
import org.bson.BsonInt32;
import org.bson.conversions.Bson;

/** What each write does to a pattern's document. */
final class PatternUpdates {

  private static final int FORMAT = 1;
  private static final int REVISIONS_KEPT = 32;
  private static final List<String> CONTENT =
      List.of(
          "events", "frequency", "emotives", "metadata", "affinity", Operations.FIELD, Moved.FIELD);

  private PatternUpdates() {}

  /** Puts a revision among the newest, which are kept in ascending order. */
  static Bson stamping(Stamp stamp) {
    return pushEach(
        "revs", List.of(stamp.revision()), new PushOptions().sort(1).slice(-REVISIONS_KEPT));
  }

  /** A learning; its emotives are added to the window. */
  static Bson learning(Stamp stamp, LearnRequest request) {
    BsonArray emotives = PatternDocuments.emotives(request.emotives());
    return learning(
        stamp,
        request,
        emotives.isEmpty()
            ? setOnInsert("emotives", emotives)
            : pushEach("emotives", emotives, new PushOptions().slice(-request.persistence())));
  }

  /** A learning without emotives that leaves this window. */
  static Bson learning(Stamp stamp, LearnRequest request, BsonArray window) {
    return learning(stamp, request, set("emotives", window));
  }

  /** Without array operators that add nothing: some servers do not take them for that. */
  private static Bson learning(Stamp stamp, LearnRequest request, Bson emotives) {
    List<Bson> parts = new ArrayList<>(identity(stamp));
    parts.add(set("events", PatternDocuments.events(request.events())));
    parts.add(stamping(stamp));
    parts.add(inc("frequency", 1L));
    parts.add(emotives);
    parts.add(
        push(
            Operations.FIELD,
            Operations.entry(request.operationId(), Operations.millis(request.repeatableUntil()))));
    BsonArray metadata = PatternDocuments.metadata(request.metadata());
    if (!metadata.isEmpty()) {
      parts.add(addEachToSet("metadata", metadata));
    }
    request
        .affinity()
        .forEach(
            (name, value) -> parts.add(inc("affinity." + PatternDocuments.fieldName(name), value)));
    return combine(parts);
  }

  static Bson restoring(Stamp stamp, Pattern pattern) {
    List<Bson> parts = new ArrayList<>(identity(stamp));
    parts.add(stamping(stamp));
    PatternDocuments.content(pattern).forEach((field, value) -> parts.add(set(field, value)));
    parts.add(set(Operations.FIELD, new BsonArray()));
    parts.add(unset(Moved.FIELD));
    parts.add(Growing.otherwise());
    return combine(parts);
  }

  static Bson correcting(PatternUpdate update) {
    List<Bson> parts = new ArrayList<>();
    Long frequency = update.frequency();
    if (frequency != null) {
      parts.add(set("frequency", frequency));
    }
    List<Map<String, Double>> emotives = update.emotives();
    if (emotives != null) {
      parts.add(set("emotives", PatternDocuments.emotives(emotives)));
    }
    return combine(parts);
  }

  /** Leaves a tombstone: a document with its revisions and without content. */
  static Bson deleting() {
    List<Bson> parts = new ArrayList<>();
    parts.add(set("alive", false));
    parts.add(currentDate("deletedAt"));
    CONTENT.forEach(field -> parts.add(unset(field)));
    parts.add(Growing.otherwise());
    return combine(parts);
  }

  /** Set by every write that may find no document, or a tombstone. */
  private static List<Bson> identity(Stamp stamp) {
    return List.of(
        set("v", new BsonInt32(FORMAT)),
        set("kb", stamp.head().kb()),
        set("alive", true),
        unset("deletedAt"));
  }
}
