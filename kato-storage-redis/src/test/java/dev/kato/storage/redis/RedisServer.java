package dev.kato.storage.redis;

import io.lettuce.core.RedisClient;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.output.StatusOutput;
import io.lettuce.core.protocol.CommandArgs;
import io.lettuce.core.protocol.CommandType;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import redis.embedded.core.ExecutableProvider;

/** A Redis process of our own on a free port, which can be killed and started again on its data. */
final class RedisServer implements AutoCloseable {

  private static final File INSTALLED = new File("/usr/bin/redis-server");

  private static final File BUNDLED = new File("none, but the one in the jar");

  private final Path directory;
  private final File executable;
  private final List<String> arguments;
  private final int port;
  private Process process;

  private RedisServer(File executable, int port, List<String> arguments) throws IOException {
    this.directory = Files.createTempDirectory("kato-redis");
    this.executable =
        executable.canExecute()
            ? executable
            : ExecutableProvider.newJarResourceProvider(directory.toFile()).get();
    this.arguments = arguments;
    this.port = port;
  }

  /** The oldest Redis we support, 6.2; it writes every change to disk before it answers. */
  static RedisServer start(String... arguments) throws IOException {
    return start(BUNDLED, freePort(), arguments);
  }

  /** The same on a given port. */
  static RedisServer startOn(int port) throws IOException {
    return start(BUNDLED, port);
  }

  /** The Redis of this machine if it has one. */
  static RedisServer startInstalled(String... arguments) throws IOException {
    return start(INSTALLED, freePort(), arguments);
  }

  private static RedisServer start(File executable, int port, String... arguments)
      throws IOException {
    RedisServer server = new RedisServer(executable, port, List.of(arguments));
    server.run();
    return server;
  }

  static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  static boolean isInstalled() {
    return INSTALLED.canExecute();
  }

  int port() {
    return port;
  }

  String uri() {
    return "redis://127.0.0.1:" + port;
  }

  void run() throws IOException {
    List<String> command = new ArrayList<>(List.of(executable.getPath()));
    command.addAll(List.of("--port", "" + port, "--bind", "127.0.0.1", "--save", ""));
    command.addAll(List.of("--dir", directory.toString(), "--daemonize", "no"));
    command.addAll(List.of("--appendonly", "yes", "--appendfsync", "always"));
    command.addAll(arguments);
    process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("log").toFile())
            .start();
    Path log = directory.resolve("log");
    Awaitility.await().until(() -> Files.readString(log).contains("Ready to accept connections"));
  }

  /** Sends one command and waits for its answer. */
  void execute(String command, String... arguments) {
    RedisClient client = RedisClient.create(uri());
    try (StatefulRedisConnection<String, String> connection = client.connect()) {
      CommandArgs<String, String> args = new CommandArgs<>(StringCodec.UTF8);
      List.of(arguments).forEach(args::add);
      connection
          .sync()
          .dispatch(CommandType.valueOf(command), new StatusOutput<>(StringCodec.UTF8), args);
    } finally {
      client.shutdown();
    }
  }

  /** The version it says it has when it starts. */
  String version() throws IOException {
    String log = Files.readString(directory.resolve("log"));
    return log.replaceFirst("(?s).*Redis version=([0-9.]+).*", "$1");
  }

  /** As the kernel does it: no time for a last word. */
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  @Override
  public void close() throws IOException {
    process.destroyForcibly().onExit().join();
    try (Stream<Path> files = Files.walk(directory)) {
      files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
    }
  }

  void closeQuietly() {
    try {
      close();
    } catch (IOException e) {
      // Files in the temporary directory stay behind.
    }
  }
}
