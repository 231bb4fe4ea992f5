package dev.kato.storage.mongo;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.ne;
import static com.mongodb.client.model.Updates.combine;

import com.mongodb.MongoException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.FindOneAndUpdateOptions;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.ReturnDocument;
import dev.kato.model.Pattern;
import dev.kato.model.PatternName;
import dev.kato.model.UserId;
import dev.kato.spi.LearnRequest;
import dev.kato.spi.PatternUpdate;
import java.util.Optional;
import org.bson.BsonDocument;
import org.bson.BsonInt64;
import org.bson.conversions.Bson;

/**
 * The writing half of the protocol that {@link PatternFeed} explains: each write takes a revision,
 * then changes one document and puts the revision into it.
 */
final class PatternWriter {

  private static final int ATTEMPTS = 10;
  private static final FindOneAndUpdateOptions REVISIONS_AFTER =
      new FindOneAndUpdateOptions()
          .returnDocument(ReturnDocument.AFTER)
          .projection(Projections.include("revs"));
  private static final FindOneAndUpdateOptions UPSERT =
      new FindOneAndUpdateOptions()
          .returnDocument(ReturnDocument.AFTER)
          .projection(Projections.include("revs"))
          .upsert(true);

  private final Heads heads;
  private final MongoCollection<BsonDocument> patterns;
  private final MongoOptions options;
  private final PatternRemoval removal;

  PatternWriter(Heads heads, MongoCollection<BsonDocument> patterns, MongoOptions options) {
    this.heads = heads;
    this.patterns = patterns;
    this.options = options;
    this.removal = new PatternRemoval(heads, patterns, options);
  }

  void learn(UserId user, LearnRequest request) {
    learn(heads.take(user), request);
  }

  void learn(Stamp stamp, LearnRequest request) {
    String id = stamp.head().id(request.name());
    Bson notYet = and(eq("_id", id), ne("ops", request.operationId()));
    Bson already = and(eq("_id", id), eq("ops", request.operationId()));
    Bson learning = PatternUpdates.learning(stamp, request);
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      Optional<BsonDocument> written = upsert(notYet, learning);
      if (written.isEmpty()) {
        // A repeat. Readers may have given up waiting for the first try's revision: here is
        // another.
        written = update(already, PatternUpdates.stamping(stamp));
      }
      if (written.isPresent()) {
        settle(id, stamp, written.get());
        return;
      }
    }
    throw Failures.unavailable("too many writes of one pattern at once");
  }

  void restore(UserId user, Pattern pattern) {
    Stamp stamp = heads.take(user);
    String id = stamp.head().id(pattern.name());
    Bson state = PatternUpdates.restoring(stamp, pattern);
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      Optional<BsonDocument> written = upsert(eq("_id", id), state);
      if (written.isPresent()) {
        settle(id, stamp, written.get());
        return;
      }
    }
    throw Failures.unavailable("too many writes of one pattern at once");
  }

  boolean update(UserId user, PatternName name, PatternUpdate update) {
    return change(user, name, PatternUpdates.correcting(update));
  }

  boolean delete(UserId user, PatternName name) {
    return change(user, name, PatternUpdates.deleting());
  }

  private boolean change(UserId user, PatternName name, Bson change) {
    Optional<Stamp> taken = heads.takeIfKnown(user);
    if (taken.isEmpty()) {
      return false;
    }
    Stamp stamp = taken.get();
    String id = stamp.head().id(name);
    Bson alive = and(eq("_id", id), eq("alive", true));
    Optional<BsonDocument> written = update(alive, combine(change, PatternUpdates.stamping(stamp)));
    written.ifPresent(document -> settle(id, stamp, document));
    return written.isPresent();
  }

  void clear(UserId user) {
    heads.nextEpoch(user).ifPresent(removal::tidyAfterClearing);
  }

  private Optional<BsonDocument> update(Bson filter, Bson update) {
    return Optional.ofNullable(patterns.findOneAndUpdate(filter, update, REVISIONS_AFTER));
  }

  /** Empty if there is a document with the filter's id that the filter does not match. */
  private Optional<BsonDocument> upsert(Bson filter, Bson update) {
    try {
      return Optional.ofNullable(patterns.findOneAndUpdate(filter, update, UPSERT));
    } catch (MongoException e) {
      if (Failures.isDuplicateKey(e)) {
        return Optional.empty();
      }
      throw e;
    }
  }

  /**
   * Sees to it that readers find what was written: with a new revision, if they may have given up
   * waiting for the one it has, or if so many newer ones came before it that it was not kept.
   */
  private void settle(String id, Stamp stamp, BsonDocument written) {
    Stamp last = stamp;
    BsonDocument document = written;
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      if (isInTime(last) && document.getArray("revs").contains(new BsonInt64(last.revision()))) {
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

  private boolean isInTime(Stamp stamp) {
    return options.nanoTime().getAsLong() - stamp.takenAt() <= options.grace().toNanos() / 2;
  }
}
