package dev.kato.storage.mongo;

import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.exists;
import static com.mongodb.client.model.Filters.size;
import static com.mongodb.client.model.Updates.combine;
import static com.mongodb.client.model.Updates.inc;

import dev.kato.model.Pattern;
import dev.kato.spi.LearnRequest;
import java.util.ArrayList;
import java.util.List;
import org.bson.BsonArray;
import org.bson.BsonDocument;
import org.bson.BsonValue;
import org.bson.conversions.Bson;

/**
 * Keeps a pattern within its bounds, exactly, with conditions that every server knows.
 *
 * <p>A learning of a pattern that was not read is written only where it is sure to fit: there is
 * room for all its metadata values, its emotives are among the sums already, and the window is no
 * longer than it may be. Otherwise the pattern is read, and the learning is written, if it fits, on
 * the condition that what was counted is still so: the number of metadata values, and a counter of
 * everything that may have changed them or the sums' names in another way than one by one.
 */
final class Growing {

  private static final String COUNTER = "grown";

  private Growing() {}

  /** Where a learning fits, whatever else the pattern holds. */
  static List<Bson> fits(LearnRequest request) {
    List<Bson> conditions = new ArrayList<>();
    int values = values(request);
    if (values > 0) {
      conditions.add(exists("metadata." + (Pattern.MAX_METADATA_VALUES - values), false));
    }
    request.affinity().keySet().forEach(name -> conditions.add(exists(sum(name), true)));
    if (request.emotives().isEmpty()) {
      conditions.add(exists("emotives." + request.persistence(), false));
    }
    return conditions;
  }

  /** Where a learning that fits this pattern still does. */
  static List<Bson> stillFits(LearnRequest request, BsonDocument seen) {
    List<Bson> conditions = new ArrayList<>();
    if (request.emotives().isEmpty()) {
      BsonArray window = window(seen);
      conditions.add(
          window.size() > request.persistence()
              ? eq("emotives", window)
              : exists("emotives." + request.persistence(), false));
    }
    int values = values(request);
    int known = seen.getArray("metadata", new BsonArray()).size();
    boolean nearlyFull = values > 0 && known + values > Pattern.MAX_METADATA_VALUES;
    if (nearlyFull) {
      conditions.add(size("metadata", known));
    } else if (values > 0) {
      conditions.add(exists("metadata." + (Pattern.MAX_METADATA_VALUES - values), false));
    }
    if (nearlyFull || addsSums(request, seen)) {
      BsonValue counter = seen.get(COUNTER);
      conditions.add(counter == null ? exists(COUNTER, false) : eq(COUNTER, counter));
    }
    return conditions;
  }

  /** The learning of a pattern that was read. */
  static Bson learning(Stamp stamp, LearnRequest request, BsonDocument seen) {
    BsonArray window = window(seen);
    int surplus = window.size() - request.persistence();
    Bson learning =
        request.emotives().isEmpty() && surplus > 0
            ? PatternUpdates.learning(
                stamp, request, new BsonArray(window.subList(surplus, window.size())))
            : PatternUpdates.learning(stamp, request);
    return addsSums(request, seen) ? combine(learning, otherwise()) : learning;
  }

  /** Counts a change of more than one by one. */
  static Bson otherwise() {
    return inc(COUNTER, 1L);
  }

  private static boolean addsSums(LearnRequest request, BsonDocument seen) {
    BsonDocument sums = seen.getDocument("affinity", new BsonDocument());
    return !request.affinity().keySet().stream()
        .map(PatternDocuments::fieldName)
        .allMatch(sums::containsKey);
  }

  private static BsonArray window(BsonDocument pattern) {
    return pattern.getArray("emotives", new BsonArray());
  }

  private static String sum(String emotive) {
    return "affinity." + PatternDocuments.fieldName(emotive);
  }

  private static int values(LearnRequest request) {
    return request.metadata().values().stream().mapToInt(List::size).sum();
  }
}
