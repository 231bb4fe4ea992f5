package dev.kato.storage.redis;

import dev.kato.model.StorageRefusedException;
import dev.kato.model.StorageUnavailableException;
import io.lettuce.core.api.StatefulConnection;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The one connection of a store, shared by all threads. It is made from nothing at the beginning,
 * and again when it was dropped; a connection that is lost without being dropped comes back by
 * itself.
 *
 * <p>Connecting has a time limit of its own, since a first connection takes long on a slow machine.
 * That limit counts from when connecting began, not from each call: while a server is gone for
 * long, calls wait no longer than for a command. An attempt goes on when nobody waits for it.
 */
final class RedisConnection {

  private static final long PAUSE_MILLIS = 20;

  private final Supplier<CompletionStage<? extends StatefulConnection<String, String>>> connector;
  private final long timeout;
  private final long connectTimeout;
  private @Nullable CompletableFuture<StatefulConnection<String, String>> current;
  private long connectingSince = System.nanoTime();
  private boolean closed;

  RedisConnection(
      Supplier<CompletionStage<? extends StatefulConnection<String, String>>> connector,
      RedisOptions options) {
    this.connector = connector;
    this.timeout = options.timeout().toNanos();
    this.connectTimeout = options.connectTimeout().toNanos();
  }

  /** Begins to connect if nobody has yet. */
  void begin() {
    currentOrNext();
  }

  /**
   * Waits for the connection and tries again to make it, within the time for connecting.
   *
   * @param start when the call began that needs it
   */
  StatefulConnection<String, String> get(long start) throws InterruptedException {
    while (true) {
      CompletableFuture<StatefulConnection<String, String>> awaited = currentOrNext();
      long allowed = allowed(start);
      long rest = allowed - (System.nanoTime() - start);
      try {
        return awaited.get(Math.max(0, rest), TimeUnit.NANOSECONDS);
      } catch (TimeoutException e) {
        throw notConnected(allowed, e);
      } catch (ExecutionException | CancellationException e) {
        Throwable failure = Failures.cause(e);
        Optional<StorageRefusedException> refusal = Failures.refusal(failure);
        if (refusal.isPresent()) {
          throw refusal.get();
        }
        if (rest < TimeUnit.MILLISECONDS.toNanos(PAUSE_MILLIS)) {
          throw notConnected(allowed, failure);
        }
        Thread.sleep(PAUSE_MILLIS);
      }
    }
  }

  /** How long a call that began then may wait, from its beginning on. */
  private synchronized long allowed(long start) {
    long rest = connectingSince + connectTimeout - start;
    return Math.max(timeout, Math.min(rest, connectTimeout));
  }

  private StorageUnavailableException notConnected(long allowed, Throwable failure) {
    long limit = allowed > timeout ? connectTimeout : timeout;
    return Failures.unavailable(
        "not connected after " + TimeUnit.NANOSECONDS.toMillis(limit) + " ms", failure);
  }

  private synchronized CompletableFuture<StatefulConnection<String, String>> currentOrNext() {
    checkOpen();
    CompletableFuture<StatefulConnection<String, String>> next = current;
    if (next == null || next.isCompletedExceptionally()) {
      next = connect();
      current = next;
    }
    return next;
  }

  private CompletableFuture<StatefulConnection<String, String>> connect() {
    CompletableFuture<StatefulConnection<String, String>> attempt = new CompletableFuture<>();
    try {
      connector
          .get()
          .whenComplete(
              (connected, failure) -> {
                if (failure != null) {
                  attempt.completeExceptionally(Failures.cause(failure));
                } else if (!attempt.complete(connected)) {
                  connected.closeAsync();
                }
              });
    } catch (RuntimeException e) {
      attempt.completeExceptionally(e);
    }
    return attempt.orTimeout(connectTimeout, TimeUnit.NANOSECONDS);
  }

  /** Makes another connection: this one has fallen silent, or ends at the wrong server. */
  void replace(StatefulConnection<String, String> dropped) {
    drop(dropped, System.nanoTime());
  }

  /**
   * Makes another connection, without more time than a call has: this one did not come back. Why it
   * does not, only a new one tells.
   */
  void giveUp(StatefulConnection<String, String> dropped) {
    drop(dropped, System.nanoTime() - connectTimeout);
  }

  private void drop(StatefulConnection<String, String> dropped, long since) {
    synchronized (this) {
      if (closed || current == null || !isNow(current, dropped)) {
        return;
      }
      connectingSince = since;
      current = connect();
    }
    dropped.closeAsync();
  }

  private static boolean isNow(
      CompletableFuture<StatefulConnection<String, String>> attempt,
      StatefulConnection<String, String> connection) {
    return attempt.isDone() && !attempt.isCompletedExceptionally() && attempt.join() == connection;
  }

  synchronized void checkOpen() {
    if (closed) {
      throw new IllegalStateException("The session store is closed");
    }
  }

  /** Closes the connection, also one that is still being made; returns whether it was open. */
  boolean close() {
    CompletableFuture<StatefulConnection<String, String>> last;
    synchronized (this) {
      if (closed) {
        return false;
      }
      closed = true;
      last = current;
    }
    if (last != null) {
      last.completeExceptionally(new CancellationException("closed"));
      if (!last.isCompletedExceptionally()) {
        last.join().closeAsync().completeOnTimeout(null, timeout, TimeUnit.NANOSECONDS).join();
      }
    }
    return true;
  }
}
