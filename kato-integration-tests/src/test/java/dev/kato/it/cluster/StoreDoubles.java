package dev.kato.it.cluster;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import de.bwaldvogel.mongo.MongoServer;
import de.bwaldvogel.mongo.backend.memory.MemoryBackend;
import dev.kato.storage.qdrant.testserver.QdrantTestServer;
import java.net.InetSocketAddress;
import java.util.concurrent.CountDownLatch;
import org.slf4j.LoggerFactory;

/** Test servers that speak the protocols of MongoDB and Qdrant, in a process of their own. */
public final class StoreDoubles {

  private StoreDoubles() {}

  /**
   * Serves until it is ended.
   *
   * @param ports of MongoDB and of Qdrant; 0 for none
   */
  public static void main(String[] ports) throws InterruptedException {
    ((Logger) LoggerFactory.getLogger("de.bwaldvogel.mongo")).setLevel(Level.ERROR);
    int mongo = Integer.parseInt(ports[0]);
    if (mongo != 0) {
      new MongoServer(new MemoryBackend()).bind(new InetSocketAddress("127.0.0.1", mongo));
    }
    int qdrant = Integer.parseInt(ports[1]);
    if (qdrant != 0) {
      QdrantTestServer.startAt(qdrant);
    }
    new CountDownLatch(1).await();
  }
}
