package dev.kato.storage.redis;

import dev.kato.model.StorageUnavailableException;
import io.lettuce.core.RedisBusyException;
import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisCommandTimeoutException;
import io.lettuce.core.RedisLoadingException;
import io.lettuce.core.RedisNoScriptException;
import io.lettuce.core.RedisReadOnlyException;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.api.StatefulConnection;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.cluster.api.StatefulRedisClusterConnection;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The one connection of a store: made when it is first needed, made anew when it has fallen silent,
 * shared by all threads. A call waits for a lost connection and tries again, within its time limit;
 * so everything that is called must do no harm when it is done twice.
 */
final class RedisLink {

  private static final String STORE = "redis";
  private static final long PAUSE_MILLIS = 20;

  private final Supplier<CompletionStage<? extends StatefulConnection<String, String>>> connector;
  private final Duration timeout;
  private @Nullable CompletableFuture<StatefulConnection<String, String>> connection;
  private boolean closed;
  private volatile long lastAnswer = System.nanoTime();

  RedisLink(
      Supplier<CompletionStage<? extends StatefulConnection<String, String>>> connector,
      Duration timeout) {
    this.connector = connector;
    this.timeout = timeout;
  }

  /** Runs a script; {@code args} become ARGV. */
  <T> T run(Script script, ScriptOutputType type, String key, String... args) {
    String[] keys = {key};
    return call(
        commands ->
            commands
                .<T>evalsha(script.digest(), type, keys, args)
                .exceptionallyCompose(
                    failure ->
                        cause(failure) instanceof RedisNoScriptException
                            ? commands.<T>eval(script.source(), type, keys, args)
                            : CompletableFuture.failedStage(failure)));
  }

  /** Sends a command and waits for its answer. */
  <T> T call(Function<RedisClusterAsyncCommands<String, String>, CompletionStage<T>> command) {
    long start = System.nanoTime();
    long end = start + timeout.toNanos();
    while (true) {
      CompletableFuture<StatefulConnection<String, String>> current = connection();
      try {
        StatefulConnection<String, String> connected = await(current, end);
        T answer = await(command.apply(commands(connected)).toCompletableFuture(), end);
        lastAnswer = System.nanoTime();
        return answer;
      } catch (TimeoutException e) {
        dropIfSilent(current, start);
        throw unavailable("no answer within " + timeout.toMillis() + " ms", e);
      } catch (ExecutionException | RuntimeException e) {
        retryOrFail(current, start, end, cause(e));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw unavailable("interrupted", e);
      }
    }
  }

  /** Returns after a pause if another try makes sense. */
  private void retryOrFail(
      CompletableFuture<StatefulConnection<String, String>> current,
      long start,
      long end,
      Throwable failure) {
    if (failure instanceof RedisCommandTimeoutException) {
      dropIfSilent(current, start);
      throw unavailable("no answer within " + timeout.toMillis() + " ms", failure);
    }
    if (failure instanceof RedisReadOnlyException) {
      drop(current);
    }
    if (!mayPass(failure)) {
      throw unavailable("the command was refused", failure);
    }
    if (end - System.nanoTime() < TimeUnit.MILLISECONDS.toNanos(PAUSE_MILLIS)) {
      throw unavailable("no connection", failure);
    }
    pause(PAUSE_MILLIS);
  }

  private static boolean mayPass(Throwable failure) {
    if (failure instanceof RedisCommandExecutionException) {
      String message = String.valueOf(failure.getMessage());
      return failure instanceof RedisLoadingException
          || failure instanceof RedisReadOnlyException
          || failure instanceof RedisBusyException
          || message.startsWith("MASTERDOWN")
          || message.startsWith("CLUSTERDOWN")
          || message.startsWith("TRYAGAIN");
    }
    return failure instanceof Exception;
  }

  /** Sleeps; an interrupt makes it fail as the package of the SPI says. */
  static void pause(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw unavailable("interrupted", e);
    }
  }

  static StorageUnavailableException unavailable(String problem, @Nullable Throwable cause) {
    return new StorageUnavailableException(STORE, problem, cause);
  }

  private static <T> T await(CompletableFuture<T> future, long end)
      throws InterruptedException, ExecutionException, TimeoutException {
    return future.get(Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS);
  }

  private static Throwable cause(Throwable failure) {
    boolean wrapper =
        failure instanceof ExecutionException || failure instanceof CompletionException;
    return wrapper && failure.getCause() != null ? cause(failure.getCause()) : failure;
  }

  private static RedisClusterAsyncCommands<String, String> commands(
      StatefulConnection<String, String> connection) {
    if (connection instanceof StatefulRedisClusterConnection<String, String> cluster) {
      return cluster.async();
    }
    return ((StatefulRedisConnection<String, String>) connection).async();
  }

  private synchronized CompletableFuture<StatefulConnection<String, String>> connection() {
    checkOpen();
    CompletableFuture<StatefulConnection<String, String>> current = connection;
    if (current == null || current.isCompletedExceptionally()) {
      current = connect();
      connection = current;
    }
    return current;
  }

  private CompletableFuture<StatefulConnection<String, String>> connect() {
    CompletableFuture<StatefulConnection<String, String>> result = new CompletableFuture<>();
    try {
      connector
          .get()
          .whenComplete(
              (connected, failure) -> {
                if (failure != null) {
                  result.completeExceptionally(cause(failure));
                } else if (!result.complete(connected)) {
                  connected.closeAsync();
                }
              });
    } catch (RuntimeException e) {
      result.completeExceptionally(e);
    }
    return result;
  }

  /** A network that swallows packets gives no error: only a new connection finds another way. */
  private void dropIfSilent(
      CompletableFuture<StatefulConnection<String, String>> silent, long since) {
    if (lastAnswer - since < 0) {
      drop(silent);
    }
  }

  private void drop(CompletableFuture<StatefulConnection<String, String>> dropped) {
    synchronized (this) {
      if (connection != dropped) {
        return;
      }
      connection = null;
    }
    discard(dropped);
  }

  /** Closes the connection, also one that is still being made. */
  private static Optional<CompletableFuture<Void>> discard(
      CompletableFuture<StatefulConnection<String, String>> discarded) {
    discarded.completeExceptionally(new CancellationException("connection dropped"));
    return discarded.isCompletedExceptionally()
        ? Optional.empty()
        : Optional.of(discarded.join().closeAsync());
  }

  synchronized void checkOpen() {
    if (closed) {
      throw new IllegalStateException("The session store is closed");
    }
  }

  /** Closes the connection; returns whether it was open. */
  boolean close() {
    CompletableFuture<StatefulConnection<String, String>> last;
    synchronized (this) {
      if (closed) {
        return false;
      }
      closed = true;
      last = connection;
      connection = null;
    }
    if (last != null) {
      discard(last)
          .ifPresent(
              closing ->
                  closing
                      .completeOnTimeout(null, timeout.toMillis(), TimeUnit.MILLISECONDS)
                      .join());
    }
    return true;
  }
}
