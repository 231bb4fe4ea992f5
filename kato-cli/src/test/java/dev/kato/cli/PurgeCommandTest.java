package dev.kato.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import dev.kato.model.Event;
import dev.kato.model.PatternName;
import dev.kato.model.UserId;
import dev.kato.spi.LearnRequest;
import dev.kato.spi.PatternStore;
import dev.kato.storage.mongo.MongoOptions;
import dev.kato.storage.mongo.MongoPatternStore;
import dev.kato.storage.mongo.testserver.MongoTestServer;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PurgeCommandTest {

  private static final UserId USER = new UserId("alice");

  private final StringWriter out = new StringWriter();
  private final StringWriter errors = new StringWriter();
  private MongoTestServer server;
  private MongoClient client;
  private PatternStore patterns;
  private MongoCollection<Document> documents;

  @BeforeEach
  void open() {
    server = MongoTestServer.start();
    client = MongoClients.create(server.uri());
    patterns = MongoPatternStore.using(client, MongoOptions.of(server.uri(), "kato"));
    documents = client.getDatabase("kato").getCollection("kato_patterns");
  }

  @AfterEach
  void close() {
    patterns.close();
    client.close();
    server.close();
  }

  @Test
  void removesWhatWasDeletedLongAgoAndNothingElse() {
    learn("kept");
    delete("deleted now");
    delete("deleted yesterday");
    daysAgo("deleted yesterday", 2);

    assertThat(purge()).isZero();

    assertThat(out.toString()).isEqualTo("removed: 1" + System.lineSeparator());
    assertThat(documents.countDocuments()).isEqualTo(2);
    assertThat(patterns.count(USER)).isEqualTo(1);
  }

  @Test
  void theAgeCanBeChosen() {
    delete("deleted");
    daysAgo("deleted", 2);

    assertThat(purge("--older-than", "49")).isZero();
    assertThat(documents.countDocuments()).isEqualTo(1);

    assertThat(purge("--older-than", "47")).isZero();
    assertThat(documents.countDocuments()).isZero();
  }

  @Test
  void anAgeThatIsNoneIsRefused() {
    assertThat(purge("--older-than", "0")).isEqualTo(1);
    assertThat(errors.toString()).contains("older-than must be 1..8760, was 0");
  }

  @Test
  void needsADatabase() {
    assertThat(run(Map.of(), "purge")).isEqualTo(2);
    assertThat(errors.toString()).contains("MONGO_BASE_URL is not set");
  }

  private int purge(String... options) {
    String[] arguments = new String[options.length + 1];
    arguments[0] = "purge";
    System.arraycopy(options, 0, arguments, 1, options.length);
    return run(Map.of("MONGO_BASE_URL", server.uri(), "MONGO_DATABASE", "kato"), arguments);
  }

  private int run(Map<String, String> environment, String... arguments) {
    return Main.run(
        environment, new PrintWriter(out, true), new PrintWriter(errors, true), arguments);
  }

  private PatternName learn(String symbol) {
    List<Event> events = List.of(Event.of(symbol), Event.of("end"));
    PatternName name = PatternName.of(events);
    Instant now = Instant.now();
    patterns.learn(
        USER,
        new LearnRequest(
            symbol, name, events, List.of(), 5, Map.of(), Map.of(), Map.of(), now.plusSeconds(60)),
        now);
    return name;
  }

  private void delete(String symbol) {
    assertThat(patterns.delete(USER, learn(symbol))).isTrue();
  }

  private void daysAgo(String symbol, int days) {
    PatternName name = PatternName.of(List.of(Event.of(symbol), Event.of("end")));
    Date then = Date.from(Instant.now().minus(Duration.ofDays(days)));
    documents.updateOne(Filters.regex("_id", name.hash() + "$"), Updates.set("deletedAt", then));
  }
}
