package dev.kato.storage.mongo;

import static com.mongodb.client.model.Filters.all;
import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.exists;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Filters.lt;
import static com.mongodb.client.model.Filters.ne;
import static com.mongodb.client.model.Filters.or;
import static com.mongodb.client.model.Updates.combine;
import static com.mongodb.client.model.Updates.pullAll;
import static com.mongodb.client.model.Updates.set;
import static com.mongodb.client.model.Updates.unset;

import com.mongodb.MongoBulkWriteException;
import com.mongodb.MongoException;
import com.mongodb.ReadConcern;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.InsertManyOptions;
import com.mongodb.client.model.Projections;
import dev.kato.spi.LearnRequest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.bson.BsonDateTime;
import org.bson.BsonDocument;
import org.bson.BsonString;
import org.bson.BsonValue;
import org.bson.conversions.Bson;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Knows which learnings a pattern has had, however many there were.
 *
 * <p>A pattern's document holds the ids of its newest learnings, put there by the learning itself.
 * When there are {@value #FULL}, all but the newest {@value #KEPT} are moved outside, to documents
 * of their own; ids that are over, or forgotten through this instance, are dropped instead. A move
 * first inserts the ids outside, then takes them out of the pattern and writes a new <em>step</em>
 * there, in one atomic update that demands all of them still to be there and the step to be the one
 * seen. So:
 *
 * <ul>
 *   <li>A crash between the two leaves ids in both places, which does no harm.
 *   <li>While a step stays the same, ids outside may be added, but none of the pattern's ids are
 *       outside only that were not when the step was written. Who knows the step, then does not
 *       find an id outside, then writes on the condition that the pattern still has the step and
 *       does not hold the id, has not written a repeat. A pattern without a step has nothing
 *       outside that is not over.
 *   <li>A deletion and a restoration remove the step. The first move after that begins a new
 *       <em>generation</em>, and ids outside are named by it, so those from before are void. Who
 *       began to move them before cannot finish: the condition fails.
 * </ul>
 *
 * <p>Ids outside take room until they are over. Each move removes some of the same knowledge base
 * that are, more than it brings; a purge removes all. When nothing is outside that is not over, the
 * next move removes the step, and learning is as quick again as before the first.
 */
final class Repeats {

  static final String COLLECTION = "kato_operations";

  /** Ids that stay in a pattern's document. */
  static final int KEPT = 32;

  /** So many are moved. */
  static final int FULL = 2 * KEPT;

  /** With so many nothing is learned before they have been moved. */
  static final int MOST = 4 * KEPT;

  private static final Logger log = LoggerFactory.getLogger(Repeats.class);

  private static final int REMOVED_AT_ONCE = 2 * KEPT;
  private static final int PATTERNS_KNOWN = 10_000;
  private static final int FORGOTTEN_KNOWN = 50_000;

  private final MongoCollection<BsonDocument> patterns;
  private final MongoCollection<BsonDocument> operations;
  private final MongoCollection<BsonDocument> reads;
  private final Set<String> moving = ConcurrentHashMap.newKeySet();
  private final Map<String, Moved> known =
      Collections.synchronizedMap(new Newest<>(PATTERNS_KNOWN));

  /** Ids that this instance knows nobody will repeat. */
  private final Set<String> forgotten =
      Collections.newSetFromMap(Collections.synchronizedMap(new Newest<>(FORGOTTEN_KNOWN)));

  Repeats(
      MongoCollection<BsonDocument> patterns,
      MongoCollection<BsonDocument> operations,
      MongoOptions options) {
    this.patterns = patterns;
    this.operations = operations;
    this.reads =
        options.linearizable() ? operations.withReadConcern(ReadConcern.LINEARIZABLE) : operations;
  }

  /** From now on the ids of these learnings need not be moved. */
  void forget(List<LearnRequest> learned) {
    learned.forEach(request -> forgotten.add(request.operationId()));
  }

  /** What is known of a pattern's moves. It may be out of date. */
  Optional<Moved> known(String patternId) {
    return Optional.ofNullable(known.get(patternId));
  }

  /** Takes in what a pattern's document says. */
  void learnFrom(String patternId, BsonDocument pattern) {
    remember(patternId, Moved.of(pattern));
  }

  private void remember(String patternId, Optional<Moved> moved) {
    moved.ifPresentOrElse(known -> this.known.put(patternId, known), () -> known.remove(patternId));
  }

  /** Whether the id was moved outside by a move up to this one. */
  boolean isOutside(String patternId, Optional<Moved> moved, String operationId) {
    return moved.isPresent()
        && reads
                .find(eq("_id", moved.get().outside(patternId, operationId)))
                .projection(Projections.include("_id"))
                .first()
            != null;
  }

  /** That a pattern neither holds an id nor has made a move that is not known. */
  static Bson hasNot(String operationId, Optional<Moved> moved) {
    return and(
        ne(Operations.FIELD, operationId),
        ne(Operations.ID, operationId),
        exists(Operations.FIELD + "." + (MOST - 1), false),
        sameStep(moved));
  }

  static Bson has(String operationId) {
    return or(eq(Operations.FIELD, operationId), eq(Operations.ID, operationId));
  }

  private static Bson sameStep(Optional<Moved> moved) {
    return moved.isPresent() ? eq(Moved.STEP, moved.get().step()) : exists(Moved.FIELD, false);
  }

  /**
   * Makes room in a pattern that has many ids. That it fails is no reason for a learning that was
   * written to fail: the next one tries again.
   */
  void makeRoom(String kb, BsonDocument pattern, LearnRequest request, Instant now) {
    String patternId = pattern.getString("_id").getValue();
    if (Operations.of(pattern).size() >= FULL && moving.add(patternId)) {
      try {
        move(kb, pattern, request, now);
        removeOver(kb, now, REMOVED_AT_ONCE);
      } catch (MongoException e) {
        log.info("Ids of learnings stay in their pattern until the next learning", e);
      } finally {
        moving.remove(patternId);
      }
    }
  }

  /** One move; without effect if the pattern has changed meanwhile. */
  void move(String kb, BsonDocument pattern, LearnRequest request, Instant now) {
    String patternId = pattern.getString("_id").getValue();
    Optional<Moved> before = Moved.of(pattern);
    List<BsonValue> all = Operations.of(pattern);
    List<BsonValue> oldest = all.subList(0, Math.max(0, all.size() - KEPT));
    // What an older release wrote may be repeated no longer than what is learned now.
    long ifUnknown = Operations.millis(request.repeatableUntil());
    List<BsonValue> open =
        oldest.stream()
            .filter(entry -> !Operations.isOver(Operations.until(entry, ifUnknown), now))
            .filter(entry -> !forgotten.contains(Operations.id(entry)))
            .toList();
    Optional<Moved> after = before.filter(moved -> !Operations.isOver(moved.until(), now));
    if (!open.isEmpty()) {
      long last =
          open.stream().mapToLong(entry -> Operations.until(entry, ifUnknown)).max().getAsLong();
      Moved moved = Moved.after(before, last);
      after = Optional.of(moved);
      insert(
          open.stream()
              .map(
                  entry ->
                      new BsonDocument(
                              "_id", new BsonString(moved.outside(patternId, Operations.id(entry))))
                          .append("kb", new BsonString(kb))
                          .append("until", new BsonDateTime(Operations.until(entry, ifUnknown))))
              .toList());
    }
    Bson step = after.isPresent() ? set(Moved.FIELD, after.get().document()) : unset(Moved.FIELD);
    Bson asSeen = and(eq("_id", patternId), all(Operations.FIELD, oldest), sameStep(before));
    Bson change = combine(pullAll(Operations.FIELD, oldest), step);
    if (patterns.updateOne(asSeen, change).getMatchedCount() > 0) {
      remember(patternId, after);
    }
  }

  /** What is there already was inserted by a move that did not end. */
  private void insert(List<BsonDocument> ids) {
    try {
      operations.insertMany(ids, new InsertManyOptions().ordered(false));
    } catch (MongoBulkWriteException e) {
      boolean allThere =
          e.getWriteConcernError() == null
              && e.getWriteErrors().stream().allMatch(Failures::isDuplicateKey);
      if (!allThere) {
        throw e;
      }
    }
  }

  /**
   * Removes ids of a knowledge base that are over.
   *
   * @return how many
   */
  long removeOver(String kb, Instant now, int atMost) {
    return remove(
        and(eq("kb", kb), lt("until", new BsonDateTime(Operations.millis(now) - 1))), atMost);
  }

  /** Removes ids that a filter matches. */
  long remove(Bson filter, int atMost) {
    List<BsonValue> ids = new ArrayList<>();
    operations
        .find(filter)
        .projection(Projections.include("_id"))
        .limit(atMost)
        .map(document -> document.get("_id"))
        .into(ids);
    return ids.isEmpty() ? 0 : operations.deleteMany(in("_id", ids)).getDeletedCount();
  }

  /** A map that lets go of what was not used for longest. */
  private static final class Newest<V> extends LinkedHashMap<String, V> {

    private static final long serialVersionUID = 1L;

    private final int most;

    Newest(int most) {
      super(16, 0.75f, true);
      this.most = most;
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<String, V> eldest) {
      return size() > most;
    }
  }
}
