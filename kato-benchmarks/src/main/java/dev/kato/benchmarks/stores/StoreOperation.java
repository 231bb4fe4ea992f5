package dev.kato.benchmarks.stores;

import dev.kato.spi.Storage;
import java.util.function.Function;

/**
 * Something to do over and over.
 *
 * @param part of KATO that it belongs to
 * @param name for the table
 * @param prepare puts into the stores what is needed, and says what to do
 */
record StoreOperation(String part, String name, Function<Storage, Steps> prepare) {

  /**
   * One turn, and the end.
   *
   * @param before is not measured
   * @param measured is
   * @param end frees what was prepared
   */
  record Steps(Runnable before, Runnable measured, Runnable end) {

    static Steps of(Runnable measured) {
      return of(() -> {}, measured);
    }

    static Steps of(Runnable before, Runnable measured) {
      return new Steps(before, measured, () -> {});
    }
  }
}
