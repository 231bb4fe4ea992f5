package dev.kato.testkit;

import dev.kato.model.StorageUnavailableException;
import dev.kato.spi.PatternStore;
import dev.kato.spi.SessionStore;
import dev.kato.spi.Storage;
import dev.kato.spi.VectorStore;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Makes stores fail on demand, as a store behind a network does. Faults are set per method name and
 * hold for every store decorated by the same object; {@code close} never fails. Safe for any number
 * of threads.
 */
public final class Faults {

  private static final String STORE = "faulty";

  private final Map<String, Integer> before = new ConcurrentHashMap<>();
  private final Map<String, Integer> after = new ConcurrentHashMap<>();
  private final Map<String, Duration> delays = new ConcurrentHashMap<>();
  private volatile boolean disconnected;

  /** No faults until some are asked for. */
  public Faults() {}

  /** Three stores in which these faults happen. */
  public Storage around(Storage storage) {
    return new Storage(
        around(PatternStore.class, storage.patterns()),
        around(SessionStore.class, storage.sessions()),
        around(VectorStore.class, storage.vectors()));
  }

  /**
   * A store in which these faults happen.
   *
   * @param type the interface of the store
   */
  public <S extends AutoCloseable> S around(Class<S> type, S store) {
    Object proxy =
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (unused, method, arguments) -> call(store, method, arguments));
    return type.cast(proxy);
  }

  /** The next {@code times} calls of {@code method} fail without reaching the store. */
  public void failBefore(String method, int times) {
    before.put(method, times);
  }

  /** The next {@code times} calls of {@code method} take effect, but their answer is lost. */
  public void failAfter(String method, int times) {
    after.put(method, times);
  }

  /** Calls of {@code method} take this much longer, until set to zero. */
  public void delay(String method, Duration by) {
    delays.put(method, by);
  }

  /** Every call fails without reaching the store, until {@link #reconnect}. */
  public void disconnect() {
    disconnected = true;
  }

  /** Ends {@link #disconnect}. */
  public void reconnect() {
    disconnected = false;
  }

  private @Nullable Object call(Object store, Method method, Object @Nullable [] arguments)
      throws Throwable {
    String name = method.getName();
    boolean exempt = name.equals("close") || method.getDeclaringClass() == Object.class;
    if (!exempt) {
      pause(delays.getOrDefault(name, Duration.ZERO));
      if (disconnected || take(before, name)) {
        throw new StorageUnavailableException(STORE, "failed before " + name, null);
      }
    }
    Object result = invoke(store, method, arguments);
    if (!exempt && take(after, name)) {
      throw new StorageUnavailableException(STORE, "failed after " + name, null);
    }
    return result;
  }

  private static @Nullable Object invoke(Object store, Method method, Object @Nullable [] arguments)
      throws Throwable {
    try {
      return method.invoke(store, arguments);
    } catch (InvocationTargetException e) {
      throw e.getTargetException();
    }
  }

  private static void pause(Duration duration) {
    try {
      Thread.sleep(duration.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StorageUnavailableException(STORE, "interrupted", e);
    }
  }

  private static boolean take(Map<String, Integer> faults, String method) {
    boolean[] taken = new boolean[1];
    faults.computeIfPresent(
        method,
        (unused, left) -> {
          taken[0] = left > 0;
          return left > 1 ? left - 1 : null;
        });
    return taken[0];
  }
}
