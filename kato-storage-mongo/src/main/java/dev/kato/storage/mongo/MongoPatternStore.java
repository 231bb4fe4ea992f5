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
import dev.kato.model.KatoException;
import dev.kato.model.Pattern;
import dev.kato.model.PatternName;
import dev.kato.model.StorageRefusedException;
import dev.kato.model.UserId;
import dev.kato.spi.ChangeCursor;
import dev.kato.spi.LearnRequest;
import dev.kato.spi.PatternChange;
import dev.kato.spi.PatternStore;
import dev.kato.spi.PatternUpdate;
import dev.kato.spi.RefusalLog;
import java.time.Duration;
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
 * round trips, three where a pattern is learned very often; reading changes takes one when there
 * are none. A failed call may be repeated at once; connections come back by themselves. Nothing is
 * asked of the server before the first call; with it a thread begins that creates missing indexes
 * and ends when that is done.
 */
public final class MongoPatternStore implements PatternStore {

  static final String COLLECTION = "kato_patterns";

  private static final Duration PAUSE_AFTER_FAILED_INDEXES = Duration.ofSeconds(30);

  private final MongoClient client;
  private final MongoDatabase database;
  private final Runnable onClose;
  private final IndexBuilder indexes;
  private final PatternReader reader;
  private final PatternLearner learner;
  private final LearnableCheck learnable;
  private final PatternWriter writer;
  private final BulkRestore bulk;
  private final PatternFeed feed;
  private final PatternRemoval removal;
  private final RefusalLog refusals = new RefusalLog(MongoPatternStore.class);
  private final AtomicBoolean closed = new AtomicBoolean();

  private MongoPatternStore(MongoClient client, MongoOptions options, Runnable onClose) {
    this.client = client;
    this.onClose = onClose;
    this.database =
        client
            .getDatabase(options.database())
            .withTimeout(options.timeout().toMillis(), TimeUnit.MILLISECONDS)
            .withReadPreference(ReadPreference.primary())
            .withReadConcern(ReadConcern.MAJORITY)
            .withWriteConcern(WriteConcern.MAJORITY.withJournal(true));
    this.indexes =
        new IndexBuilder(database, options.timeout().dividedBy(2), PAUSE_AFTER_FAILED_INDEXES);
    MongoCollection<BsonDocument> patterns = collection(COLLECTION);
    Heads heads = new Heads(collection(Heads.COLLECTION), options);
    Repeats repeats = new Repeats(patterns, collection(Repeats.COLLECTION), options);
    PatternWrites writes = new PatternWrites(heads, patterns, options);
    this.reader = new PatternReader(heads, patterns);
    this.learner = new PatternLearner(heads, patterns, writes, repeats);
    this.learnable = new LearnableCheck(reader);
    this.removal = new PatternRemoval(heads, patterns, repeats, options);
    this.writer = new PatternWriter(heads, writes, removal);
    this.bulk = new BulkRestore(heads, patterns, writes, writer);
    this.feed = new PatternFeed(heads, patterns, options);
  }

  private MongoCollection<BsonDocument> collection(String name) {
    return database.getCollection(name, BsonDocument.class);
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
  public void learn(UserId user, LearnRequest request, Instant now) {
    write(
        request.name(),
        () -> {
          learner.learn(user, request, now);
          return true;
        });
  }

  @Override
  public void checkLearnable(UserId user, List<LearnRequest> requests) {
    run(() -> learnable.check(user, requests));
  }

  /** Asks nothing of the server: what is forgotten is dropped when the pattern has many ids. */
  @Override
  public void forget(UserId user, List<LearnRequest> learned) {
    run(() -> learner.forget(learned));
  }

  @Override
  public void restore(UserId user, Pattern pattern) {
    write(
        pattern.name(),
        () -> {
          writer.restore(user, pattern);
          return true;
        });
  }

  /** Four round trips for some hundred patterns. */
  @Override
  public void restoreAll(UserId user, List<Pattern> patterns) {
    run(() -> bulk.restore(user, patterns));
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
    return write(name, () -> writer.update(user, name, update));
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
    return call(() -> feed.changes(user, feed.begin(user, cursor), sink));
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
   * readers are away: a day, say. Removes the ids of learnings too that could not be repeated any
   * more by then.
   *
   * @param deletedBefore by the server's clock; not in the future
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
      indexes.close();
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

  /** A write that may make a pattern too large. */
  private <T> T write(PatternName name, Supplier<T> operation) {
    return call(
        () -> {
          try {
            return operation.get();
          } catch (MongoException | BSONException e) {
            throw PatternSize.named(e, name);
          }
        });
  }

  private <T> T call(Supplier<T> operation) {
    if (closed.get()) {
      throw new IllegalStateException("the store is closed");
    }
    try {
      indexes.await();
      return operation.get();
    } catch (MongoException | BSONException e) {
      throw reported(Failures.of(e, client.getClusterDescription().getServerDescriptions()));
    } catch (StorageRefusedException e) {
      throw reported(e);
    }
  }

  private KatoException reported(KatoException failure) {
    return failure instanceof StorageRefusedException refusal ? refusals.report(refusal) : failure;
  }

  private static void checkLimit(int limit) {
    if (limit < 1) {
      throw new IllegalArgumentException("limit must be at least 1, not " + limit);
    }
  }
}
