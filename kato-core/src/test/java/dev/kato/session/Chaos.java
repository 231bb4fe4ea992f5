package dev.kato.session;

import dev.kato.model.StorageUnavailableException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;

/** Makes calls of a store fail by chance, before or after they take effect, and take their time. */
final class Chaos {

  private static final double FAILURES = 0.03;
  private static final int MOST_NANOS = 200_000;

  private final Random random;
  private volatile boolean calm;

  Chaos(long seed) {
    random = new Random(seed);
  }

  /** No more failures and delays. */
  void end() {
    calm = true;
  }

  <S> S around(Class<S> type, S store) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (unused, method, arguments) -> {
              happen("before " + method.getName());
              try {
                Object result = method.invoke(store, arguments);
                happen("after " + method.getName());
                return result;
              } catch (InvocationTargetException e) {
                throw e.getTargetException();
              }
            }));
  }

  private void happen(String when) {
    if (calm) {
      return;
    }
    double chance = random.nextDouble();
    if (chance < FAILURES) {
      throw new StorageUnavailableException("chaos", when, null);
    }
    if (chance < 4 * FAILURES) {
      LockSupport.parkNanos(random.nextInt(MOST_NANOS));
    }
  }
}
