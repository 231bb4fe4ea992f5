package dev.kato.storage.redis;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.UUID;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.GenericContainer;

/**
 * The Redis that contracts run against, shared by all tests of this JVM: the one that {@code
 * KATO_TEST_REDIS_URI} names, else a container where Docker is there, else a process of our own.
 */
final class RedisUnderTest {

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final String URI = find();

  private RedisUnderTest() {}

  /** A key prefix that nobody else uses, and time for machines that are busy with other things. */
  static RedisOptions freshOptions() {
    return patient(RedisOptions.of(URI)).withKeyPrefix("kato-test-" + UUID.randomUUID());
  }

  /** The same with time for machines that are busy with other things. */
  static RedisOptions patient(RedisOptions options) {
    return options.withTimeout(PATIENCE).withConnectTimeout(PATIENCE);
  }

  private static String find() {
    String given = System.getenv("KATO_TEST_REDIS_URI");
    if (given != null) {
      return given;
    }
    return hasDocker() ? container() : process();
  }

  private static boolean hasDocker() {
    boolean maybe =
        System.getenv("DOCKER_HOST") != null || new File("/var/run/docker.sock").exists();
    return maybe && DockerClientFactory.instance().isDockerAvailable();
  }

  private static String container() {
    GenericContainer<?> redis = new GenericContainer<>("redis:7.2").withExposedPorts(6379);
    redis.start();
    return "redis://" + redis.getHost() + ":" + redis.getMappedPort(6379);
  }

  private static String process() {
    try {
      RedisServer server = RedisServer.start();
      Runtime.getRuntime().addShutdownHook(new Thread(server::closeQuietly));
      return server.uri();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
