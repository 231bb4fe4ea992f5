package dev.kato.storage.redis;

import dev.kato.model.StorageRefusedException;
import dev.kato.model.StorageUnavailableException;
import dev.kato.spi.RefusalLog;
import io.lettuce.core.RedisCommandTimeoutException;
import io.lettuce.core.RedisNoScriptException;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.api.StatefulConnection;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.cluster.api.StatefulRedisClusterConnection;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Sends commands. A call waits for a lost connection and tries again, within its time limit; so
 * everything that is called must do no harm when it is done twice. What an operator has to mend is
 * not tried again.
 */
final class RedisLink {

  private static final long PAUSE_MILLIS = 20;

  private final RedisConnection connection;
  private final RefusalLog refusals;
  private final Duration timeout;
  private volatile long lastAnswer = System.nanoTime();

  RedisLink(RedisConnection connection, RefusalLog refusals, Duration timeout) {
    this.connection = connection;
    this.refusals = refusals;
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
                        Failures.cause(failure) instanceof RedisNoScriptException
                            ? commands.<T>eval(script.source(), type, keys, args)
                            : CompletableFuture.failedStage(failure)));
  }

  /**
   * Sends a command and waits for its answer. Waiting for a connection that is made from nothing
   * does not count against the time for the command.
   */
  <T> T call(Function<RedisClusterAsyncCommands<String, String>, CompletionStage<T>> command) {
    try {
      return tryUntilAnswered(command);
    } catch (StorageRefusedException e) {
      throw refusals.report(e);
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  private <T> T tryUntilAnswered(
      Function<RedisClusterAsyncCommands<String, String>, CompletionStage<T>> command)
      throws InterruptedException {
    long start = System.nanoTime();
    long end = start + timeout.toNanos();
    Throwable before = null;
    while (true) {
      long asked = System.nanoTime();
      StatefulConnection<String, String> connected = connection.get(start);
      end += System.nanoTime() - asked;
      try {
        T answer =
            command
                .apply(commands(connected))
                .toCompletableFuture()
                .get(Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS);
        lastAnswer = System.nanoTime();
        return answer;
      } catch (TimeoutException e) {
        throw silent(connected, start, before, e);
      } catch (ExecutionException | RuntimeException e) {
        Throwable failure = Failures.cause(e);
        if (failure instanceof RedisCommandTimeoutException) {
          throw silent(connected, start, before, failure);
        }
        checkRetry(connected, end, failure);
        before = failure;
      }
      Thread.sleep(PAUSE_MILLIS);
    }
  }

  /** Returns if another try makes sense. */
  private void checkRetry(
      StatefulConnection<String, String> connected, long end, Throwable failure) {
    if (Failures.isAnswer(failure)) {
      lastAnswer = System.nanoTime();
    }
    Optional<StorageRefusedException> refusal = Failures.refusal(failure);
    if (refusal.isPresent()) {
      throw refusal.get();
    }
    if (Failures.isReadOnly(failure)) {
      connection.replace(connected);
    }
    boolean timeIsOver = end - System.nanoTime() < TimeUnit.MILLISECONDS.toNanos(PAUSE_MILLIS);
    if (timeIsOver && !Failures.isAnswer(failure)) {
      connection.giveUp(connected);
    }
    if (timeIsOver || !Failures.mayPass(failure)) {
      throw Failures.unavailable(failure);
    }
  }

  /**
   * A network that swallows packets gives no error: only a new connection finds another way.
   *
   * @param before why the command was sent again, if it was: that says more than that its time
   *     ended
   */
  private StorageUnavailableException silent(
      StatefulConnection<String, String> connected,
      long since,
      @Nullable Throwable before,
      Throwable failure) {
    if (lastAnswer - since < 0) {
      connection.replace(connected);
    }
    if (before != null) {
      return Failures.unavailable(before);
    }
    return Failures.unavailable("no answer within " + timeout.toMillis() + " ms", failure);
  }

  /** Sleeps; an interrupt makes it fail as the package of the SPI says. */
  static void pause(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  private static StorageUnavailableException interrupted(InterruptedException cause) {
    Thread.currentThread().interrupt();
    return Failures.unavailable("interrupted", cause);
  }

  private static RedisClusterAsyncCommands<String, String> commands(
      StatefulConnection<String, String> connection) {
    if (connection instanceof StatefulRedisClusterConnection<String, String> cluster) {
      return cluster.async();
    }
    return ((StatefulRedisConnection<String, String>) connection).async();
  }
}
