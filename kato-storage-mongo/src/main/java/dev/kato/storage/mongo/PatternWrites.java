package dev.kato.storage.mongo;

import static com.mongodb.client.model.Filters.eq;

import com.mongodb.MongoException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.FindOneAndUpdateOptions;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.ReturnDocument;
import java.util.Optional;
import org.bson.BsonDocument;
import org.bson.BsonInt64;
import org.bson.conversions.Bson;

/** Changes one document of a pattern in one step, as {@link PatternFeed} explains. */
final class PatternWrites {

  private static final int ATTEMPTS = 10;

  private final Heads heads;
  private final MongoCollection<BsonDocument> patterns;
  private final MongoOptions options;

  PatternWrites(Heads heads, MongoCollection<BsonDocument> patterns, MongoOptions options) {
    this.heads = heads;
    this.patterns = patterns;
    this.options = options;
  }

  /** The document after the change; empty if none matches. */
  Optional<BsonDocument> update(Bson filter, Bson update) {
    return Optional.ofNullable(patterns.findOneAndUpdate(filter, update, after()));
  }

  /** Empty if there is a document with the filter's id that the filter does not match. */
  Optional<BsonDocument> upsert(Bson filter, Bson update) {
    try {
      return Optional.ofNullable(patterns.findOneAndUpdate(filter, update, after().upsert(true)));
    } catch (MongoException e) {
      if (Failures.isDuplicateKey(e)) {
        return Optional.empty();
      }
      throw e;
    }
  }

  /** What belongs to the protocol, without the pattern itself. */
  private static FindOneAndUpdateOptions after() {
    return new FindOneAndUpdateOptions()
        .returnDocument(ReturnDocument.AFTER)
        .projection(Projections.include("revs", Operations.FIELD, Moved.FIELD));
  }

  /**
   * Sees to it that readers find what was written: with a new revision, if they may have given up
   * waiting for the one it has, or if so many newer ones came before it that it was not kept.
   */
  void settle(String id, Stamp stamp, BsonDocument written) {
    Stamp last = stamp;
    BsonDocument document = written;
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      if (isInTime(last.takenAt())
          && document.getArray("revs").contains(new BsonInt64(last.revision()))) {
        return;
      }
      last = heads.take(stamp.head().user());
      if (last.head().epoch() != stamp.head().epoch()) {
        return;
      }
      Optional<BsonDocument> stamped = update(eq("_id", id), PatternUpdates.stamping(last));
      if (stamped.isEmpty()) {
        return;
      }
      document = stamped.get();
    }
    throw Failures.unavailable("too slow for readers to learn of a write in time");
  }

  /** Whether readers still wait for a revision that was taken then. */
  boolean isInTime(long takenAt) {
    return options.nanoTime().getAsLong() - takenAt <= options.grace().toNanos() / 2;
  }
}
