package dev.kato.storage.mongo;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.IndexModel;
import com.mongodb.client.model.Indexes;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.bson.BsonDocument;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Creates the indexes that are not there, once per instance, in a thread of its own and without a
 * time limit: a large collection that has lost one needs longer than a request may take. Requests
 * wait for it only as long as a new database needs, and work without.
 */
final class IndexBuilder implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(IndexBuilder.class);

  private final MongoDatabase database;
  private final Duration patience;
  private final Duration pause;
  private final CountDownLatch tried = new CountDownLatch(1);
  private final Thread thread = new Thread(this::build, "kato-mongo-indexes");
  private boolean begun;
  private volatile boolean closed;
  private volatile boolean waited;

  /**
   * Does nothing before the first request.
   *
   * @param patience how long requests wait, all together
   * @param pause before another try after a failure
   */
  IndexBuilder(MongoDatabase database, Duration patience, Duration pause) {
    this.database = database.withTimeout(0, TimeUnit.MILLISECONDS);
    this.patience = patience;
    this.pause = pause;
    thread.setDaemon(true);
  }

  /** Before each request: begins, and waits if it is worth it. */
  void await() {
    if (waited) {
      return;
    }
    begin();
    try {
      tried.await(patience.toNanos(), TimeUnit.NANOSECONDS);
      waited = true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Failures.unavailable("interrupted");
    }
  }

  private synchronized void begin() {
    if (!begun && !closed) {
      begun = true;
      thread.start();
    }
  }

  private void build() {
    boolean warned = false;
    while (!closed) {
      try {
        create();
        tried.countDown();
        return;
      } catch (RuntimeException e) {
        tried.countDown();
        if (!warned && !closed) {
          warned = true;
          log.warn("Indexes could not be created; trying again every {}", pause, e);
        }
      }
      try {
        Thread.sleep(pause.toMillis());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  /** The server ignores what is there. */
  private void create() {
    collection(MongoPatternStore.COLLECTION)
        .createIndexes(
            List.of(
                new IndexModel(Indexes.ascending("kb", "alive", "_id")),
                new IndexModel(Indexes.ascending("kb", "revs"))));
    collection(Repeats.COLLECTION)
        .createIndexes(List.of(new IndexModel(Indexes.ascending("kb", "until"))));
  }

  private MongoCollection<BsonDocument> collection(String name) {
    return database.getCollection(name, BsonDocument.class);
  }

  boolean isAlive() {
    return thread.isAlive();
  }

  /** Ends the thread; what the server has begun to build it goes on building. */
  @Override
  public synchronized void close() {
    closed = true;
    thread.interrupt();
  }
}
