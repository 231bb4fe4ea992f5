package dev.kato.storage.mongo.testserver;

import de.bwaldvogel.mongo.bson.Document;
import java.util.function.Supplier;

/** Stands between the wire and the data of a {@link MongoTestServer}. For many threads at once. */
@FunctionalInterface
public interface Interceptor {

  /**
   * Answers a command, as a rule by asking the server; what this throws is answered as an error.
   *
   * @param command its name, as {@code findAndModify}
   */
  Document answer(String command, Document query, Supplier<Document> server);
}
