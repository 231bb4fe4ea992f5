package dev.kato.storage.qdrant.testserver;

import io.grpc.Grpc;
import io.grpc.InsecureServerCredentials;
import io.grpc.Metadata;
import io.grpc.Server;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerCredentials;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import io.qdrant.client.grpc.Collections.StrictModeConfig;
import io.qdrant.client.grpc.JsonWithInt.Value;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** The server, on a free port. Data outlives a restart. */
public final class QdrantTestServer implements AutoCloseable {

  private static final Metadata.Key<String> API_KEY =
      Metadata.Key.of("api-key", Metadata.ASCII_STRING_MARSHALLER);

  private final StoredCollections collections = new StoredCollections();
  private final AtomicInteger calls = new AtomicInteger();
  private final Map<String, Runnable> interludes = new ConcurrentHashMap<>();
  private volatile Status refusal = Status.OK;
  private volatile String version = "1.18.0";
  private final ServerCredentials credentials;
  private final String apiKey;
  private final int port;
  private Server server;

  private QdrantTestServer(ServerCredentials credentials, String apiKey, int port) {
    this.credentials = credentials;
    this.apiKey = apiKey;
    this.server = listen(port);
    this.port = server.getPort();
  }

  /** A server that asks for no key. */
  public static QdrantTestServer start() {
    return start("");
  }

  /** A server that refuses calls without this key; empty asks for none. */
  public static QdrantTestServer start(String apiKey) {
    return new QdrantTestServer(InsecureServerCredentials.create(), apiKey, 0);
  }

  /** A server that speaks TLS. */
  public static QdrantTestServer start(ServerCredentials credentials) {
    return new QdrantTestServer(credentials, "", 0);
  }

  /** A server on this port that asks for no key. */
  public static QdrantTestServer startAt(int port) {
    return new QdrantTestServer(InsecureServerCredentials.create(), "", port);
  }

  /** The port it listens on, also after a restart. */
  public int port() {
    return port;
  }

  /** How many calls have arrived. */
  public int calls() {
    return calls.get();
  }

  /** Whether that collection has an index of users as tenants. */
  public boolean hasTenantIndex(String collection) {
    return collections.hasTenantIndex(collection);
  }

  /** Drops a collection, as an administrator may. */
  public void drop(String collection) {
    collections.drop(collection);
  }

  /** Drops the index of users, as an administrator may. */
  public void dropIndex(String collection) {
    collections.dropIndex(collection);
  }

  /** Stores a point that has this payload and vector. */
  public void put(String collection, Map<String, Value> payload, float... vector) {
    String id = UUID.randomUUID().toString();
    collections.put(collection, new StoredCollections.Point(id, vector, payload));
  }

  /** Leaves out of search results what is infinitely far in 32-bit floats, as newer engines do. */
  public void leaveOutInfiniteScores() {
    collections.leaveOutInfiniteScores();
  }

  /** Sets the limits of all collections. */
  public void setStrictMode(StrictModeConfig config) {
    collections.setStrictMode(config);
  }

  /** Calls itself that version from now on. */
  public void setVersion(String newVersion) {
    version = newVersion;
  }

  /** Answers every call but health checks so from now on; OK: as it should. */
  public void refuse(Status status) {
    refusal = status;
  }

  /**
   * Does something just before the next call of that method is carried out, once.
   *
   * @param method as {@code Points/Query}
   */
  public void before(String method, Runnable interlude) {
    interludes.put("qdrant." + method, interlude);
  }

  /** Ends all connections at once, and listens no more until {@link #restart}. */
  public void stop() {
    try {
      server.shutdownNow().awaitTermination(1, TimeUnit.MINUTES);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Listens again on the same port. */
  public void restart() {
    server = listen(port);
  }

  @Override
  public void close() {
    stop();
  }

  private Server listen(int wanted) {
    try {
      return Grpc.newServerBuilderForPort(wanted, credentials)
          .addService(new CollectionsService(collections))
          .addService(new PointsService(collections))
          .addService(new HealthService(() -> version))
          .intercept(new Gatekeeper())
          .build()
          .start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private final class Gatekeeper implements ServerInterceptor {

    @Override
    public <Q, A> ServerCall.Listener<Q> interceptCall(
        ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
      calls.incrementAndGet();
      String method = call.getMethodDescriptor().getFullMethodName();
      Runnable interlude = interludes.remove(method);
      if (interlude != null) {
        interlude.run();
      }
      Status status = admission(method, headers);
      if (status.isOk()) {
        return next.startCall(call, headers);
      }
      call.close(status, new Metadata());
      return new ServerCall.Listener<>() {};
    }

    /** Health checks need no key, as in newer servers. */
    private Status admission(String method, Metadata headers) {
      if (method.equals("qdrant.Qdrant/HealthCheck")) {
        return Status.OK;
      }
      if (apiKey.isEmpty() || apiKey.equals(headers.get(API_KEY))) {
        return refusal;
      }
      return Status.UNAUTHENTICATED.withDescription("Must provide an API key");
    }
  }
}
