package dev.kato.storage.qdrant;

import dev.kato.model.StorageUnavailableException;
import io.grpc.ConnectivityState;
import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import io.grpc.Status;
import io.grpc.stub.AbstractStub;
import io.qdrant.client.QdrantGrpcClient;
import io.qdrant.client.grpc.CollectionsGrpc.CollectionsFutureStub;
import io.qdrant.client.grpc.PointsGrpc.PointsFutureStub;
import io.qdrant.client.grpc.QdrantOuterClass.HealthCheckReply;
import io.qdrant.client.grpc.QdrantOuterClass.HealthCheckRequest;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Remote calls: each with a deadline, waiting for a lost connection within it. Calls go straight to
 * the generated stubs, because the client's own methods log every failure with its stack trace.
 */
final class QdrantLink {

  private static final int MAX_ANSWER_BYTES = 256 << 20;
  private static final long PAUSE_MILLIS = 50;
  private static final Duration KEEP_ALIVE = Duration.ofSeconds(30);

  private final QdrantGrpcClient client;
  private final boolean own;
  private final Duration timeout;
  private volatile boolean closed;
  private volatile boolean versionKnown;
  private volatile long lastAnswer = System.nanoTime();

  private QdrantLink(QdrantGrpcClient client, boolean own, Duration timeout) {
    this.client = client;
    this.own = own;
    this.timeout = timeout;
  }

  /** A link of our own. Does not connect yet: the client's check at the start has no deadline. */
  static QdrantLink open(QdrantOptions options) {
    ManagedChannelBuilder<?> builder =
        ManagedChannelBuilder.forAddress(options.host(), options.port())
            .maxInboundMessageSize(MAX_ANSWER_BYTES)
            .keepAliveTime(KEEP_ALIVE.toMillis(), TimeUnit.MILLISECONDS)
            .keepAliveTimeout(options.timeout().toMillis(), TimeUnit.MILLISECONDS);
    ManagedChannel channel =
        (options.tls() ? builder.useTransportSecurity() : builder.usePlaintext()).build();
    QdrantGrpcClient.Builder client = QdrantGrpcClient.newBuilder(channel, false, false);
    if (options.apiKey() != null) {
      client.withApiKey(options.apiKey());
    }
    return new QdrantLink(client.build(), true, options.timeout());
  }

  static QdrantLink using(QdrantGrpcClient client, QdrantOptions options) {
    return new QdrantLink(client, false, options.timeout());
  }

  /** A call that may be sent again when its answer was lost. */
  <T> T points(Function<PointsFutureStub, ? extends Future<T>> call) {
    return call(client.points(), call, true);
  }

  /** A call that is not sent again once it may have taken effect. */
  <T> T pointsOnce(Function<PointsFutureStub, ? extends Future<T>> call) {
    return call(client.points(), call, false);
  }

  <T> T collections(Function<CollectionsFutureStub, ? extends Future<T>> call) {
    return call(client.collections(), call, true);
  }

  /**
   * Asks for a sign of life, which newer servers give without a key too.
   *
   * @throws dev.kato.model.StorageRefusedException if the server is too old
   */
  void ping() {
    HealthCheckRequest request = HealthCheckRequest.getDefaultInstance();
    HealthCheckReply reply = call(client.qdrant(), stub -> stub.healthCheck(request), true);
    Version.require(reply.getVersion());
    versionKnown = true;
  }

  /** Refuses a server that is too old; asks until it was found not to be. */
  void checkVersion() {
    if (!versionKnown) {
      ping();
    }
  }

  void checkOpen() {
    if (closed) {
      throw new IllegalStateException("The vector store is closed");
    }
  }

  private <S extends AbstractStub<S>, T> T call(
      S stub, Function<S, ? extends Future<T>> call, boolean repeatable) {
    long start = System.nanoTime();
    long end = start + timeout.toNanos();
    while (true) {
      checkOpen();
      reconnectNow();
      long rest = Math.max(1, end - System.nanoTime());
      Future<T> sent =
          call.apply(stub.withWaitForReady().withDeadlineAfter(rest, TimeUnit.NANOSECONDS));
      try {
        T answer = sent.get();
        lastAnswer = System.nanoTime();
        return answer;
      } catch (ExecutionException e) {
        failUnlessPassing(e.getCause(), repeatable, start, end);
      } catch (InterruptedException e) {
        sent.cancel(true);
        throw Failures.interrupted(e);
      }
    }
  }

  /** gRPC waits ever longer between attempts to connect: a caller who is there now will not. */
  private void reconnectNow() {
    ManagedChannel channel = client.channel();
    if (channel.getState(false) == ConnectivityState.TRANSIENT_FAILURE) {
      channel.resetConnectBackoff();
    }
  }

  private void failUnlessPassing(
      @Nullable Throwable failure, boolean repeatable, long start, long end) {
    Status status = failure == null ? Status.UNKNOWN : Status.fromThrowable(failure);
    if (status.getCode() == Status.Code.DEADLINE_EXCEEDED) {
      throw tooLate(start, failure);
    }
    if (!isLostConnection(status)) {
      throw Failures.of(status.getCode(), failure);
    }
    boolean another =
        end - System.nanoTime() > TimeUnit.MILLISECONDS.toNanos(PAUSE_MILLIS) && repeatable;
    if (!another) {
      throw Failures.of(Status.Code.UNAVAILABLE, failure);
    }
    try {
      Thread.sleep(PAUSE_MILLIS);
    } catch (InterruptedException e) {
      throw Failures.interrupted(e);
    }
  }

  private StorageUnavailableException tooLate(long start, @Nullable Throwable failure) {
    boolean connected = client.channel().getState(false) == ConnectivityState.READY;
    dropIfSilent(start);
    return Failures.unavailable(
        (connected ? "no answer" : "no connection") + " within " + timeout.toMillis() + " ms",
        failure);
  }

  /** gRPC says UNAVAILABLE, or UNKNOWN when the connection breaks at an odd moment. */
  private static boolean isLostConnection(Status status) {
    return status.getCode() == Status.Code.UNAVAILABLE
        || (status.getCode() == Status.Code.UNKNOWN && status.getCause() instanceof IOException);
  }

  /** A network that swallows packets gives no error: only a new connection finds another way. */
  private void dropIfSilent(long since) {
    if (own && lastAnswer - since < 0) {
      client.channel().enterIdle();
    }
  }

  void close() {
    if (closed) {
      return;
    }
    closed = true;
    if (own) {
      ManagedChannel channel = client.channel().shutdownNow();
      try {
        channel.awaitTermination(timeout.toMillis(), TimeUnit.MILLISECONDS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
