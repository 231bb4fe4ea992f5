package dev.kato.storage.qdrant;

import dev.kato.model.StorageRefusedException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells the operator what only they can mend: each refusal once, however often it is met. */
final class Refusals {

  private static final Logger LOG = LoggerFactory.getLogger(QdrantVectorStore.class);

  /** There are about ten, some of them for each collection. */
  private static final int MAX_TOLD = 100;

  private final Set<String> told = ConcurrentHashMap.newKeySet();
  private final Runnable afterwards;

  /**
   * Nothing was told yet.
   *
   * @param afterwards runs after each refusal
   */
  Refusals(Runnable afterwards) {
    this.afterwards = afterwards;
  }

  void telling(Runnable operation) {
    telling(
        () -> {
          operation.run();
          return true;
        });
  }

  <T> T telling(Supplier<T> operation) {
    try {
      return operation.get();
    } catch (StorageRefusedException e) {
      String refusal = String.valueOf(e.getMessage());
      if (told.size() < MAX_TOLD && told.add(refusal)) {
        LOG.warn("{}", refusal);
        LOG.debug("The refusal in full", e);
      }
      afterwards.run();
      throw e;
    }
  }
}
