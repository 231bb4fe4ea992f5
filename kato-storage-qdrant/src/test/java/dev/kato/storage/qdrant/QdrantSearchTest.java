package dev.kato.storage.qdrant;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kato.model.FloatVector;
import dev.kato.model.UserId;
import dev.kato.spi.Neighbor;
import dev.kato.storage.qdrant.testserver.QdrantTestServer;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A server that leaves out of its results what is infinitely far in 32-bit floats. */
class QdrantSearchTest {

  private static final UserId USER = new UserId("user");
  private static final FloatVector ORIGIN = FloatVector.of(0, 0);

  private final QdrantTestServer server = QdrantTestServer.start();
  private final QdrantOptions options =
      QdrantOptions.of("localhost", server.port()).withTimeout(Duration.ofSeconds(30));
  private final QdrantVectorStore store = QdrantVectorStore.open(options);

  @BeforeEach
  void leaveOut() {
    server.leaveOutInfiniteScores();
  }

  @AfterEach
  void stop() {
    store.close();
    server.close();
  }

  /** {@code near0, near1, …} and {@code far0, far1, …} by distance from the origin. */
  private void add(int near, int far) {
    Map<String, FloatVector> vectors = new HashMap<>();
    IntStream.range(0, near).forEach(i -> vectors.put("near" + i, FloatVector.of(i, 0)));
    IntStream.range(0, far)
        .forEach(i -> vectors.put("far" + i, FloatVector.of(0, 1e30f * (i + 1))));
    store.add(USER, vectors);
  }

  private static List<String> symbols(List<Neighbor> neighbors) {
    return neighbors.stream().map(Neighbor::symbol).toList();
  }

  private static List<String> expected(int near, int far) {
    return IntStream.range(0, near + far)
        .mapToObj(i -> i < near ? "near" + i : "far" + (i - near))
        .toList();
  }

  private int callsOf(Runnable operation) {
    int before = server.calls();
    operation.run();
    return server.calls() - before;
  }

  @Test
  void whatIsTooFarToMatterCostsNothing() {
    add(10, 30);

    int calls =
        callsOf(
            () -> assertThat(symbols(store.nearest(USER, ORIGIN, 10))).isEqualTo(expected(10, 0)));

    assertThat(calls).as("count and query").isEqualTo(2);
  }

  @Test
  void whatIsLeftOutIsReadWhenItIsNeeded() {
    add(10, 30);

    int calls =
        callsOf(
            () -> assertThat(symbols(store.nearest(USER, ORIGIN, 12))).isEqualTo(expected(10, 2)));

    assertThat(calls).as("count, query and one page").isEqualTo(3);
  }

  @Test
  void ofFewVectorsAllAreReadAtOnce() {
    add(3, 3);

    int calls =
        callsOf(
            () -> assertThat(symbols(store.nearest(USER, ORIGIN, 5))).isEqualTo(expected(3, 2)));

    assertThat(calls).as("count and one page").isEqualTo(2);
  }

  @Test
  void vectorsThatAreRemovedAfterTheyWereCountedAreMissedByNobody() {
    add(40, 0);
    server.before("Points/Query", () -> store.clear(USER));

    int calls = callsOf(() -> assertThat(store.nearest(USER, ORIGIN, 5)).isEmpty());

    assertThat(calls).as("count, query, one page, and two to clear").isEqualTo(5);
  }

  @Test
  void vectorsThatAreAddedAfterTheOthersWereCountedHideNone() {
    add(0, 1);
    server.before("Points/Scroll", () -> add(30, 0));

    assertThat(symbols(store.nearest(USER, ORIGIN, 40))).contains("far0");
  }

  @Test
  void anApproximateSearchThatFindsTooFewIsMadeExactBeforeAllAreRead() {
    add(10, 30);
    AtomicBoolean read = new AtomicBoolean();
    server.before("Points/Scroll", () -> read.set(true));
    try (QdrantVectorStore approximate = QdrantVectorStore.open(options.withExactUpTo(0))) {
      assertThat(symbols(approximate.nearest(USER, ORIGIN, 10))).isEqualTo(expected(10, 0));
      assertThat(read).isFalse();

      assertThat(symbols(approximate.nearest(USER, ORIGIN, 12))).isEqualTo(expected(10, 2));
      assertThat(read).isTrue();
    }
  }

  /** The test server's approximate search misses the nearest vector, so the mode can be seen. */
  @Test
  void aUserWithMoreVectorsThanTheBoundIsSearchedApproximately() {
    add(40, 0);
    try (QdrantVectorStore exact = QdrantVectorStore.open(options.withExactUpTo(40));
        QdrantVectorStore approximate = QdrantVectorStore.open(options.withExactUpTo(39))) {
      assertThat(symbols(exact.nearest(USER, ORIGIN, 2))).containsExactly("near0", "near1");
      assertThat(symbols(approximate.nearest(USER, ORIGIN, 2))).containsExactly("near1", "near2");
    }
  }
}
