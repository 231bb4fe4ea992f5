package dev.kato.server;

import dev.kato.model.KatoException;
import dev.kato.model.StorageRefusedException;
import dev.kato.spi.Storage;
import dev.kato.storage.inmemory.InMemoryStorage;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where a server keeps what it knows.
 *
 * @param kinds what keeps the {@code patterns}, {@code sessions} and {@code vectors}, as {@code
 *     memory}
 */
public record Stores(Storage storage, Map<String, String> kinds) implements AutoCloseable {

  /** The kind of a store that ends with the process. */
  public static final String MEMORY = "memory";

  private static final Logger log = LoggerFactory.getLogger(Stores.class);

  /** Fresh ones that end with the process. */
  public static Stores inMemory() {
    return new Stores(
        InMemoryStorage.create(),
        Map.of("patterns", MEMORY, "sessions", MEMORY, "vectors", MEMORY));
  }

  /** Connects, so that the first request need not. A store that does not answer yet may come. */
  void connect() {
    for (Runnable ping :
        List.<Runnable>of(
            storage.patterns()::ping, storage.sessions()::ping, storage.vectors()::ping)) {
      try {
        ping.run();
      } catch (StorageRefusedException e) {
        log.error("starting although {}: see to it, it will not pass by itself", e.getMessage());
      } catch (KatoException e) {
        log.warn("starting although {}", e.getMessage());
      }
    }
  }

  @Override
  public void close() {
    storage.close();
  }
}
