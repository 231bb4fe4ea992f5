package dev.kato.it.cluster;

import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/** What {@code deploy/run-local.sh} starts, on ports nobody uses. */
final class LocalCluster implements AutoCloseable {

  private static final int PORTS = 15;

  private final Path folder;
  private final int port;
  private final ProcessBuilder script;

  private LocalCluster(Path folder, int servers, Map<String, String> variables) {
    this.folder = folder;
    this.port = freePorts();
    this.script = new ProcessBuilder();
    script.redirectErrorStream(true);
    script.redirectOutput(ProcessBuilder.Redirect.appendTo(log("run-local").toFile()));
    Map<String, String> environment = script.environment();
    environment.put("KATO_LOCAL_DIR", folder.toString());
    environment.put("KATO_LOCAL_PORT", Integer.toString(port));
    environment.put("KATO_LOCAL_SERVERS", Integer.toString(servers));
    environment.put("KATO_SERVER_JAR", System.getProperty("kato.server.jar"));
    environment.put("KATO_JAVA", Path.of(System.getProperty("java.home"), "bin/java").toString());
    environment.put("KATO_JAVA_OPTIONS", "-Xmx256m -XX:+UseSerialGC -XX:TieredStopAtLevel=1");
    environment.put("KATO_DOUBLES_CLASSPATH", System.getProperty("java.class.path"));
    environment.put("LOG_LEVEL", "WARN");
    environment.putAll(variables);
  }

  /** Starts it; the test is skipped where the machine has no Redis or nginx. */
  static LocalCluster start(Path folder, int servers, Map<String, String> variables) {
    needs("redis-server");
    needs("nginx");
    LocalCluster cluster = new LocalCluster(folder, servers, variables);
    try {
      cluster.run("start");
    } catch (RuntimeException | AssertionError e) {
      cluster.close();
      throw e;
    }
    return cluster;
  }

  private static void needs(String program) {
    boolean there =
        Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
            .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    assumeTrue(there, program + " is not installed: apt-get install redis-server nginx");
  }

  /** Of the load balancer. */
  URI uri() {
    return URI.create("http://127.0.0.1:" + port);
  }

  /** Of MongoDB, or what stands in for it. */
  String mongo() {
    return "mongodb://127.0.0.1:" + (port + 11);
  }

  /** With it, {@code run-local.sh} is about this cluster. */
  Map<String, String> environment() {
    return Map.copyOf(script.environment());
  }

  /** Ends a server at once. */
  void kill(int server) {
    run("kill", Integer.toString(server));
  }

  /** Asks a server to end and waits until it has. */
  void terminate(int server) {
    run("term", Integer.toString(server));
  }

  /** Starts a server and waits until it is ready. */
  void up(int server) {
    run("up", Integer.toString(server));
  }

  @Override
  public void close() {
    run("stop");
  }

  String logOf(String process) {
    try {
      return Files.readString(log(process), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path log(String process) {
    return folder.resolve(process + ".log");
  }

  private synchronized void run(String... arguments) {
    String[] command = new String[arguments.length + 1];
    command[0] = Path.of("../deploy/run-local.sh").toAbsolutePath().normalize().toString();
    System.arraycopy(arguments, 0, command, 1, arguments.length);
    try {
      Process process = script.command(command).start();
      if (!process.waitFor(3, TimeUnit.MINUTES) || process.exitValue() != 0) {
        process.destroyForcibly();
        fail("run-local.sh " + String.join(" ", arguments) + ":\n" + logOf("run-local"));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static int freePorts() {
    for (int attempt = 0; attempt < 100; attempt++) {
      int base = ThreadLocalRandom.current().nextInt(20_000, 32_000);
      if (IntStream.range(base, base + PORTS).allMatch(LocalCluster::isFree)) {
        return base;
      }
    }
    throw new IllegalStateException("no " + PORTS + " free ports in a row");
  }

  private static boolean isFree(int port) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}
