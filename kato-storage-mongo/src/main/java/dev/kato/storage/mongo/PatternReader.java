package dev.kato.storage.mongo;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.gt;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.Sorts;
import dev.kato.model.Pattern;
import dev.kato.model.PatternName;
import dev.kato.model.UserId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.bson.BsonDocument;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;

/** Reads patterns in the epoch of their user's head. */
final class PatternReader {

  private static final int ATTEMPTS = 10;

  private final Heads heads;
  private final MongoCollection<BsonDocument> patterns;

  PatternReader(Heads heads, MongoCollection<BsonDocument> patterns) {
    this.heads = heads;
    this.patterns = patterns;
  }

  Optional<Pattern> find(UserId user, PatternName name) {
    return heads
        .read(user)
        .map(head -> and(eq("_id", head.id(name)), eq("alive", true)))
        .map(filter -> patterns.find(filter).first())
        .map(PatternDocuments::pattern);
  }

  List<Pattern> list(UserId user, @Nullable PatternName after, int limit) {
    return ofOneEpoch(user, List.of(), head -> list(head, after, limit));
  }

  private List<Pattern> list(Head head, @Nullable PatternName after, int limit) {
    Bson filter = after == null ? alive(head) : and(alive(head), gt("_id", head.id(after)));
    List<Pattern> page = new ArrayList<>();
    patterns
        .find(filter)
        .sort(Sorts.ascending("_id"))
        .limit(limit)
        .map(PatternDocuments::pattern)
        .into(page);
    return page;
  }

  long count(UserId user) {
    return ofOneEpoch(user, 0L, head -> patterns.countDocuments(alive(head)));
  }

  List<UserId> users(@Nullable UserId after, int limit) {
    List<UserId> users = new ArrayList<>();
    List<Head> page = heads.page(after, limit);
    while (!page.isEmpty() && users.size() < limit) {
      for (Head head : page) {
        if (users.size() < limit && hasPatterns(head)) {
          users.add(head.user());
        }
      }
      page = heads.page(page.get(page.size() - 1).user(), limit);
    }
    return users;
  }

  private boolean hasPatterns(Head head) {
    return patterns.find(alive(head)).projection(Projections.include("_id")).first() != null;
  }

  /**
   * What a clearing removes it does not remove at once: so what was read in between is not used.
   */
  private <T> T ofOneEpoch(UserId user, T nothing, Function<Head, T> read) {
    Optional<Head> head = heads.read(user);
    for (int attempt = 0; attempt < ATTEMPTS && head.isPresent(); attempt++) {
      T result = read.apply(head.get());
      Optional<Head> after = heads.read(user);
      if (after.isPresent() && after.get().epoch() == head.get().epoch()) {
        return result;
      }
      head = after;
    }
    if (head.isPresent()) {
      throw Failures.unavailable("cleared again and again while it was read");
    }
    return nothing;
  }

  private static Bson alive(Head head) {
    return and(eq("kb", head.kb()), eq("alive", true));
  }
}
