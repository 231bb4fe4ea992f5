package dev.kato.it;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import redis.embedded.core.ExecutableProvider;

/** A Redis process that has every change on disk before it answers, and can be killed. */
final class LastingRedis implements AutoCloseable {

  private final Path directory;
  private final File executable;
  private Process process;
  private int port;

  private LastingRedis() throws IOException {
    directory = Files.createTempDirectory("kato-redis");
    executable = ExecutableProvider.newJarResourceProvider(directory.toFile()).get();
    run();
  }

  static LastingRedis start() throws IOException {
    return new LastingRedis();
  }

  int port() {
    return port;
  }

  /** As {@code kill -9}, and then a new process on the same data, on another port. */
  void killAndRestart() throws IOException {
    process.destroyForcibly().onExit().join();
    run();
  }

  private void run() throws IOException {
    port = freePort();
    Path log = directory.resolve("log");
    List<String> command =
        List.of(
            executable.getPath(),
            "--port",
            String.valueOf(port),
            "--bind",
            "127.0.0.1",
            "--save",
            "",
            "--dir",
            directory.toString(),
            "--appendonly",
            "yes",
            "--appendfsync",
            "always");
    process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    Awaitility.await()
        .atMost(Duration.ofMinutes(1))
        .until(() -> Files.readString(log).contains("Ready to accept connections"));
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  @Override
  public void close() throws IOException {
    process.destroyForcibly().onExit().join();
    try (Stream<Path> files = Files.walk(directory)) {
      files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
    }
  }
}
