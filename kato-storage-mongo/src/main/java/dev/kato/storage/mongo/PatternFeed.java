package dev.kato.storage.mongo;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.gt;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Filters.or;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoCursor;
import com.mongodb.client.cursor.TimeoutMode;
import dev.kato.model.UserId;
import dev.kato.spi.ChangeCursor;
import dev.kato.spi.PatternChange;
import java.util.Optional;
import java.util.function.Consumer;
import org.bson.BsonDocument;
import org.bson.BsonValue;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;

/**
 * The reading half of the protocol by which instances that share a database know each other's
 * writes without transactions and without change streams.
 *
 * <p><b>Writing</b> (see {@link PatternWriter}). A user's <em>head</em> document gives out
 * revisions, one to each write, within an epoch. A write takes the next revision, then changes one
 * pattern's document in one atomic step that also puts the revision into its {@code revs}, the 32
 * highest of the document's revisions in ascending order. So a document's highest revision never
 * falls, whatever order writes arrive in, and a change of content always comes with a revision
 * nobody else has.
 *
 * <ul>
 *   <li>A write that took longer than half the grace since it took its revision, or whose revision
 *       was not kept because 32 higher ones came before it, takes another revision and stamps the
 *       document again before it is acknowledged.
 *   <li>A repeated learning changes nothing, but stamps the document with its own new revision: the
 *       first try may have become visible only after readers had given up its revision.
 *   <li>A deletion leaves a tombstone with the document's revisions.
 *   <li>A clearing begins an epoch; its effect is that one step on the head. Documents are named by
 *       epoch, so those of older epochs are invisible at once, and removing them is mere tidiness.
 *       A learning that took its revision before the clearing goes to the older epoch: it counts as
 *       before the clearing, which it overlapped.
 * </ul>
 *
 * <p><b>Reading.</b> A reader that knows everything up to revision <i>w</i> reads the head. If the
 * head's revision is <i>w</i> and there is no hole, that was all. Otherwise it fetches the
 * documents with a revision above <i>w</i> or equal to a hole's, in whatever order, and then knows
 * everything up to the head's revision but for the revisions it saw in none of them: the holes. A
 * hole is a write under way, one that failed, or one whose revision a document has dropped for 32
 * higher ones. Holes are looked for at every call until the grace is over since the hole was first
 * noticed, and once after. Since a write is acknowledged under a revision only within half the
 * grace of taking it, and a reader notices a hole only after it was taken, no acknowledged write is
 * given up; what makes the other half is the difference between clocks' speeds. A write that
 * becomes visible after that was not acknowledged; it is found nevertheless, the next time anything
 * has to be fetched.
 *
 * <p>Documents carry absolute state, so it does no harm to see one twice or to see a later state
 * than was asked for. A fetch sees each document at least once, as it is at some time after the
 * fetch began; index entries of a document move only upwards, so a write in the middle of a fetch
 * cannot hide a document from it.
 *
 * <p>A reader that begins fetches everything of the epoch. It cannot tell which of the older
 * revisions it does not see are holes, so it takes those among the newest {@value #WINDOW} for
 * holes: enough as long as fewer revisions than that are given to one user in half a grace.
 *
 * <p>Documents of an epoch may be removed while they are fetched, and tombstones may be purged. So
 * after a fetch that leaves holes, or that was for everything, the head is read again, and the
 * reader begins anew when the epoch or the purge mark has changed.
 *
 * <p>All reads go to the primary with read concern majority: they include every write acknowledged
 * by a majority and nothing that a failover could take back, for a state that was taken back would
 * never be corrected in an index that had read it.
 */
final class PatternFeed {

  /** Newest revisions that a reader who begins waits for. */
  static final int WINDOW = 10_000;

  private static final int ATTEMPTS = 10;
  private static final int BATCH = 1000;

  private final Heads heads;
  private final MongoCollection<BsonDocument> patterns;
  private final MongoOptions options;

  PatternFeed(Heads heads, MongoCollection<BsonDocument> patterns, MongoOptions options) {
    this.heads = heads;
    this.patterns = patterns;
    this.options = options;
  }

  /**
   * The cursor to go on from.
   *
   * @throws IllegalArgumentException if it is of another feed or another user
   */
  FeedCursor begin(UserId user, @Nullable ChangeCursor cursor) {
    if (cursor == null) {
      return FeedCursor.start(this, user);
    }
    if (!(cursor instanceof FeedCursor known) || known.feed() != this) {
      throw new IllegalArgumentException("the cursor is not of this store");
    }
    if (!known.user().equals(user)) {
      throw new IllegalArgumentException("the cursor is not of this user");
    }
    return known;
  }

  FeedCursor changes(UserId user, FeedCursor cursor, Consumer<PatternChange> sink) {
    FeedCursor from = cursor;
    long began = now();
    Optional<Head> head = heads.read(user);
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      if (head.isEmpty() || from.isUpToDate(head.get())) {
        return from;
      }
      if (!from.isStart() && !from.isOf(head.get())) {
        sink.accept(new PatternChange.Reset());
        from = FeedCursor.start(this, user);
      }
      FeedCursor.Next next =
          new FeedCursor.Next(from, head.get(), WINDOW, now() + options.grace().toNanos());
      fetch(filter(from, head.get()), next, sink);
      if (!from.isStart() && next.isComplete()) {
        return next.cursor(began);
      }
      Optional<Head> after = heads.read(user);
      if (isSame(head.get(), after)) {
        return next.cursor(began);
      }
      from = FeedCursor.start(this, user);
      sink.accept(new PatternChange.Reset());
      began = now();
      head = after;
    }
    throw Failures.unavailable("cleared again and again while it was read");
  }

  private long now() {
    return options.nanoTime().getAsLong();
  }

  private static boolean isSame(Head before, Optional<Head> after) {
    return after.isPresent()
        && after.get().epoch() == before.epoch()
        && after.get().purged() == before.purged();
  }

  private static Bson filter(FeedCursor from, Head head) {
    Bson ofEpoch = eq("kb", head.kb());
    if (from.isStart()) {
      return ofEpoch;
    }
    Bson newer = and(ofEpoch, gt("revs", from.revision()));
    return from.holes().isEmpty() ? newer : or(newer, and(ofEpoch, in("revs", from.holes())));
  }

  /** A batch at a time, each within the timeout of its own: the whole may take long. */
  private void fetch(Bson filter, FeedCursor.Next next, Consumer<PatternChange> sink) {
    try (MongoCursor<BsonDocument> documents =
        patterns.find(filter).batchSize(BATCH).timeoutMode(TimeoutMode.ITERATION).cursor()) {
      while (documents.hasNext()) {
        BsonDocument document = documents.next();
        for (BsonValue revision : document.getArray("revs")) {
          next.seen(revision.asNumber().longValue());
        }
        sink.accept(change(document));
      }
    }
  }

  private static PatternChange change(BsonDocument document) {
    return PatternDocuments.isAlive(document)
        ? new PatternChange.Put(PatternDocuments.pattern(document))
        : new PatternChange.Deleted(PatternDocuments.name(document));
  }
}
