package dev.kato.testkit;

import java.util.function.Supplier;

/**
 * How a contract gets at the store it checks.
 *
 * @param opener gives an open store each time
 * @param shared whether all stores that {@code opener} gives hold the same data, as they do when
 *     the data is on a server or on disk
 */
public record StoreSpec<S extends AutoCloseable>(Supplier<S> opener, boolean shared) {

  /** Each store has data of its own. */
  public static <S extends AutoCloseable> StoreSpec<S> ofSeparate(Supplier<S> opener) {
    return new StoreSpec<>(opener, false);
  }

  /** All stores have the same data. */
  public static <S extends AutoCloseable> StoreSpec<S> ofShared(Supplier<S> opener) {
    return new StoreSpec<>(opener, true);
  }

  /** An open store. */
  public S open() {
    return opener.get();
  }
}
