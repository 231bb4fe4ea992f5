package dev.kato.it.cluster;

import dev.kato.storage.mongo.testserver.MongoTestServer;
import dev.kato.storage.qdrant.testserver.QdrantTestServer;
import java.util.concurrent.CountDownLatch;

/** Test servers that speak the protocols of MongoDB and Qdrant, in a process of their own. */
public final class StoreDoubles {

  private StoreDoubles() {}

  /**
   * Serves until it is ended.
   *
   * @param ports of MongoDB and of Qdrant; 0 for none
   */
  public static void main(String[] ports) throws InterruptedException {
    int mongo = Integer.parseInt(ports[0]);
    if (mongo != 0) {
      MongoTestServer.startAt(mongo);
    }
    int qdrant = Integer.parseInt(ports[1]);
    if (qdrant != 0) {
      QdrantTestServer.startAt(qdrant);
    }
    new CountDownLatch(1).await();
  }
}
