package dev.kato.it;

import dev.kato.cli.ConfiguredStores;
import dev.kato.server.Stores;
import dev.kato.server.Variables;
import dev.kato.storage.mongo.testserver.MongoTestServer;
import dev.kato.storage.qdrant.testserver.QdrantTestServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import redis.embedded.RedisServer;

/**
 * MongoDB, Redis and Qdrant for tests: those that {@code KATO_TEST_MONGO_URI}, {@code
 * KATO_TEST_REDIS_URI} and {@code KATO_TEST_QDRANT_HOST} (and {@code _PORT}) name, else
 * mongo-java-server, a real Redis process, and the Qdrant test server, each on a socket and shared
 * by all tests of this JVM.
 */
final class TestStores {

  private static final Map<String, String> SERVERS = find();

  private TestStores() {}

  /** Variables for a server on these stores, with a database and prefixes nobody else uses. */
  static Map<String, String> variables() {
    Map<String, String> variables = new LinkedHashMap<>(SERVERS);
    String own = "kato_test_" + UUID.randomUUID().toString().replace("-", "");
    variables.put("MONGO_DATABASE", own);
    variables.put("REDIS_KEY_PREFIX", own);
    variables.put("QDRANT_PREFIX", own);
    variables.put("PORT", "0");
    // For machines that are busy with other things.
    variables.put("STORE_TIMEOUT_MS", "30000");
    return variables;
  }

  /** Open stores nobody else uses. */
  static Stores open() {
    return ConfiguredStores.open(Variables.of(variables()));
  }

  private static Map<String, String> find() {
    Map<String, String> servers = new LinkedHashMap<>();
    servers.put("MONGO_BASE_URL", given("KATO_TEST_MONGO_URI", TestStores::mongo));
    servers.put("REDIS_URL", given("KATO_TEST_REDIS_URI", TestStores::redis));
    servers.put("QDRANT_HOST", given("KATO_TEST_QDRANT_HOST", () -> "127.0.0.1"));
    boolean real = System.getenv("KATO_TEST_QDRANT_HOST") != null;
    servers.put("QDRANT_PORT", given("KATO_TEST_QDRANT_PORT", () -> real ? "6334" : qdrant()));
    return servers;
  }

  private interface Starter {
    String start() throws IOException;
  }

  private static String given(String variable, Starter otherwise) {
    String value = System.getenv(variable);
    try {
      return value == null ? otherwise.start() : value;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String mongo() {
    return MongoTestServer.start().uri();
  }

  private static String redis() throws IOException {
    int port;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }
    RedisServer server = RedisServer.newRedisServer().port(port).setting("save ''").build();
    server.start();
    Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(server)));
    return "redis://127.0.0.1:" + port;
  }

  private static void stop(RedisServer server) {
    try {
      server.stop();
    } catch (IOException e) {
      // It ends with this process group at the latest.
    }
  }

  private static String qdrant() {
    return String.valueOf(QdrantTestServer.start().port());
  }
}
