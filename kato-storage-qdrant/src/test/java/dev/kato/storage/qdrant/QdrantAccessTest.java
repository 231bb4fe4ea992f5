package dev.kato.storage.qdrant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kato.model.FloatVector;
import dev.kato.model.StorageRefusedException;
import dev.kato.model.StorageUnavailableException;
import dev.kato.model.UserId;
import dev.kato.storage.qdrant.testserver.QdrantTestServer;
import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpc.TlsChannelCredentials;
import io.grpc.TlsServerCredentials;
import io.qdrant.client.QdrantClient;
import io.qdrant.client.QdrantGrpcClient;
import io.qdrant.client.grpc.Collections.CreateCollection;
import io.qdrant.client.grpc.Collections.Distance;
import io.qdrant.client.grpc.Collections.VectorParams;
import io.qdrant.client.grpc.Collections.VectorsConfig;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QdrantAccessTest {

  private static final UserId USER = new UserId("user");
  private static final Map<String, FloatVector> VECTORS = Map.of("s", FloatVector.of(1, 2));

  private static QdrantOptions options(QdrantTestServer server) {
    return QdrantOptions.of("localhost", server.port());
  }

  private static QdrantClient client(ManagedChannel channel) {
    return new QdrantClient(QdrantGrpcClient.newBuilder(channel, true, false).build());
  }

  @Nested
  class WithAnApiKey {

    @Test
    void theKeyOpensTheDoor() {
      try (QdrantTestServer server = QdrantTestServer.start("secret");
          QdrantVectorStore store = QdrantVectorStore.open(options(server).withApiKey("secret"))) {
        store.add(USER, VECTORS);
        assertThat(store.count(USER)).isEqualTo(1);
        store.ping();
      }
    }

    @Test
    void anotherKeyDoesNotAndIsNotTold() {
      try (QdrantTestServer server = QdrantTestServer.start("secret");
          QdrantVectorStore store = QdrantVectorStore.open(options(server).withApiKey("wrong"))) {
        assertThatThrownBy(() -> store.count(USER))
            .isInstanceOf(StorageRefusedException.class)
            .hasMessage("qdrant refuses to serve: the API key is missing or wrong");
      }
    }

    @Test
    void theOptionsDoNotPrintTheKey() {
      assertThat(QdrantOptions.of("h", 1).withApiKey("secret").toString()).doesNotContain("secret");
    }
  }

  @Nested
  class WithAClientHandedIn {

    @Test
    void theClientStaysOpen() {
      try (QdrantTestServer server = QdrantTestServer.start();
          QdrantClient client =
              client(
                  Grpc.newChannelBuilder(
                          "localhost:" + server.port(), InsecureChannelCredentials.create())
                      .build())) {
        QdrantVectorStore store = QdrantVectorStore.using(client, options(server));
        store.add(USER, VECTORS);
        store.close();

        assertThat(client.grpcClient().channel().isShutdown()).isFalse();
        assertThat(QdrantVectorStore.using(client, options(server)).count(USER)).isEqualTo(1);
      }
    }

    @Test
    void itMaySpeakTls(@TempDir Path directory) throws Exception {
      TestCertificate certificate = TestCertificate.create(directory);
      try (QdrantTestServer server =
              QdrantTestServer.start(
                  TlsServerCredentials.create(certificate.file(), certificate.key()));
          QdrantClient client =
              client(
                  Grpc.newChannelBuilder(
                          "localhost:" + server.port(),
                          TlsChannelCredentials.newBuilder()
                              .trustManager(certificate.file())
                              .build())
                      .build())) {
        QdrantVectorStore store = QdrantVectorStore.using(client, options(server));

        store.add(USER, VECTORS);

        assertThat(store.count(USER)).isEqualTo(1);
        try (QdrantVectorStore distrustful =
            QdrantVectorStore.open(
                options(server).withTls(true).withTimeout(Duration.ofMillis(300)))) {
          assertThatThrownBy(distrustful::ping).isInstanceOf(StorageUnavailableException.class);
        }
      }
    }
  }

  @Test
  void usersAreTenants() {
    try (QdrantTestServer server = QdrantTestServer.start();
        QdrantVectorStore store = QdrantVectorStore.open(options(server).withPrefix("p-1"))) {
      store.add(USER, VECTORS);

      assertThat(server.hasTenantIndex("p-1_2")).isTrue();
    }
  }

  @Test
  void storesWithDifferentPrefixesDoNotSeeEachOther() {
    try (QdrantTestServer server = QdrantTestServer.start();
        QdrantVectorStore store = QdrantVectorStore.open(options(server).withPrefix("a"));
        QdrantVectorStore longer = QdrantVectorStore.open(options(server).withPrefix("a_1"))) {
      store.add(USER, VECTORS);

      assertThat(longer.dimension(USER)).isEmpty();
      longer.add(USER, Map.of("s", FloatVector.of(1)));
      longer.clear(USER);
      assertThat(store.count(USER)).isEqualTo(1);
    }
  }

  @Test
  void aCollectionOfSomeoneElseIsRefused() throws Exception {
    try (QdrantTestServer server = QdrantTestServer.start();
        QdrantClient client =
            client(
                Grpc.newChannelBuilder(
                        "localhost:" + server.port(), InsecureChannelCredentials.create())
                    .build())) {
      VectorParams cosine =
          VectorParams.newBuilder().setSize(2).setDistance(Distance.Cosine).build();
      client
          .createCollectionAsync(
              CreateCollection.newBuilder()
                  .setCollectionName("kato_2")
                  .setVectorsConfig(VectorsConfig.newBuilder().setParams(cosine))
                  .build())
          .get();
      QdrantVectorStore store = QdrantVectorStore.using(client, options(server));

      assertThatThrownBy(() -> store.add(USER, VECTORS))
          .isInstanceOf(StorageRefusedException.class)
          .hasMessageContaining("collection kato_2 has another size or distance");
      assertThatThrownBy(store::ping).isInstanceOf(StorageRefusedException.class);
    }
  }

  @Test
  void aSearchThatFindsItsUserCostsTwoCallsAndAnAddOfWhatIsKnownOne() {
    try (QdrantTestServer server = QdrantTestServer.start();
        QdrantVectorStore store = QdrantVectorStore.open(options(server))) {
      store.add(USER, VECTORS);

      int before = server.calls();
      store.add(USER, VECTORS);
      assertThat(server.calls() - before).isEqualTo(1);

      before = server.calls();
      store.nearest(USER, FloatVector.of(1, 2), 1);
      assertThat(server.calls() - before).isEqualTo(2);
    }
  }
}
