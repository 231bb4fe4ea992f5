package dev.kato.testkit;

import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * How a contract gets at the store it checks. Contracts use users and sessions of their own, so
 * what else is in the store does no harm.
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

  /** Runs a test on another store on the data of {@code first}; where nothing is shared, on it. */
  public void onAnother(S first, Consumer<S> test) {
    if (shared) {
      onOne(test);
    } else {
      test.accept(first);
    }
  }

  /** Runs a test on a store, and closes it. */
  public void onOne(Consumer<S> test) {
    S store = open();
    try {
      test.accept(store);
    } finally {
      close(store);
    }
  }

  private static void close(AutoCloseable store) {
    try {
      store.close();
    } catch (Exception e) {
      throw new AssertionError("a store must close without an exception", e);
    }
  }
}
