package dev.kato.storage.qdrant;

import dev.kato.spi.VectorStore;
import dev.kato.storage.qdrant.testserver.QdrantTestServer;
import dev.kato.testkit.StoreSpec;
import dev.kato.testkit.VectorStoreContract;
import io.qdrant.client.grpc.Collections.StrictModeConfig;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/**
 * Where results leave out what is infinitely far in 32-bit floats, and filters need an index, as
 * newer engines and services have it.
 */
class QdrantVectorStoreOnNewerEngineTest extends VectorStoreContract {

  private static QdrantTestServer server;
  private static int tests;

  @BeforeAll
  static void start() {
    server = QdrantTestServer.start();
    server.leaveOutInfiniteScores();
    server.setStrictMode(
        StrictModeConfig.newBuilder()
            .setEnabled(true)
            .setUnindexedFilteringRetrieve(false)
            .setUnindexedFilteringUpdate(false)
            .build());
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Override
  protected StoreSpec<VectorStore> spec() {
    QdrantOptions options =
        QdrantOptions.of("localhost", server.port())
            .withTimeout(Duration.ofSeconds(30))
            .withPrefix("test-" + ++tests);
    return StoreSpec.ofShared(() -> QdrantVectorStore.open(options));
  }
}
