package dev.kato.benchmarks.stores;

import dev.kato.storage.mongo.testserver.MongoTestServer;
import dev.kato.storage.qdrant.testserver.QdrantTestServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.CountDownLatch;

/** The test servers that speak the protocols of MongoDB and Qdrant, in a process of their own. */
public final class StoreServers {

  private StoreServers() {}

  /** Prints the ports of MongoDB and Qdrant and a free one for Redis, and serves until ended. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      System.out.printf(
          "%d %d %d%n",
          MongoTestServer.start().port(), QdrantTestServer.start().port(), free.getLocalPort());
    }
    new CountDownLatch(1).await();
  }
}
