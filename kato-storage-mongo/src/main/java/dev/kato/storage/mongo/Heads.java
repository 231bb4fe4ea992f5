package dev.kato.storage.mongo;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.gt;
import static com.mongodb.client.model.Updates.combine;
import static com.mongodb.client.model.Updates.inc;
import static com.mongodb.client.model.Updates.max;
import static com.mongodb.client.model.Updates.set;
import static com.mongodb.client.model.Updates.setOnInsert;

import com.mongodb.MongoException;
import com.mongodb.ReadConcern;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.FindOneAndUpdateOptions;
import com.mongodb.client.model.ReturnDocument;
import com.mongodb.client.model.Sorts;
import dev.kato.model.UserId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonInt64;
import org.bson.BsonString;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;

/** The collection with one document per user, which gives out revisions. */
final class Heads {

  static final String COLLECTION = "kato_heads";

  private static final int FORMAT = 1;
  private static final int ATTEMPTS = 10;
  private static final FindOneAndUpdateOptions AFTER =
      new FindOneAndUpdateOptions().returnDocument(ReturnDocument.AFTER);
  private static final FindOneAndUpdateOptions UPSERT =
      new FindOneAndUpdateOptions().returnDocument(ReturnDocument.AFTER).upsert(true);

  private final MongoCollection<BsonDocument> documents;
  private final MongoCollection<BsonDocument> reads;
  private final LongSupplier nanoTime;

  Heads(MongoCollection<BsonDocument> documents, MongoOptions options) {
    this.documents = documents;
    this.reads =
        options.linearizable() ? documents.withReadConcern(ReadConcern.LINEARIZABLE) : documents;
    this.nanoTime = options.nanoTime();
  }

  Optional<Head> read(UserId user) {
    return Optional.ofNullable(reads.find(byId(user)).first()).map(Heads::decode);
  }

  /** Heads of users with ids after {@code after}, in code point order. */
  List<Head> page(@Nullable UserId after, int limit) {
    Bson filter = after == null ? new BsonDocument() : gt("_id", UserKey.of(after));
    List<Head> page = new ArrayList<>();
    documents.find(filter).sort(Sorts.ascending("_id")).limit(limit).map(Heads::decode).into(page);
    return page;
  }

  /** Takes the next revision; makes the user's document if there is none. */
  Stamp take(UserId user) {
    return take(user, 1).get(0);
  }

  /** Takes the next {@code count} revisions; makes the user's document if there is none. */
  StampRange take(UserId user, int count) {
    long takenAt = nanoTime.getAsLong();
    Bson next =
        combine(
            inc("revision", (long) count),
            setOnInsert("v", new BsonInt32(FORMAT)),
            setOnInsert("user", new BsonString(user.value())),
            setOnInsert("epoch", new BsonInt64(0)));
    for (int attempt = 1; ; attempt++) {
      try {
        BsonDocument head = documents.findOneAndUpdate(byId(user), next, UPSERT);
        if (head != null) {
          return new StampRange(decode(head), count, takenAt);
        }
      } catch (MongoException e) {
        // Two made the document at once: one of them may be told so.
        if (!Failures.isDuplicateKey(e) || attempt == ATTEMPTS) {
          throw e;
        }
      }
    }
  }

  /** Takes the next revision, if the user has a document. */
  Optional<Stamp> takeIfKnown(UserId user) {
    long takenAt = nanoTime.getAsLong();
    return advance(user, inc("revision", 1L)).map(head -> new Stamp(head, takenAt));
  }

  /** Begins the next epoch, if the user has a document. */
  Optional<Head> nextEpoch(UserId user) {
    return advance(user, combine(inc("epoch", 1L), set("revision", 0L), set("purged", 0L)));
  }

  /**
   * Says that tombstones up to {@code revision} may be gone.
   *
   * @return false if the epoch is over
   */
  boolean markPurged(Head head, long revision) {
    Bson ofEpoch = and(byId(head.user()), eq("epoch", head.epoch()));
    return documents.findOneAndUpdate(ofEpoch, max("purged", revision), AFTER) != null;
  }

  private Optional<Head> advance(UserId user, Bson update) {
    return Optional.ofNullable(documents.findOneAndUpdate(byId(user), update, AFTER))
        .map(Heads::decode);
  }

  private static Bson byId(UserId user) {
    return eq("_id", UserKey.of(user));
  }

  private static Head decode(BsonDocument document) {
    int format = document.getNumber("v").intValue();
    if (format != FORMAT) {
      throw Failures.refused("documents have format " + format + ", not " + FORMAT);
    }
    return new Head(
        new UserId(document.getString("user").getValue()),
        document.getNumber("epoch").longValue(),
        document.getNumber("revision").longValue(),
        document.getNumber("purged", new BsonInt64(0)).longValue());
  }
}
