package dev.kato.storage.mongo;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.gt;
import static com.mongodb.client.model.Filters.gte;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Filters.lt;
import static com.mongodb.client.model.Filters.not;

import com.mongodb.MongoException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Projections;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import org.bson.BsonDocument;
import org.bson.conversions.Bson;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Removes documents that no reader needs, a batch at a time. */
final class PatternRemoval {

  private static final Logger log = LoggerFactory.getLogger(PatternRemoval.class);

  private static final int BATCH = 1000;

  private final Heads heads;
  private final MongoCollection<BsonDocument> patterns;
  private final Repeats repeats;
  private final MongoOptions options;

  PatternRemoval(
      Heads heads, MongoCollection<BsonDocument> patterns, Repeats repeats, MongoOptions options) {
    this.heads = heads;
    this.patterns = patterns;
    this.repeats = repeats;
    this.options = options;
  }

  /**
   * Nobody reads these documents any more, so it does no harm when some are left: by a failure, for
   * want of time, or by a learning that took its revision before the clearing.
   */
  void tidyAfterClearing(Head head) {
    long giveUpAt = options.nanoTime().getAsLong() + options.timeout().toNanos();
    try {
      while (removeOlderEpochs(head) > 0 && giveUpAt - options.nanoTime().getAsLong() > 0) {}
    } catch (MongoException e) {
      log.info("Patterns of a cleared knowledge base are left until the next clearing or purge", e);
    }
  }

  long purge(Instant deletedBefore) {
    long removed = 0;
    List<Head> page = heads.page(null, BATCH);
    while (!page.isEmpty()) {
      for (Head head : page) {
        removed += purge(head, deletedBefore);
      }
      page = heads.page(page.get(page.size() - 1).user(), BATCH);
    }
    return removed;
  }

  private long purge(Head head, Instant deletedBefore) {
    long removed = 0;
    long batch;
    do {
      batch =
          removeOlderEpochs(head)
              + removeTombstones(head, deletedBefore)
              + repeats.removeOver(head.kb(), deletedBefore, BATCH);
      removed += batch;
    } while (batch > 0);
    return removed;
  }

  private long removeOlderEpochs(Head head) {
    Bson older = and(gte("kb", head.lowestKb()), lt("kb", head.kb()));
    return remove(batch(older), new BsonDocument()) + repeats.remove(older, BATCH);
  }

  /** Marks the head first, so that a reader who has not seen the tombstones begins anew. */
  private long removeTombstones(Head head, Instant deletedBefore) {
    List<BsonDocument> tombstones =
        batch(
            and(
                eq("kb", head.kb()),
                eq("alive", false),
                lt("deletedAt", Date.from(deletedBefore))));
    long newest = 0;
    for (BsonDocument tombstone : tombstones) {
      newest = Math.max(newest, PatternDocuments.newestRevision(tombstone));
    }
    return newest > 0 && heads.markPurged(head, newest)
        ? remove(tombstones, and(eq("alive", false), not(gt("revs", newest))))
        : 0;
  }

  private List<BsonDocument> batch(Bson filter) {
    List<BsonDocument> batch = new ArrayList<>();
    patterns.find(filter).projection(Projections.include("revs")).limit(BATCH).into(batch);
    return batch;
  }

  private long remove(List<BsonDocument> documents, Bson still) {
    if (documents.isEmpty()) {
      return 0;
    }
    Bson these = in("_id", documents.stream().map(document -> document.get("_id")).toList());
    return patterns.deleteMany(and(these, still)).getDeletedCount();
  }
}
