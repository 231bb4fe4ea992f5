package dev.kato.storage.mongo.testserver;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Updates;
import dev.kato.testkit.Concurrently;
import java.util.Collections;
import java.util.concurrent.atomic.AtomicInteger;
import org.bson.BsonArray;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonString;
import org.bson.conversions.Bson;
import org.junit.jupiter.api.Test;

class MongoTestServerTest {

  private static final BsonDocument ID = new BsonDocument("_id", new BsonInt32(1));

  /** What takes time to copy and to put on the wire. */
  private static final BsonArray LONG =
      new BsonArray(Collections.nCopies(500, new BsonString("word")));

  @Test
  void aDocumentIsReadAsItWasAtOneTimeWhileItChanges() {
    try (MongoTestServer server = MongoTestServer.start();
        MongoClient client = MongoClients.create(server.uri())) {
      MongoCollection<BsonDocument> documents =
          client.getDatabase("test").getCollection("pairs", BsonDocument.class);
      Bson both = Updates.combine(Updates.inc("first", 1), Updates.inc("second", 1));
      documents.insertOne(
          new BsonDocument("_id", new BsonInt32(1))
              .append("first", new BsonInt32(0))
              .append("between", LONG)
              .append("second", new BsonInt32(0)));
      int writers = 2;
      AtomicInteger writing = new AtomicInteger(writers);
      Concurrently.run(
          writers + 2,
          thread -> {
            if (thread < writers) {
              try {
                for (int i = 0; i < 200; i++) {
                  documents.updateOne(ID, both);
                }
              } finally {
                writing.decrementAndGet();
              }
            } else {
              readWhile(documents, writing);
            }
          });
    }
  }

  private static void readWhile(MongoCollection<BsonDocument> documents, AtomicInteger writing) {
    while (writing.get() > 0) {
      BsonDocument document = documents.find(ID).first();
      assertThat(document.get("second")).isEqualTo(document.get("first"));
    }
  }
}
