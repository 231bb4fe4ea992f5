package dev.kato.it.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two servers that are replaced one after the other, under clients that never repeat anything. */
class RollingRestartTest {

  private static final int CLIENTS = 6;
  private static final int ROUNDS = Boolean.getBoolean("kato.extended") ? 5 : 1;
  private static final int EVENTS = 4;

  private final ExecutorService threads = Executors.newFixedThreadPool(CLIENTS);
  private final AtomicBoolean running = new AtomicBoolean(true);
  private final Queue<String> failures = new ConcurrentLinkedQueue<>();
  private final AtomicLong requests = new AtomicLong();
  @TempDir private Path folder;

  @AfterEach
  void endThreads() {
    threads.shutdownNow();
  }

  @Test
  void noRequestFailsWhileTheServersAreReplaced() {
    try (LocalCluster cluster = LocalCluster.start(folder, 2, Map.of())) {
      Client client = new Client(cluster.uri());
      List<CompletableFuture<Long>> learned =
          IntStream.range(0, CLIENTS)
              .mapToObj(i -> CompletableFuture.supplyAsync(() -> use(client, "user-" + i), threads))
              .toList();
      for (int i = 0; i < ROUNDS; i++) {
        for (int server = 1; server <= 2; server++) {
          cluster.terminate(server);
          cluster.up(server);
        }
      }
      running.set(false);
      CompletableFuture.allOf(learned.toArray(CompletableFuture[]::new)).join();
      assertThat(failures).isEmpty();
      for (int i = 0; i < CLIENTS; i++) {
        long acknowledged = learned.get(i).join();
        assertThat(frequencies(client, "user-" + i)).isEqualTo(acknowledged);
      }
      assertThat(requests.get()).isGreaterThan(100);
    }
  }

  /** How often it learned. */
  private long use(Client client, String user) {
    String session = "/v2/sessions/" + client.openSession(user, Map.of());
    long learned = 0;
    while (running.get()) {
      for (int i = 0; i < EVENTS; i++) {
        call(client, "POST", session + "/observe", Map.of("strings", List.of("e" + i)));
      }
      call(client, "GET", session + "/predictions", null);
      call(client, "POST", session + "/learn", null);
      learned++;
    }
    return learned;
  }

  private void call(Client client, String method, String path, Map<String, ?> body) {
    requests.incrementAndGet();
    try {
      Client.Answer answer = client.once(method, path, body);
      if (answer.status() != 200) {
        failures.add(answer.toString());
      }
    } catch (IOException e) {
      failures.add(e.toString());
    }
  }

  private static long frequencies(Client client, String user) {
    long sum = 0;
    for (var pattern :
        client.insist("GET", "/v2/users/" + user + "/patterns", null).ok().json().get("patterns")) {
      sum += pattern.get("frequency").longValue();
    }
    return sum;
  }
}
