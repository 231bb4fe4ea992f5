package dev.kato.storage.qdrant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kato.model.FloatVector;
import dev.kato.model.StorageRefusedException;
import dev.kato.model.UserId;
import dev.kato.spi.VectorStore;
import dev.kato.storage.qdrant.testserver.QdrantTestServer;
import io.qdrant.client.grpc.Collections.StrictModeConfig;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A server whose strict mode forbids what costs much. */
class QdrantStrictModeTest {

  private static final UserId ALICE = new UserId("alice");
  private static final UserId BOB = new UserId("bob");
  private static final FloatVector VECTOR = FloatVector.of(1, 2);
  private static final Map<String, FloatVector> VECTORS = Map.of("s", VECTOR);

  private final QdrantTestServer server = QdrantTestServer.start();
  private final QdrantVectorStore store = open();
  private final QdrantVectorStore other = open();

  private QdrantVectorStore open() {
    return QdrantVectorStore.open(
        QdrantOptions.of("localhost", server.port()).withTimeout(Duration.ofSeconds(30)));
  }

  @AfterEach
  void stop() {
    store.close();
    other.close();
    server.close();
  }

  private void setStrictMode(Consumer<StrictModeConfig.Builder> change) {
    StrictModeConfig.Builder config = StrictModeConfig.newBuilder().setEnabled(true);
    change.accept(config);
    server.setStrictMode(config.build());
  }

  private static void assertRefused(ThrowingCallable call, String problem) {
    assertThatThrownBy(call)
        .isInstanceOf(StorageRefusedException.class)
        .hasMessage("qdrant refuses to serve: " + problem);
  }

  static Stream<Named<Consumer<VectorStore>>> filteredCalls() {
    return Stream.of(
        Named.of("dimension", store -> store.dimension(BOB)),
        Named.of("count", store -> store.count(BOB)),
        Named.of("list", store -> store.list(BOB, "", 1)),
        Named.of("nearest", store -> store.nearest(BOB, VECTOR, 1)),
        Named.of("clear", store -> store.clear(BOB)),
        Named.of("add", store -> store.add(BOB, VECTORS)));
  }

  @Nested
  class WhereFiltersNeedAnIndex {

    WhereFiltersNeedAnIndex() {
      setStrictMode(
          config -> config.setUnindexedFilteringRetrieve(false).setUnindexedFilteringUpdate(false));
    }

    @ParameterizedTest
    @MethodSource("dev.kato.storage.qdrant.QdrantStrictModeTest#filteredCalls")
    void aCollectionThatIsBeingMadeCanBeUsed(Consumer<VectorStore> call) {
      AtomicBoolean between = new AtomicBoolean();
      server.before(
          "Points/CreateFieldIndex",
          () -> {
            call.accept(other);
            between.set(true);
          });

      store.add(ALICE, VECTORS);

      assertThat(between).isTrue();
      assertThat(store.count(ALICE)).isEqualTo(1);
    }

    @Test
    void anIndexThatAppearsWhileItIsLookedForIsFound() {
      store.add(ALICE, VECTORS);
      server.dropIndex("kato_2");
      server.before("Collections/Get", () -> other.dimension(BOB));

      assertThat(store.count(ALICE)).isEqualTo(1);
    }

    @Test
    void anIndexThatWasDroppedIsMadeAgain() {
      store.add(ALICE, VECTORS);
      server.dropIndex("kato_2");

      assertThat(store.dimension(ALICE)).isEqualTo(OptionalInt.of(2));
      assertThat(server.hasTenantIndex("kato_2")).isTrue();
    }

    @Test
    void aCollectionThatIsDroppedMeanwhileIsEmpty() {
      store.add(ALICE, VECTORS);
      server.dropIndex("kato_2");
      server.before("Points/CreateFieldIndex", () -> server.drop("kato_2"));

      assertThat(store.count(ALICE)).isZero();
    }
  }

  @Nested
  class WhereExactSearchIsForbidden {

    private static final String PROBLEM =
        "strict mode forbids exact search in collection kato_2: search_allow_exact must be true";

    private void forbid() {
      setStrictMode(config -> config.setSearchAllowExact(false));
    }

    @Test
    void nothingIsStored() {
      forbid();

      assertRefused(() -> store.add(ALICE, VECTORS), PROBLEM);

      server.setStrictMode(StrictModeConfig.getDefaultInstance());
      assertThat(store.count(ALICE)).isZero();
    }

    @Test
    void thatIsFoundAtTheStart() {
      other.add(ALICE, VECTORS);
      forbid();

      assertRefused(store::ping, PROBLEM);
      assertRefused(store::ping, PROBLEM);
    }

    @Test
    void thatIsFoundWhenItBegins() {
      store.add(ALICE, VECTORS);
      store.ping();
      forbid();

      assertRefused(() -> store.count(ALICE), PROBLEM);
      assertRefused(() -> store.nearest(ALICE, VECTOR, 1), PROBLEM);
      assertRefused(store::ping, PROBLEM);
    }

    @Test
    void allIsWellOnceItIsAllowed() {
      store.add(ALICE, VECTORS);
      forbid();
      assertRefused(() -> store.count(ALICE), PROBLEM);

      setStrictMode(config -> config.setSearchAllowExact(true));

      store.ping();
      assertThat(store.count(ALICE)).isEqualTo(1);
    }
  }

  @Nested
  class WithOtherLimits {

    @Test
    void aReadThatIsRefusedNamesThem() {
      store.add(ALICE, VECTORS);
      setStrictMode(config -> config.setMaxQueryLimit(10).setReadRateLimit(1000));

      assertRefused(
          () -> store.list(ALICE, "", 1),
          "a request to collection kato_2; its strict mode limits max_query_limit,"
              + " read_rate_limit");
    }

    @Test
    void aWriteThatIsRefusedNamesThem() {
      setStrictMode(config -> config.setUpsertMaxBatchsize(1));

      assertRefused(
          () -> store.add(ALICE, Map.of("s", VECTOR, "t", VECTOR)),
          "a request to collection kato_2; its strict mode limits upsert_max_batchsize");
    }
  }
}
