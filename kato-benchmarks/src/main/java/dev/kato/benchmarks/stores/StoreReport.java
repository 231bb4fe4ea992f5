package dev.kato.benchmarks.stores;

import dev.kato.benchmarks.Machine;
import dev.kato.spi.Storage;
import dev.kato.storage.inmemory.InMemoryStorage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;

/** Measures every operation in memory and on servers, and writes the table. */
public final class StoreReport {

  private StoreReport() {}

  /**
   * Writes the table.
   *
   * @param arguments the file to write, the commit that is measured, seconds for each operation,
   *     the URIs of MongoDB and Redis, and the port of Qdrant
   */
  public static void main(String[] arguments) throws IOException {
    Duration time = Duration.ofSeconds(Long.parseLong(arguments[2]));
    StringBuilder out = new StringBuilder(Machine.line(arguments[1]));
    out.append(
        String.format(
            Locale.ROOT,
            "%d s for each operation and store.%n%n"
                + "| part | operation | in memory: per second | p50 | p95 | p99 µs "
                + "| on servers: per second | p50 | p95 | p99 µs | p50, times memory "
                + "| round trips |%n|---|---|---|---|---|---|---|---|---|---|---|---|%n",
            time.toSeconds()));
    int qdrant = Integer.parseInt(arguments[5]);
    for (StoreOperation operation : StoreOperations.all()) {
      try (Storage memory = InMemoryStorage.create();
          RemoteStorage remote = new RemoteStorage(arguments[3], arguments[4], qdrant)) {
        Measured near = Measured.of(operation.prepare().apply(memory), time, () -> 0);
        Measured far =
            Measured.of(operation.prepare().apply(remote.storage()), time, remote::trips);
        out.append(row(operation, near, far));
      }
    }
    Files.writeString(Path.of(arguments[0]), out.toString());
  }

  private static String row(StoreOperation operation, Measured memory, Measured remote) {
    return String.format(
        Locale.ROOT,
        "| %s | %s | %s | %s | %.0f | %.1f |%n",
        operation.part(),
        operation.name(),
        cells(memory),
        cells(remote),
        remote.micros(50) / memory.micros(50),
        remote.tripsPerTurn());
  }

  private static String cells(Measured measured) {
    return String.format(
        Locale.ROOT,
        "%.0f | %.2f | %.2f | %.2f",
        measured.perSecond(),
        measured.micros(50),
        measured.micros(95),
        measured.micros(99));
  }
}
