package dev.kato.storage.mongo;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.exception.MongoServerError;
import dev.kato.storage.mongo.testserver.Interceptor;
import dev.kato.storage.mongo.testserver.MongoTestServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.bson.BsonDocument;

/**
 * A test server of its own, all of whose commands are seen and may be answered with an error.
 * Commands are named with their collection, as {@code find kato_patterns}.
 */
final class Wire implements AutoCloseable, Interceptor {

  private static final List<String> INTERESTING =
      List.of("find", "insert", "update", "delete", "findAndModify", "createIndexes", "aggregate");

  private final MongoTestServer server = MongoTestServer.start();
  private final MongoClient client = MongoClients.create(server.uri());
  private final List<MongoPatternStore> stores = new ArrayList<>();
  private final Queue<String> commands = new ConcurrentLinkedQueue<>();
  private final Queue<Document> queries = new ConcurrentLinkedQueue<>();
  private volatile Interceptor fault = (command, query, next) -> next.get();

  Wire() {
    server.intercept(this);
  }

  @Override
  public Document answer(String command, Document query, Supplier<Document> next) {
    if (!INTERESTING.contains(command)) {
      return next.get();
    }
    String named = command + " " + query.get(command);
    commands.add(named);
    queries.add(query);
    return fault.answer(named, query, next);
  }

  MongoTestServer server() {
    return server;
  }

  MongoOptions options() {
    return MongoOptions.of(server.uri(), "wire").withTimeout(Duration.ofSeconds(30));
  }

  MongoPatternStore open() {
    return open(options());
  }

  MongoPatternStore open(MongoOptions options) {
    MongoPatternStore store = MongoPatternStore.connect(options);
    stores.add(store);
    return store;
  }

  MongoCollection<BsonDocument> collection(String name) {
    return client.getDatabase("wire").getCollection(name, BsonDocument.class);
  }

  /** What was asked since this was last called. */
  List<String> commands() {
    List<String> asked = new ArrayList<>();
    for (String command = commands.poll(); command != null; command = commands.poll()) {
      asked.add(command);
    }
    queries.clear();
    return asked;
  }

  List<Document> queries() {
    return List.copyOf(queries);
  }

  /** From now on this answers. */
  void answer(Interceptor newFault) {
    fault = newFault;
  }

  /** From now on these commands fail. */
  void refuse(Predicate<String> which, int code, String message) {
    fault =
        (command, query, next) -> {
          if (which.test(command)) {
            throw new MongoServerError(code, message);
          }
          return next.get();
        };
  }

  void recover() {
    fault = (command, query, next) -> next.get();
  }

  @Override
  public void close() {
    stores.forEach(MongoPatternStore::close);
    client.close();
    server.close();
  }
}
