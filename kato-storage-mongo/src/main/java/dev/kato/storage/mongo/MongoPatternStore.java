package dev.kato.storage.mongo;

import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import com.mongodb.MongoException;
import com.mongodb.ReadConcern;
import com.mongodb.ReadPreference;
import com.mongodb.WriteConcern;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.IndexModel;
import com.mongodb.client.model.Indexes;
import dev.kato.model.Pattern;
import dev.kato.model.PatternName;
import dev.kato.model.UserId;
import dev.kato.spi.ChangeCursor;
import dev.kato.spi.LearnRequest;
import dev.kato.spi.PatternChange;
import dev.kato.spi.PatternStore;
import dev.kato.spi.PatternUpdate;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.bson.BSONException;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.jspecify.annotations.Nullable;

/**
 * Patterns in MongoDB, one document each. Any number of instances may use a database at once.
 *
 * <p>A write is acknowledged when a majority of the replica set has it in its journal. It takes two
 * round trips; reading changes takes one when there are none. A failed call may be repeated at
 * once; connections come back by themselves. Nothing is asked of the server before the first call.
 */
public final class MongoPatternStore implements PatternStore {

  static final String COLLECTION = "kato_patterns";

  private final MongoDatabase database;
  private final Runnable onClose;
  private final MongoCollection<BsonDocument> patterns;
  private final PatternReader reader;
  private final PatternWriter writer;
  private final PatternFeed feed;
  private final PatternRemoval removal;
  private final AtomicBoolean closed = new AtomicBoolean();
  private volatile boolean indexed;

  private MongoPatternStore(MongoClient client, MongoOptions options, Runnable onClose) {
    this.onClose = onClose;
    this.database =
        client
            .getDatabase(options.database())
            .withTimeout(options.timeout().toMillis(), TimeUnit.MILLISECONDS)
            .withReadPreference(ReadPreference.primary())
            .withReadConcern(ReadConcern.MAJORITY)
            .withWriteConcern(WriteConcern.MAJORITY.withJournal(true));
    this.patterns = database.getCollection(COLLECTION, BsonDocument.class);
    Heads heads = new Heads(database.getCollection(Heads.COLLECTION, BsonDocument.class), options);
    this.reader = new PatternReader(heads, patterns);
    this.writer = new PatternWriter(heads, patterns, options);
    this.removal = new PatternRemoval(heads, patterns, options);
    this.feed = new PatternFeed(heads, patterns, options);
  }

  /**
   * A store with a client of its own, which it closes.
   *
   * @throws IllegalArgumentException if the connection string is not valid
   */
  public static MongoPatternStore connect(MongoOptions options) {
    MongoClient client =
        MongoClients.create(
            MongoClientSettings.builder()
                .applyConnectionString(new ConnectionString(options.uri()))
                .applicationName("kato")
                .build());
    return new MongoPatternStore(client, options, client::close);
  }

  /** A store that uses a client and does not close it. */
  public static MongoPatternStore using(MongoClient client, MongoOptions options) {
    return new MongoPatternStore(client, options, () -> {});
  }

  @Override
  public void learn(UserId user, LearnRequest request) {
    run(() -> writer.learn(user, request));
  }

  @Override
  public void restore(UserId user, Pattern pattern) {
    run(() -> writer.restore(user, pattern));
  }

  @Override
  public Optional<Pattern> find(UserId user, PatternName name) {
    return call(() -> reader.find(user, name));
  }

  @Override
  public List<Pattern> list(UserId user, @Nullable PatternName after, int limit) {
    checkLimit(limit);
    return call(() -> reader.list(user, after, limit));
  }

  @Override
  public boolean update(UserId user, PatternName name, PatternUpdate update) {
    return call(() -> writer.update(user, name, update));
  }

  @Override
  public boolean delete(UserId user, PatternName name) {
    return call(() -> writer.delete(user, name));
  }

  @Override
  public void clear(UserId user) {
    run(() -> writer.clear(user));
  }

  @Override
  public long count(UserId user) {
    return call(() -> reader.count(user));
  }

  @Override
  public ChangeCursor changes(
      UserId user, @Nullable ChangeCursor cursor, Consumer<PatternChange> sink) {
    if (cursor != null && !(cursor instanceof FeedCursor)) {
      throw new IllegalArgumentException("the cursor is not of this store");
    }
    FeedCursor from = cursor instanceof FeedCursor known ? known : FeedCursor.START;
    return call(() -> feed.changes(user, from, sink));
  }

  /** Looks into the knowledge base of every user that is passed over or returned. */
  @Override
  public List<UserId> users(@Nullable UserId after, int limit) {
    checkLimit(limit);
    return call(() -> reader.users(after, limit));
  }

  /**
   * Removes for good what deletions and clearings left behind, of all users. A reader that has not
   * followed the changes since a deletion that is purged begins anew, so purge what is older than
   * readers are away: a day, say.
   *
   * @param deletedBefore by the server's clock
   * @return the number of documents removed
   */
  public long purge(Instant deletedBefore) {
    return call(() -> removal.purge(deletedBefore));
  }

  @Override
  public void ping() {
    call(() -> database.runCommand(new BsonDocument("ping", new BsonInt32(1))));
  }

  @Override
  public void close() {
    if (!closed.getAndSet(true)) {
      onClose.run();
    }
  }

  private void run(Runnable operation) {
    call(
        () -> {
          operation.run();
          return true;
        });
  }

  private <T> T call(Supplier<T> operation) {
    if (closed.get()) {
      throw new IllegalStateException("the store is closed");
    }
    try {
      createIndexes();
      return operation.get();
    } catch (MongoException | BSONException e) {
      throw Failures.unavailable(e);
    }
  }

  /** Once per instance; the server ignores the second and later times. */
  private void createIndexes() {
    if (!indexed) {
      patterns.createIndexes(
          List.of(
              new IndexModel(Indexes.ascending("kb", "alive", "_id")),
              new IndexModel(Indexes.ascending("kb", "revs"))));
      indexed = true;
    }
  }

  private static void checkLimit(int limit) {
    if (limit < 1) {
      throw new IllegalArgumentException("limit must be at least 1, not " + limit);
    }
  }
}
