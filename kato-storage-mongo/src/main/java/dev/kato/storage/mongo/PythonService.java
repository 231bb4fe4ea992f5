package dev.kato.storage.mongo;

import com.mongodb.ConnectionString;
import com.mongodb.MongoException;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import dev.kato.model.UserId;
import dev.kato.spi.PatternStore;
import java.util.ArrayList;
import java.util.List;

/** The databases of a Python service (v1 or v2). Reads only. Thread-safe. */
public final class PythonService implements AutoCloseable {

  private final MongoClient client;

  private PythonService(MongoClient client) {
    this.client = client;
  }

  /**
   * Connects with the first call.
   *
   * @param uri the service's {@code MONGO_BASE_URL}
   * @throws IllegalArgumentException if it is no connection string
   */
  public static PythonService connect(String uri) {
    return new PythonService(MongoClients.create(new ConnectionString(uri)));
  }

  /**
   * The processors that have a knowledge base, by name.
   *
   * @throws dev.kato.model.StorageUnavailableException if the server does not answer
   * @throws dev.kato.model.StorageRefusedException if it does not let us in
   */
  public List<String> processors() {
    try {
      List<String> processors = new ArrayList<>();
      for (String database : client.listDatabaseNames()) {
        boolean has =
            client
                .getDatabase(database)
                .listCollectionNames()
                .into(new ArrayList<>())
                .contains(PythonKnowledgeBase.COLLECTION);
        if (has) {
          processors.add(database);
        }
      }
      processors.sort(null);
      return processors;
    } catch (MongoException e) {
      throw Failures.of(e);
    }
  }

  /** See {@link PythonKnowledgeBase#copyTo}. */
  public long copy(String processor, PatternStore store, UserId user) {
    return new PythonKnowledgeBase(client, processor).copyTo(store, user);
  }

  @Override
  public void close() {
    client.close();
  }
}
