package dev.kato.storage.mongo;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;

import com.mongodb.ReadConcern;
import com.mongodb.client.MongoCollection;
import dev.kato.model.UserId;
import dev.kato.spi.LearnRequest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bson.BsonDocument;
import org.bson.conversions.Bson;

/**
 * Learns: takes a revision, then changes the pattern's document, on conditions that exclude a
 * repeat (see {@link Repeats}) and a pattern beyond its bounds (see {@link Growing}). As a rule the
 * first try does it; if not, the document is read to see why.
 */
final class PatternLearner {

  private static final int ATTEMPTS = 100;

  private final Heads heads;
  private final MongoCollection<BsonDocument> reads;
  private final PatternWrites writes;
  private final Repeats repeats;

  /**
   * Reads patterns as they are on the primary, without waiting for a majority: it decides nothing
   * that is not checked again by the write, which waits for one.
   */
  PatternLearner(
      Heads heads, MongoCollection<BsonDocument> patterns, PatternWrites writes, Repeats repeats) {
    this.heads = heads;
    this.reads = patterns.withReadConcern(ReadConcern.LOCAL);
    this.writes = writes;
    this.repeats = repeats;
  }

  void forget(List<LearnRequest> learned) {
    repeats.forget(learned);
  }

  void learn(UserId user, LearnRequest request, Instant now) {
    request.checkGrowth(Optional.empty());
    learn(heads.take(user), request, now);
  }

  void learn(Stamp stamp, LearnRequest request, Instant now) {
    String id = stamp.head().id(request.name());
    Optional<BsonDocument> written = learnUnread(id, stamp, request);
    for (int attempt = 0; written.isEmpty() && attempt < ATTEMPTS; attempt++) {
      BsonDocument seen = reads.find(eq("_id", id)).first();
      written = seen == null ? insert(id, stamp, request) : learn(id, stamp, request, seen, now);
    }
    BsonDocument document =
        written.orElseThrow(() -> Failures.unavailable("too many writes of one pattern at once"));
    repeats.learnFrom(id, document);
    writes.settle(id, stamp, document);
    repeats.makeRoom(stamp.head().kb(), document, request, now);
  }

  private Optional<BsonDocument> learnUnread(String id, Stamp stamp, LearnRequest request) {
    Optional<Moved> moved = repeats.known(id);
    if (moved.isEmpty()) {
      return insert(id, stamp, request);
    }
    if (repeats.isOutside(id, moved, request.operationId())) {
      return Optional.empty();
    }
    return writes.update(
        filter(id, request, moved, Growing.fits(request)), PatternUpdates.learning(stamp, request));
  }

  /** Also changes a document that has made no move. */
  private Optional<BsonDocument> insert(String id, Stamp stamp, LearnRequest request) {
    return writes.upsert(
        filter(id, request, Optional.empty(), Growing.fits(request)),
        PatternUpdates.learning(stamp, request));
  }

  /** Empty if the document is not as it was seen any more. */
  private Optional<BsonDocument> learn(
      String id, Stamp stamp, LearnRequest request, BsonDocument seen, Instant now) {
    String operation = request.operationId();
    Optional<Moved> moved = Moved.of(seen);
    repeats.learnFrom(id, seen);
    // Of a repeat readers may have given up waiting for the first try's revision: here is another.
    if (Operations.hold(seen, operation)) {
      return writes.update(
          and(eq("_id", id), Repeats.has(operation)), PatternUpdates.stamping(stamp));
    }
    if (moved.isPresent() && repeats.isOutside(id, moved, operation)) {
      return writes.update(
          and(eq("_id", id), eq(Moved.GENERATION, moved.get().generation())),
          PatternUpdates.stamping(stamp));
    }
    if (Operations.of(seen).size() >= Repeats.MOST) {
      repeats.move(stamp.head().kb(), seen, request, now);
      return Optional.empty();
    }
    if (PatternDocuments.isAlive(seen)) {
      request.checkGrowth(Optional.of(PatternDocuments.pattern(seen)));
    }
    return writes.update(
        filter(id, request, moved, Growing.stillFits(request, seen)),
        Growing.learning(stamp, request, seen));
  }

  static Bson filter(String id, LearnRequest request, Optional<Moved> moved, List<Bson> fits) {
    List<Bson> conditions = new ArrayList<>();
    conditions.add(eq("_id", id));
    conditions.add(Repeats.hasNot(request.operationId(), moved));
    conditions.addAll(fits);
    return and(conditions);
  }
}
