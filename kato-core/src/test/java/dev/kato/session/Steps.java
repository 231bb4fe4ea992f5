package dev.kato.session;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Stops the calls of a store where a test wants them to stop, so that it decides who is first. */
final class Steps {

  private static final int PATIENCE_SECONDS = 30;

  private final Deque<Stop> stops = new ConcurrentLinkedDeque<>();

  /** One call that stops, once. */
  static final class Stop {
    private final String method;
    private final boolean after;
    private final CompletableFuture<Boolean> arrived = new CompletableFuture<>();
    private final CompletableFuture<@Nullable RuntimeException> gone = new CompletableFuture<>();

    private Stop(String method, boolean after) {
      this.method = method;
      this.after = after;
    }

    /** Waits until somebody has come to it. */
    void await() throws Exception {
      arrived.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    void go() {
      gone.complete(null);
    }

    /** The call ends with that: it was lost on its way, or its answer was. */
    void fail(RuntimeException failure) {
      gone.complete(failure);
    }

    private void pass() throws Exception {
      arrived.complete(true);
      RuntimeException failure = gone.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
      if (failure != null) {
        throw failure;
      }
    }
  }

  /** The next call of that method stops before it reaches the store. */
  Stop before(String method) {
    return add(new Stop(method, false));
  }

  /** The next call of that method stops when it has taken effect, before its caller hears of it. */
  Stop after(String method) {
    return add(new Stop(method, true));
  }

  private Stop add(Stop stop) {
    stops.add(stop);
    return stop;
  }

  /** A store whose calls stop here. */
  <S> S around(Class<S> type, S store) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (unused, method, arguments) -> {
              pass(method.getName(), false);
              try {
                Object result = method.invoke(store, arguments);
                pass(method.getName(), true);
                return result;
              } catch (InvocationTargetException e) {
                throw e.getTargetException();
              }
            }));
  }

  private void pass(String method, boolean after) throws Exception {
    for (Stop stop : stops) {
      if (stop.method.equals(method) && stop.after == after && stops.remove(stop)) {
        stop.pass();
        return;
      }
    }
  }
}
