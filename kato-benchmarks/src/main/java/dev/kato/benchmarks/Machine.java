package dev.kato.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** What a measurement was made on. */
public final class Machine {

  private Machine() {}

  /** One line with machine, JDK and commit. */
  public static String line(String commit) throws IOException {
    Path cpus = Path.of("/proc/cpuinfo");
    String model =
        Files.exists(cpus)
            ? Files.readAllLines(cpus).stream()
                .filter(line -> line.startsWith("model name"))
                .findFirst()
                .orElse("unknown: unknown")
                .replaceAll(".*:\\s*", "")
            : System.getProperty("os.arch");
    return String.format(
        Locale.ROOT,
        "Machine: %s, %d cores. JDK: %s. Commit: %s.%n",
        model,
        Runtime.getRuntime().availableProcessors(),
        Runtime.version(),
        commit);
  }
}
