package dev.kato.storage.mongo;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Updates.combine;

import dev.kato.model.Pattern;
import dev.kato.model.PatternName;
import dev.kato.model.UserId;
import dev.kato.spi.PatternUpdate;
import java.util.Optional;
import org.bson.BsonDocument;
import org.bson.conversions.Bson;

/**
 * The writing half of the protocol that {@link PatternFeed} explains: each write takes a revision,
 * then changes one document and puts the revision into it.
 */
final class PatternWriter {

  private static final int ATTEMPTS = 10;

  private final Heads heads;
  private final PatternWrites writes;
  private final PatternRemoval removal;

  PatternWriter(Heads heads, PatternWrites writes, PatternRemoval removal) {
    this.heads = heads;
    this.writes = writes;
    this.removal = removal;
  }

  void restore(UserId user, Pattern pattern) {
    Stamp stamp = heads.take(user);
    String id = stamp.head().id(pattern.name());
    Bson state = PatternUpdates.restoring(stamp, pattern);
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      Optional<BsonDocument> written = writes.upsert(eq("_id", id), state);
      if (written.isPresent()) {
        writes.settle(id, stamp, written.get());
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
    Optional<BsonDocument> written =
        writes.update(alive, combine(change, PatternUpdates.stamping(stamp)));
    written.ifPresent(document -> writes.settle(id, stamp, document));
    return written.isPresent();
  }

  void clear(UserId user) {
    heads.nextEpoch(user).ifPresent(removal::tidyAfterClearing);
  }
}
