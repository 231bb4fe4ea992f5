package dev.kato.storage.mongo;

import static dev.kato.storage.mongo.Learnings.NAME;
import static dev.kato.storage.mongo.Learnings.NOW;
import static dev.kato.storage.mongo.Learnings.learning;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import de.bwaldvogel.mongo.exception.MongoServerError;
import dev.kato.model.UserId;
import dev.kato.spi.PatternStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class IndexBuilderTest {

  private static final String CREATE = "createIndexes kato_patterns";

  private final UserId user = new UserId("alice");
  private final CountDownLatch built = new CountDownLatch(1);
  private Wire wire;

  @BeforeEach
  void open() {
    wire = new Wire();
  }

  @AfterEach
  void close() {
    built.countDown();
    wire.close();
  }

  @Test
  void aNewDatabaseHasItsIndexesBeforeTheFirstRequest() {
    wire.open().learn(user, learning(), NOW);
    assertThat(wire.commands())
        .startsWith(CREATE, "createIndexes kato_operations", "findAndModify kato_heads");
  }

  @Test
  void nothingIsAskedBeforeTheFirstRequestAndIndexesAreAskedForOnce() {
    PatternStore store = wire.open();
    assertThat(wire.commands()).isEmpty();
    store.count(user);
    store.count(user);
    assertThat(wire.commands()).filteredOn(CREATE::equals).hasSize(1);
  }

  @Test
  void whileAnIndexTakesItsTimeRequestsGoOnAndItIsNotGivenUp() {
    CountDownLatch asked = new CountDownLatch(1);
    wire.answer(
        (command, query, next) -> {
          if (command.equals(CREATE)) {
            asked.countDown();
            awaitUninterruptibly(built);
          }
          return next.get();
        });
    Duration timeout = Duration.ofSeconds(2);
    PatternStore store = wire.open(wire.options().withTimeout(timeout));
    for (int i = 1; i <= 3; i++) {
      store.learn(user, learning(), NOW);
      assertThat(store.find(user, NAME).orElseThrow().frequency()).isEqualTo(i);
    }
    await().until(() -> asked.getCount() == 0);
    built.countDown();
    await().untilAsserted(() -> assertThat(indexes()).isEqualTo(3));
  }

  @Test
  void whatFailsIsTriedAgain() {
    AtomicInteger tries = new AtomicInteger();
    wire.answer(
        (command, query, next) -> {
          if (command.equals(CREATE) && tries.incrementAndGet() < 3) {
            throw new MongoServerError(13, "not authorized");
          }
          return next.get();
        });
    try (MongoClient client = MongoClients.create(wire.server().uri());
        IndexBuilder builder =
            new IndexBuilder(
                client.getDatabase("wire"), Duration.ofMinutes(1), Duration.ofMillis(1))) {
      builder.await();
      await().untilAsserted(() -> assertThat(indexes()).isEqualTo(3));
      assertThat(tries).hasValue(3);
    }
  }

  @Test
  void aFailureKeepsNobodyWaiting() {
    wire.refuse(command -> command.startsWith("createIndexes"), 13, "not authorized");
    PatternStore store = wire.open(wire.options().withTimeout(Duration.ofHours(1)));
    store.learn(user, learning(), NOW);
    assertThat(store.count(user)).isEqualTo(1);
  }

  @Test
  void closingEndsTheThread() {
    try (MongoClient client = MongoClients.create(wire.server().uri())) {
      MongoDatabase database = client.getDatabase("wire");
      wire.refuse(command -> command.startsWith("createIndexes"), 13, "not authorized");
      IndexBuilder builder = new IndexBuilder(database, Duration.ofMinutes(1), Duration.ofHours(1));
      builder.await();
      assertThat(builder.isAlive()).isTrue();
      builder.close();
      await().until(() -> !builder.isAlive());

      IndexBuilder never = new IndexBuilder(database, Duration.ofMinutes(1), Duration.ofHours(1));
      never.close();
      assertThat(never.isAlive()).isFalse();
    }
  }

  private int indexes() {
    return wire.collection(MongoPatternStore.COLLECTION)
        .listIndexes()
        .into(new ArrayList<>())
        .size();
  }

  private static void awaitUninterruptibly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
