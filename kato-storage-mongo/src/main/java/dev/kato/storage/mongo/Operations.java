package dev.kato.storage.mongo;

import java.time.Instant;
import java.util.List;
import org.bson.BsonArray;
import org.bson.BsonDateTime;
import org.bson.BsonDocument;
import org.bson.BsonString;
import org.bson.BsonValue;

/**
 * The ids of learnings within a pattern's document, oldest first. An older release wrote them as
 * plain text, without the time when they are over.
 */
final class Operations {

  static final String FIELD = "ops";
  static final String ID = "ops.i";

  private static final long LATEST = Instant.parse("9999-12-31T23:59:58Z").getEpochSecond();

  private Operations() {}

  static List<BsonValue> of(BsonDocument pattern) {
    return pattern.getArray(FIELD, new BsonArray()).getValues();
  }

  static BsonDocument entry(String id, long until) {
    return new BsonDocument("i", new BsonString(id)).append("u", new BsonDateTime(until));
  }

  static String id(BsonValue entry) {
    return entry.isString()
        ? entry.asString().getValue()
        : entry.asDocument().getString("i").getValue();
  }

  /**
   * When the id is over.
   *
   * @param ifUnknown for what an older release wrote
   */
  static long until(BsonValue entry, long ifUnknown) {
    return entry.isString() ? ifUnknown : entry.asDocument().getDateTime("u").getValue();
  }

  static boolean hold(BsonDocument pattern, String id) {
    return of(pattern).stream().anyMatch(entry -> id(entry).equals(id));
  }

  /** When to take an id for over: not before {@code until}, and in whole milliseconds. */
  static long millis(Instant until) {
    return clamped(until) + 1;
  }

  static boolean isOver(long until, Instant now) {
    return until < clamped(now);
  }

  /** Within what all servers and drivers can keep. */
  private static long clamped(Instant time) {
    return Math.max(0, Math.min(time.getEpochSecond(), LATEST)) * 1000 + time.getNano() / 1_000_000;
  }
}
