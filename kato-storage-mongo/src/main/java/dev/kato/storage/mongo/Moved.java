package dev.kato.storage.mongo;

import java.util.Optional;
import org.bson.BsonDateTime;
import org.bson.BsonDocument;
import org.bson.BsonObjectId;
import org.bson.types.ObjectId;

/**
 * That a pattern's document has moved ids of learnings outside, see {@link Repeats}.
 *
 * @param generation names the ids outside that belong to the pattern as it is: not those from
 *     before it was deleted or restored
 * @param step unlike that of any other move
 * @param until in milliseconds; when the last of the ids outside is over
 */
record Moved(ObjectId generation, ObjectId step, long until) {

  static final String FIELD = "moved";
  static final String GENERATION = "moved.g";
  static final String STEP = "moved.n";

  /** The first move, or the next. */
  static Moved after(Optional<Moved> before, long until) {
    return new Moved(
        before.map(Moved::generation).orElseGet(ObjectId::new),
        new ObjectId(),
        Math.max(until, before.map(Moved::until).orElse(until)));
  }

  static Optional<Moved> of(BsonDocument pattern) {
    if (!pattern.containsKey(FIELD)) {
      return Optional.empty();
    }
    BsonDocument moved = pattern.getDocument(FIELD);
    return Optional.of(
        new Moved(
            moved.getObjectId("g").getValue(),
            moved.getObjectId("n").getValue(),
            moved.getDateTime("u").getValue()));
  }

  BsonDocument document() {
    return new BsonDocument("g", new BsonObjectId(generation))
        .append("n", new BsonObjectId(step))
        .append("u", new BsonDateTime(until));
  }

  /** Names the document of an id outside. */
  String outside(String patternId, String operationId) {
    return patternId + " " + generation.toHexString() + " " + operationId;
  }
}
