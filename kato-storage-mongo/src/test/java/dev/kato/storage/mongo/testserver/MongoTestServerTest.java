package dev.kato.storage.mongo.testserver;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.gt;
import static com.mongodb.client.model.Filters.ne;
import static com.mongodb.client.model.Filters.or;
import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Sorts;
import com.mongodb.client.model.Updates;
import dev.kato.testkit.Concurrently;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
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

  @Test
  void whatIsNamedIsFoundAsIfAllWasLookedAt() {
    try (MongoTestServer server = MongoTestServer.start();
        MongoClient client = MongoClients.create(server.uri())) {
      MongoCollection<BsonDocument> documents =
          client.getDatabase("test").getCollection("patterns", BsonDocument.class);
      for (String id : List.of("a1", "a2", "a3", "b1", "b2")) {
        documents.insertOne(
            new BsonDocument("_id", new BsonString(id))
                .append("kb", new BsonString(id.substring(0, 1)))
                .append("n", new BsonInt32(Integer.parseInt(id.substring(1)))));
      }
      documents.deleteOne(eq("_id", "a2"));

      assertThat(found(documents, eq("kb", "a"))).containsExactly("a1", "a3");
      assertThat(found(documents, and(eq("kb", "a"), gt("n", 1)))).containsExactly("a3");
      assertThat(
              found(documents, or(and(eq("kb", "b"), gt("n", 1)), and(eq("kb", "b"), eq("n", 1)))))
          .containsExactly("b1", "b2");
      assertThat(found(documents, or(eq("kb", "b"), eq("kb", "a")))).hasSize(4);
      assertThat(found(documents, or(eq("kb", "b"), eq("n", 3)))).containsExactly("a3", "b1", "b2");
      assertThat(found(documents, and(eq("_id", "a1"), ne("n", 1)))).isEmpty();
      assertThat(found(documents, and(eq("_id", "a1"), eq("kb", "b")))).isEmpty();
      assertThat(found(documents, eq("_id", "a2"))).isEmpty();
      assertThat(found(documents, gt("_id", "a1"))).containsExactly("a3", "b1", "b2");
    }
  }

  private static List<String> found(MongoCollection<BsonDocument> documents, Bson filter) {
    List<String> ids = new ArrayList<>();
    documents
        .find(filter)
        .sort(Sorts.ascending("_id"))
        .forEach(document -> ids.add(document.getString("_id").getValue()));
    return ids;
  }

  private static void readWhile(MongoCollection<BsonDocument> documents, AtomicInteger writing) {
    while (writing.get() > 0) {
      BsonDocument document = documents.find(ID).first();
      assertThat(document.get("second")).isEqualTo(document.get("first"));
    }
  }
}
