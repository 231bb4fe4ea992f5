package dev.kato.it.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kato.cli.StandaloneServer;
import dev.kato.server.KatoServer;
import dev.kato.server.Settings;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Three servers on shared stores behind a load balancer that knows no stickiness. Clients repeat
 * under the same id what broke off.
 */
class ClusterTest {

  private static final boolean EXTENDED = Boolean.getBoolean("kato.extended");
  private static final int SERVERS = 3;
  private static final int USERS = EXTENDED ? 300 : 20;
  private static final int CLIENTS = 10;
  private static final int CROWD = 4;
  private static final int KILLS = EXTENDED ? 20 : 2;
  private static final int LEAST_STEPS = EXTENDED ? 100 : 20;
  private static final int MOST_STEPS = EXTENDED ? 400 : 150;

  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final AtomicBoolean killing = new AtomicBoolean(true);
  @TempDir private Path folder;

  @AfterEach
  void endThreads() {
    threads.shutdownNow();
  }

  @Test
  void crashesLoseNothingDoubleNothingAndHideNothing() throws Exception {
    List<Life> lives = new ArrayList<>();
    try (LocalCluster cluster = LocalCluster.start(folder, SERVERS, Map.of())) {
      Client client = new Client(cluster.uri());
      Crowd crowd = new Crowd(client);
      List<Future<?>> work = new ArrayList<>();
      Future<?> killer = threads.submit(run(() -> killOneAfterTheOther(cluster)));
      List<Future<List<Life>>> shares = new ArrayList<>();
      for (int i = 0; i < CLIENTS; i++) {
        int share = i;
        shares.add(threads.submit(() -> live(share, client)));
      }
      for (int i = 0; i < CROWD; i++) {
        work.add(threads.submit(run(() -> crowdIn(crowd))));
      }
      for (Future<List<Life>> share : shares) {
        lives.addAll(get(share));
      }
      get(killer);
      for (Future<?> member : work) {
        get(member);
      }

      assertThat(crowd.kept()).as("learnings of one user by many").isEqualTo(crowd.told());
      Files.writeString(
          Path.of("target", "cluster-test.txt"),
          String.format(
              "%d operations of %d users, %d learnings of the crowd, %d repeats, %d kills%n",
              lives.stream().mapToInt(Life::steps).sum(),
              lives.size(),
              crowd.told().values().stream().mapToLong(Long::longValue).sum(),
              client.repeats(),
              KILLS));
    }
    assertSameInOneMemory(lives);
  }

  private void killOneAfterTheOther(LocalCluster cluster) {
    try {
      for (int i = 0; i < KILLS; i++) {
        int server = 1 + i % SERVERS;
        cluster.kill(server);
        cluster.up(server);
      }
    } finally {
      killing.set(false);
    }
  }

  /** Every user of the share takes a step in turn, for as long as servers are being killed. */
  private List<Life> live(int share, Client client) {
    List<Life> lives = new ArrayList<>();
    for (int user = share; user < USERS; user += CLIENTS) {
      lives.add(new Life(user, client));
    }
    for (int step = 0; step < MOST_STEPS && (step < LEAST_STEPS || killing.get()); step++) {
      lives.forEach(Life::step);
    }
    lives.forEach(Life::end);
    return lives;
  }

  private void crowdIn(Crowd crowd) {
    Crowd.Member member = crowd.join();
    for (int step = 0; step < MOST_STEPS && (step < LEAST_STEPS || killing.get()); step++) {
      member.step();
    }
  }

  private static void assertSameInOneMemory(List<Life> lives) throws IOException {
    try (KatoServer server = StandaloneServer.start(Settings.local())) {
      Client client = new Client(URI.create("http://127.0.0.1:" + server.port()));
      for (Life lived : lives) {
        assertThat(lived.again(client).answers()).isEqualTo(lived.answers());
      }
    }
  }

  private static Callable<Boolean> run(Runnable task) {
    return () -> {
      task.run();
      return true;
    };
  }

  private static <T> T get(Future<T> future) throws InterruptedException {
    try {
      return future.get();
    } catch (ExecutionException e) {
      throw new AssertionError(e.getCause());
    }
  }
}
