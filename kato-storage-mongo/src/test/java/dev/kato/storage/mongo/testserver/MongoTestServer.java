package dev.kato.storage.mongo.testserver;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import de.bwaldvogel.mongo.MongoServer;
import java.net.InetSocketAddress;
import org.slf4j.LoggerFactory;

/** mongo-java-server on this machine, made to read documents as a whole. */
public final class MongoTestServer implements AutoCloseable {

  /** Enough for a connection whose command hangs to leave others alone. */
  private static final int THREADS = 32;

  private final WholeDocuments data = new WholeDocuments();
  private MongoServer server;

  private MongoTestServer(int port) {
    server = listen(port);
  }

  /** A server on a free port. */
  public static MongoTestServer start() {
    return new MongoTestServer(0);
  }

  /** A server on this port. */
  public static MongoTestServer startAt(int port) {
    return new MongoTestServer(port);
  }

  /** Where it listens. */
  public String uri() {
    return server.getConnectionString();
  }

  /** The port it listens on; another one after a restart. */
  public int port() {
    return server.getLocalAddress().getPort();
  }

  /** Ends all connections at once and listens again, with its data, on another port. */
  public void restart() {
    server.shutdownNow();
    server = listen(0);
  }

  /** From now on this answers all commands. */
  public void intercept(Interceptor interceptor) {
    data.intercept(interceptor);
  }

  @Override
  public void close() {
    server.shutdownNow();
  }

  /** The server logs what its clients do wrong, and that it has no indexes. */
  private MongoServer listen(int port) {
    ((Logger) LoggerFactory.getLogger("de.bwaldvogel.mongo")).setLevel(Level.OFF);
    MongoServer listening = new MongoServer(data);
    listening.bind(new InetSocketAddress("127.0.0.1", port), 1, THREADS);
    return listening;
  }
}
