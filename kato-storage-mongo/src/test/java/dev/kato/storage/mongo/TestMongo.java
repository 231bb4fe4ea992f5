package dev.kato.storage.mongo;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import dev.kato.storage.mongo.testserver.MongoTestServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.mongodb.MongoDBContainer;
import org.testcontainers.utility.DockerImageName;

/**
 * The server the tests of this module talk to: the one {@code KATO_TEST_MONGO_URI} names, else a
 * real one in a container where there is Docker, else mongo-java-server on a socket of its own.
 */
final class TestMongo {

  private static final String URI = choose();

  private TestMongo() {}

  static String uri() {
    return URI;
  }

  /** A database nobody else uses, with a timeout for machines that are busy with other things. */
  static MongoOptions newDatabase() {
    String name = "kato_test_" + UUID.randomUUID().toString().replace("-", "");
    return MongoOptions.of(URI, name).withTimeout(Duration.ofSeconds(30));
  }

  static void drop(MongoOptions options) {
    try (MongoClient client = MongoClients.create(URI)) {
      client.getDatabase(options.database()).drop();
    }
  }

  private static String choose() {
    String configured = System.getenv("KATO_TEST_MONGO_URI");
    if (configured != null) {
      return configured;
    }
    if (mayHaveDocker() && DockerClientFactory.instance().isDockerAvailable()) {
      MongoDBContainer container = new MongoDBContainer(DockerImageName.parse("mongo:7"));
      container.start();
      return container.getReplicaSetUrl();
    }
    return MongoTestServer.start().uri();
  }

  /** Spares those without Docker the search for it, which takes seconds. */
  private static boolean mayHaveDocker() {
    return System.getenv("DOCKER_HOST") != null || Files.exists(Path.of("/var/run/docker.sock"));
  }
}
