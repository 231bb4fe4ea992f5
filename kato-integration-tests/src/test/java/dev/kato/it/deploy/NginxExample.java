package dev.kato.it.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/**
 * A configuration of {@code deploy/nginx}, run as it is but for what differs from site to site:
 * addresses, ports and paths.
 */
final class NginxExample implements AutoCloseable {

  private static final Path EXAMPLES = Path.of("../deploy/nginx");

  private final Process process;

  private NginxExample(Process process) {
    this.process = process;
  }

  /**
   * Starts nginx.
   *
   * @param site texts of the configuration, each of which must be there, and what to put instead
   * @param port where it answers then
   */
  static NginxExample start(Path folder, String file, Map<String, String> site, int port) {
    try {
      for (String part : new String[] {"kato-maps.conf", "kato-proxy.conf"}) {
        Files.copy(EXAMPLES.resolve(part), folder.resolve(part));
      }
      String text = Files.readString(EXAMPLES.resolve(file));
      for (Map.Entry<String, String> change : site.entrySet()) {
        assertThat(text).contains(change.getKey());
        text = text.replace(change.getKey(), change.getValue());
      }
      Path configuration = Files.writeString(folder.resolve(file), inFolder(text, folder));
      Path log = folder.resolve("nginx.log");
      Process process =
          new ProcessBuilder(
                  "nginx", "-e", log.toString(), "-p", folder.toString(), "-c", configuration + "")
              .redirectErrorStream(true)
              .redirectOutput(folder.resolve("nginx.out").toFile())
              .start();
      NginxExample nginx = new NginxExample(process);
      Awaitility.await()
          .atMost(Duration.ofMinutes(1))
          .until(() -> !process.isAlive() || listens(port));
      assertThat(process.isAlive()).as(Files.readString(folder.resolve("nginx.out"))).isTrue();
      return nginx;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** With all it writes in one folder, and in the foreground. */
  private static String inFolder(String text, Path folder) {
    StringBuilder paths = new StringBuilder("http {\n");
    for (String part : new String[] {"client_body", "proxy", "fastcgi", "uwsgi", "scgi"}) {
      paths.append("    ").append(part).append("_temp_path ").append(folder).append('/');
      paths.append(part).append(";\n");
    }
    assertThat(text).contains("http {\n");
    return "daemon off; pid "
        + folder.resolve("nginx.pid")
        + ";\n"
        + text.replace("http {\n", paths.toString());
  }

  private static boolean listens(int port) {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress("127.0.0.1", port), 1000);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /** Skips the test where a program is missing. */
  static void needs(String program) {
    assumeTrue(
        Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
            .anyMatch(folder -> Files.isExecutable(Path.of(folder, program))),
        program + " is not installed");
  }

  /** A port that nobody uses at the moment. */
  static int freePort() {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
