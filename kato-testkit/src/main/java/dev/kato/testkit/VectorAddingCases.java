package dev.kato.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kato.model.CodePoints;
import dev.kato.model.FloatVector;
import dev.kato.model.UserId;
import dev.kato.model.VectorDimensionMismatchException;
import dev.kato.spi.VectorStore;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Immutable facts, all of one dimension. */
abstract class VectorAddingCases extends StoreContract<VectorStore> {

  static final UserId ALICE = new UserId("alice");
  static final UserId BOB = new UserId("bob");

  @Test
  void aNewUserHasNothing() {
    assertThat(store().count(ALICE)).isZero();
    assertThat(store().dimension(ALICE)).isEmpty();
    assertThat(store().list(ALICE, "", 10)).isEmpty();
    assertThat(store().nearest(ALICE, FloatVector.of(1, 2), 10)).isEmpty();
    store().clear(ALICE);
  }

  @Test
  void addingNothingAddsNothing() {
    store().add(ALICE, Map.of());

    assertThat(store().count(ALICE)).isZero();
    assertThat(store().dimension(ALICE)).isEmpty();
  }

  @Test
  void keepsEveryBitOfAVector() {
    FloatVector vector =
        FloatVector.of(
            Float.MIN_VALUE, -Float.MAX_VALUE, 0.1f, -0.0f, 1.0f / 3, Float.MIN_NORMAL, 16777217f);

    store().add(ALICE, Map.of("s", vector));

    assertThat(store().list(ALICE, "", 1)).isEqualTo(Map.of("s", vector));
    assertThat(store().dimension(ALICE)).hasValue(7);
  }

  @Test
  void leavesAVectorThatIsThereAsItIs() {
    store().add(ALICE, Map.of("s", FloatVector.of(1), "t", FloatVector.of(2)));

    store().add(ALICE, Map.of("s", FloatVector.of(9), "u", FloatVector.of(3)));
    store().add(ALICE, Map.of("s", FloatVector.of(1)));

    assertThat(store().list(ALICE, "", 10))
        .isEqualTo(Map.of("s", FloatVector.of(1), "t", FloatVector.of(2), "u", FloatVector.of(3)));
    assertThat(store().count(ALICE)).isEqualTo(3);
  }

  @Test
  void refusesAnotherDimensionAndAddsNothing() {
    store().add(ALICE, Map.of("s", FloatVector.of(1, 2)));

    assertThatThrownBy(() -> store().add(ALICE, Map.of("t", FloatVector.of(1, 2, 3))))
        .isInstanceOfSatisfying(
            VectorDimensionMismatchException.class,
            e -> {
              assertThat(e.expected()).isEqualTo(2);
              assertThat(e.actual()).isEqualTo(3);
            });

    assertThat(store().list(ALICE, "", 10)).isEqualTo(Map.of("s", FloatVector.of(1, 2)));
    assertThat(store().dimension(ALICE)).hasValue(2);
  }

  @Test
  void refusesDimensionsThatDifferAmongThemselvesAndAddsNone() {
    Map<String, FloatVector> mixed = new LinkedHashMap<>();
    mixed.put("s", FloatVector.of(1, 2));
    mixed.put("t", FloatVector.of(1, 2));
    mixed.put("u", FloatVector.of(1));

    assertThatThrownBy(() -> store().add(ALICE, mixed))
        .isInstanceOf(VectorDimensionMismatchException.class);
    assertThat(store().count(ALICE)).isZero();
    assertThat(store().dimension(ALICE)).isEmpty();

    store().add(ALICE, Map.of("s", FloatVector.of(1, 2)));
    assertThatThrownBy(() -> store().add(ALICE, mixed))
        .isInstanceOf(VectorDimensionMismatchException.class);
    assertThat(store().count(ALICE)).isEqualTo(1);
  }

  @Test
  void clearRemovesAllAndFreesTheDimension() {
    store().add(ALICE, Map.of("s", FloatVector.of(1, 2), "t", FloatVector.of(3, 4)));
    store().add(BOB, Map.of("s", FloatVector.of(5, 6)));

    store().clear(ALICE);

    assertThat(store().count(ALICE)).isZero();
    assertThat(store().dimension(ALICE)).isEmpty();
    assertThat(store().list(BOB, "", 10)).isEqualTo(Map.of("s", FloatVector.of(5, 6)));
    store().add(ALICE, Map.of("s", FloatVector.of(1, 2, 3)));
    assertThat(store().list(ALICE, "", 10)).isEqualTo(Map.of("s", FloatVector.of(1, 2, 3)));
  }

  @Test
  void listsBySymbolInPages() {
    List<String> ordered = new ArrayList<>(TRAPS);
    ordered.sort(CodePoints.ORDER);
    Map<String, FloatVector> vectors = new HashMap<>();
    ordered.forEach(symbol -> vectors.put(symbol, FloatVector.of(vectors.size(), 1)));
    store().add(ALICE, vectors);

    List<String> listed = new ArrayList<>();
    Map<String, FloatVector> page = store().list(ALICE, "", 7);
    while (!page.isEmpty()) {
      assertThat(page).hasSizeLessThanOrEqualTo(7);
      assertThat(vectors).containsAllEntriesOf(page);
      listed.addAll(page.keySet());
      page = store().list(ALICE, listed.get(listed.size() - 1), 7);
    }

    assertThat(listed).isEqualTo(ordered);
    assertThat(store().list(ALICE, "", ordered.size())).hasSize(ordered.size());
  }

  @Test
  void manyThatAddTheSameAddItOnce() {
    race(
        thread -> {
          store().add(ALICE, Map.of("s", FloatVector.of(1, 2), "t" + thread, FloatVector.of(0, 0)));
          return true;
        });

    assertThat(store().count(ALICE)).isEqualTo(THREADS + 1);
  }

  @Test
  void ofManyThatAddDifferentVectorsOfOneNameOneWinsForGood() {
    List<FloatVector> seen =
        race(
            thread -> {
              store().add(ALICE, Map.of("s", FloatVector.of(thread)));
              return store().list(ALICE, "", 1).values().iterator().next();
            });

    assertThat(seen).containsOnly(store().list(ALICE, "", 1).get("s"));
  }

  @Test
  void ofManyThatBeginWithDifferentDimensionsOneDimensionStays() {
    List<Boolean> added =
        race(
            thread -> {
              try {
                store().add(ALICE, Map.of("s" + thread, FloatVector.of(new float[1 + thread % 2])));
                return true;
              } catch (VectorDimensionMismatchException e) {
                return false;
              }
            });

    int dimension = store().dimension(ALICE).orElseThrow();
    assertThat(added)
        .isEqualTo(IntStream.range(0, THREADS).mapToObj(i -> 1 + i % 2 == dimension).toList());
    assertThat(store().count(ALICE)).isEqualTo(THREADS / 2);
  }

  @Test
  void addsManyLargeVectorsAtOnce() {
    Map<String, FloatVector> vectors = new HashMap<>();
    for (int i = 0; i < 1500; i++) {
      float[] components = new float[768];
      components[i % 768] = i;
      vectors.put("s" + i, FloatVector.of(components));
    }

    store().add(ALICE, vectors);

    assertThat(store().count(ALICE)).isEqualTo(1500);
    assertThat(store().list(ALICE, "", 2000)).isEqualTo(vectors);
  }
}
