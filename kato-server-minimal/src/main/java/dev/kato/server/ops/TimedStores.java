package dev.kato.server.ops;

import dev.kato.spi.PatternStore;
import dev.kato.spi.SessionStore;
import dev.kato.spi.Storage;
import dev.kato.spi.VectorStore;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;

/** Stores whose calls are counted and timed. */
public final class TimedStores {

  private TimedStores() {}

  /** The same stores, timed. */
  public static Storage of(Storage storage, Meters meters) {
    return new Storage(
        timed(PatternStore.class, storage.patterns(), "patterns", meters),
        timed(SessionStore.class, storage.sessions(), "sessions", meters),
        timed(VectorStore.class, storage.vectors(), "vectors", meters));
  }

  private static <T> T timed(Class<T> type, T store, String name, Meters meters) {
    InvocationHandler handler =
        (proxy, method, arguments) -> {
          long start = System.nanoTime();
          boolean succeeded = false;
          try {
            Object result = method.invoke(store, arguments);
            succeeded = true;
            return result;
          } catch (InvocationTargetException e) {
            throw e.getCause();
          } finally {
            meters.storeCalled(name, method.getName(), succeeded, System.nanoTime() - start);
          }
        };
    return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
  }
}
