package dev.kato.storage.qdrant;

import dev.kato.storage.qdrant.testserver.QdrantTestServer;
import java.io.File;
import java.time.Duration;
import java.util.UUID;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.qdrant.QdrantContainer;

/**
 * The Qdrant that contracts run against, shared by all tests of this JVM: the one that {@code
 * KATO_TEST_QDRANT_HOST} and {@code KATO_TEST_QDRANT_PORT} name, else a container where Docker is
 * there, else the test server.
 */
final class QdrantUnderTest {

  private static final QdrantOptions OPTIONS = find();

  private QdrantUnderTest() {}

  /** A prefix that nobody else uses, and time for machines that are busy with other things. */
  static QdrantOptions freshOptions() {
    return OPTIONS.withTimeout(Duration.ofSeconds(30)).withPrefix("kato-test-" + UUID.randomUUID());
  }

  private static QdrantOptions find() {
    String host = System.getenv("KATO_TEST_QDRANT_HOST");
    if (host != null) {
      String port = System.getenv().getOrDefault("KATO_TEST_QDRANT_PORT", "6334");
      return QdrantOptions.of(host, Integer.parseInt(port));
    }
    return hasDocker()
        ? container()
        : QdrantOptions.of("localhost", QdrantTestServer.start().port());
  }

  private static boolean hasDocker() {
    boolean maybe =
        System.getenv("DOCKER_HOST") != null || new File("/var/run/docker.sock").exists();
    return maybe && DockerClientFactory.instance().isDockerAvailable();
  }

  private static QdrantOptions container() {
    QdrantContainer qdrant = new QdrantContainer("qdrant/qdrant:v1.18.0");
    qdrant.start();
    return QdrantOptions.of(qdrant.getHost(), qdrant.getGrpcPort());
  }
}
