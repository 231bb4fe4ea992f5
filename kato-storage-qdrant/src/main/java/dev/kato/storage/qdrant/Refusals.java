package dev.kato.storage.qdrant;

import dev.kato.model.StorageRefusedException;
import dev.kato.spi.RefusalLog;
import java.util.function.Supplier;

/** Sees to what has to be done when Qdrant refuses, and tells its operator. */
final class Refusals {

  private final RefusalLog log = new RefusalLog(QdrantVectorStore.class);
  private final Runnable afterwards;

  /**
   * What refusals there are.
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
      afterwards.run();
      throw log.report(e);
    }
  }
}
