package dev.kato.storage.mongo;

import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.in;

import com.mongodb.MongoBulkWriteException;
import com.mongodb.MongoException;
import com.mongodb.MongoWriteConcernException;
import com.mongodb.MongoWriteException;
import com.mongodb.WriteConcernResult;
import com.mongodb.bulk.BulkWriteError;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.BulkWriteOptions;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.UpdateOneModel;
import com.mongodb.client.model.UpdateOptions;
import dev.kato.model.Pattern;
import dev.kato.model.PatternName;
import dev.kato.model.UserId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bson.BSONException;
import org.bson.BsonDocument;
import org.bson.conversions.Bson;

/**
 * Restores many patterns at a time, by the protocol that {@link PatternFeed} explains: each pattern
 * has a revision of its own, but all of a batch are taken in one step and written in another. Two
 * more see to it that no reader misses one, as {@link PatternWrites#settle} does for one document:
 * batches take so many revisions that those of a slow one could leave the window in which a
 * beginning reader looks for holes, so the head is read once more; and documents that did not keep
 * their revision are looked for.
 */
final class BulkRestore {

  /**
   * No more than {@link FeedCursor#MOST_LOST} revisions that nobody has seen: a batch of a writer
   * that died, and that became visible late, is found all the same.
   */
  static final int BATCH = 200;

  /** Characters, or as much: some megabytes, so that a batch is written in time. */
  private static final long BATCH_TEXT = 2 << 20;

  private static final int ATTEMPTS = 10;
  private static final BulkWriteOptions UNORDERED = new BulkWriteOptions().ordered(false);
  private static final UpdateOptions UPSERT = new UpdateOptions().upsert(true);

  private final Heads heads;
  private final MongoCollection<BsonDocument> patterns;
  private final PatternWrites writes;
  private final PatternWriter single;

  BulkRestore(
      Heads heads,
      MongoCollection<BsonDocument> patterns,
      PatternWrites writes,
      PatternWriter single) {
    this.heads = heads;
    this.patterns = patterns;
    this.writes = writes;
    this.single = single;
  }

  void restore(UserId user, List<Pattern> restored) {
    Map<PatternName, Pattern> batch = new LinkedHashMap<>();
    long text = 0;
    for (Pattern pattern : restored) {
      long more = pattern.textSize();
      if (batch.size() == BATCH || (!batch.isEmpty() && text + more > BATCH_TEXT)) {
        write(user, List.copyOf(batch.values()));
        batch.clear();
        text = 0;
      }
      batch.put(pattern.name(), pattern);
      text += more;
    }
    if (!batch.isEmpty()) {
      write(user, List.copyOf(batch.values()));
    }
  }

  private void write(UserId user, List<Pattern> batch) {
    StampRange stamps = heads.take(user, batch.size());
    List<UpdateOneModel<BsonDocument>> updates = new ArrayList<>();
    for (int i = 0; i < batch.size(); i++) {
      Pattern pattern = batch.get(i);
      Stamp stamp = stamps.get(i);
      Bson byId = eq("_id", stamp.head().id(pattern.name()));
      updates.add(new UpdateOneModel<>(byId, PatternUpdates.restoring(stamp, pattern), UPSERT));
    }
    try {
      patterns.bulkWrite(updates, UNORDERED);
    } catch (MongoBulkWriteException e) {
      restoreFailed(user, batch, e);
    } catch (RuntimeException e) {
      if (!Failures.isTooLarge(e)) {
        throw e;
      }
      // The driver does not say which: one by one, the one that is refused is named.
      batch.forEach(pattern -> restoreOne(user, pattern));
    }
    settle(stamps, batch);
  }

  /** Two who make a document at once: one of them fails, and succeeds when it tries again. */
  private void restoreFailed(UserId user, List<Pattern> batch, MongoBulkWriteException failure) {
    for (BulkWriteError error : failure.getWriteErrors()) {
      if (!Failures.isDuplicateKey(error)) {
        throw PatternSize.named(
            new MongoWriteException(error, failure.getServerAddress(), failure.getErrorLabels()),
            batch.get(error.getIndex()).name());
      }
    }
    if (failure.getWriteConcernError() != null) {
      throw new MongoWriteConcernException(
          failure.getWriteConcernError(),
          WriteConcernResult.unacknowledged(),
          failure.getServerAddress(),
          failure.getErrorLabels());
    }
    for (BulkWriteError error : failure.getWriteErrors()) {
      restoreOne(user, batch.get(error.getIndex()));
    }
  }

  private void restoreOne(UserId user, Pattern pattern) {
    try {
      single.restore(user, pattern);
    } catch (MongoException | BSONException e) {
      throw PatternSize.named(e, pattern.name());
    }
  }

  /** Stamps the batch again, as long as a reader could miss one. */
  private void settle(StampRange written, List<Pattern> batch) {
    StampRange last = written;
    List<String> ids = batch.stream().map(pattern -> written.head().id(pattern.name())).toList();
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      Optional<Head> head = heads.read(written.head().user());
      boolean over = head.isEmpty() || head.get().epoch() != written.head().epoch();
      if (over || (isInTime(last, head.get()) && allHaveOneOf(last, ids))) {
        return;
      }
      last = heads.take(written.head().user(), ids.size());
      if (last.head().epoch() != written.head().epoch()) {
        return;
      }
      stamp(last, ids);
    }
    throw Failures.unavailable("too slow for readers to learn of writes in time");
  }

  /** Readers that begin look for holes among so many revisions; half of that is to be safe. */
  private boolean isInTime(StampRange stamps, Head now) {
    return writes.isInTime(stamps.takenAt())
        && now.revision() - stamps.first() <= PatternFeed.WINDOW / 2;
  }

  /** No other write has a revision in the range, so each that has one has its own. */
  private boolean allHaveOneOf(StampRange stamps, List<String> ids) {
    // By ids alone, which every server looks up; that a document is gone is no harm.
    for (BsonDocument document :
        patterns.find(in("_id", ids)).batchSize(BATCH).projection(Projections.include("revs"))) {
      if (document.getArray("revs").stream().noneMatch(stamps::contains)) {
        return false;
      }
    }
    return true;
  }

  private void stamp(StampRange stamps, List<String> ids) {
    List<UpdateOneModel<BsonDocument>> updates = new ArrayList<>();
    for (int i = 0; i < ids.size(); i++) {
      updates.add(
          new UpdateOneModel<>(eq("_id", ids.get(i)), PatternUpdates.stamping(stamps.get(i))));
    }
    patterns.bulkWrite(updates, UNORDERED);
  }
}
