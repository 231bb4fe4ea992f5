package dev.kato.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kato.model.CodePoints;
import dev.kato.model.FloatVector;
import dev.kato.model.VectorDimensionMismatchException;
import dev.kato.spi.Neighbor;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;

/** The nearest vectors, exactly as a search that looks at each of them finds them. */
abstract class VectorSearchCases extends VectorAddingCases {

  private static final Comparator<Neighbor> ORDER =
      Comparator.comparingDouble(Neighbor::squaredDistance)
          .thenComparing(Neighbor::symbol, CodePoints.ORDER);

  private static List<Neighbor> naive(
      Map<String, FloatVector> vectors, FloatVector vector, int limit) {
    return vectors.entrySet().stream()
        .map(e -> new Neighbor(e.getKey(), e.getValue().squaredDistance(vector)))
        .sorted(ORDER)
        .limit(limit)
        .toList();
  }

  private void assertExact(Map<String, FloatVector> vectors, FloatVector vector, int... limits) {
    store().add(ALICE, vectors);
    for (int limit : limits) {
      assertThat(store().nearest(ALICE, vector, limit))
          .as("limit " + limit)
          .isEqualTo(naive(vectors, vector, limit));
    }
  }

  private static Map<String, FloatVector> vectors(
      int number, int dimension, IntToDoubleFunction component) {
    Map<String, FloatVector> vectors = new HashMap<>();
    for (int i = 0; i < number; i++) {
      FloatVector vector = vector(dimension, component);
      vectors.put(vector.symbol(), vector);
    }
    return vectors;
  }

  private static FloatVector vector(int dimension, IntToDoubleFunction component) {
    float[] components = new float[dimension];
    for (int i = 0; i < dimension; i++) {
      components[i] = (float) component.applyAsDouble(i);
    }
    return FloatVector.of(components);
  }

  @Test
  void findsTheNearest() {
    assertExact(
        Map.of("a", FloatVector.of(1, 0), "b", FloatVector.of(0, 3), "c", FloatVector.of(0, 0)),
        FloatVector.of(0, 1),
        1,
        2,
        3,
        4);
  }

  @Test
  void findsWhatPlainSearchFindsAmongRandomVectors() {
    Random random = new Random(1);
    assertExact(
        vectors(500, 8, i -> random.nextGaussian()),
        vector(8, i -> random.nextGaussian()),
        1,
        10,
        499,
        500,
        1000);
  }

  @Test
  void findsWhatPlainSearchFindsInLargeDimensions() {
    Random random = new Random(2);
    assertExact(
        vectors(300, 768, i -> random.nextGaussian() * 1000),
        vector(768, i -> random.nextGaussian() * 1000),
        1,
        7,
        200);
  }

  @Test
  void breaksTiesBySymbol() {
    Random random = new Random(3);
    Map<String, FloatVector> corners = new HashMap<>();
    for (int i = 0; i < 200; i++) {
      FloatVector corner = vector(12, unused -> random.nextBoolean() ? 1 : -1);
      corners.put("symbol " + Integer.reverse(i), corner);
    }

    assertExact(corners, FloatVector.of(new float[12]), 1, 5, 50, 199, 200);
  }

  @Test
  void breaksTiesInCodePointOrder() {
    FloatVector same = FloatVector.of(1, 1);
    Map<String, FloatVector> vectors = new HashMap<>();
    TRAPS.forEach(trap -> vectors.put(trap, same));

    assertExact(vectors, FloatVector.of(0, 0), 1, 3, TRAPS.size());
  }

  /** Distances that 32-bit sums cannot tell apart. */
  @Test
  void tellsNearTiesApart() {
    Random random = new Random(4);
    assertExact(
        vectors(300, 64, i -> 1000 + random.nextInt(3) * 0x1p-13),
        vector(64, i -> -1000),
        1,
        2,
        20,
        150);
  }

  /** Distances that overflow or vanish as 32-bit floats. */
  @Test
  void ranksExtremeDistances() {
    Random random = new Random(5);
    assertExact(vectors(100, 3, i -> random.nextGaussian() * 1e37), vector(3, i -> 0), 1, 10, 100);
    store().clear(ALICE);
    assertExact(vectors(100, 3, i -> random.nextGaussian() * 1e-37), vector(3, i -> 0), 1, 10, 100);
  }

  /** Distances that no 32-bit float can hold, of which every one counts. */
  @Test
  void findsAllVectorsHoweverFarTheyAre() {
    float max = Float.MAX_VALUE;
    Map<String, FloatVector> vectors =
        Map.of(
            "here", FloatVector.of(max, max),
            "beside", FloatVector.of(max, Math.nextDown(max)),
            "middle", FloatVector.of(0, 0),
            "one side", FloatVector.of(max, -max),
            "other side", FloatVector.of(-max, max),
            "opposite", FloatVector.of(-max, -max),
            "opposite, too", FloatVector.of(-max, -max));

    assertExact(vectors, FloatVector.of(max, max), 1, 2, 3, 4, 5, 6, 7, 8);
    assertThat(store().nearest(ALICE, FloatVector.of(max, max), 7))
        .extracting(Neighbor::symbol)
        .containsExactly(
            "here", "beside", "middle", "one side", "other side", "opposite", "opposite, too");
  }

  @Test
  void ranksManyThatAreTooFarForFloats() {
    Random random = new Random(6);
    assertExact(
        vectors(200, 3, i -> (random.nextInt(5) - 2) * (Float.MAX_VALUE / 2.0)),
        vector(3, i -> -Float.MAX_VALUE),
        1,
        10,
        50,
        124,
        125,
        200);
  }

  @Test
  void ranksThoseThatAreTooFarForFloatsAfterTheNearOnes() {
    Random random = new Random(7);
    Map<String, FloatVector> vectors = vectors(30, 3, i -> random.nextGaussian());
    vectors.putAll(vectors(30, 3, i -> Float.MAX_VALUE * (0.5 + random.nextDouble() / 2)));

    assertExact(vectors, vector(3, i -> 0), 1, 13, 14, 29, 30, 31, 59, 60, 61);
  }

  @Test
  void searchesOnlyTheVectorsOfTheUser() {
    store().add(BOB, Map.of("b", FloatVector.of(0, 0)));
    store().add(ALICE, Map.of("a", FloatVector.of(5, 5)));

    assertThat(store().nearest(ALICE, FloatVector.of(0, 0), 10))
        .containsExactly(new Neighbor("a", 50));
  }

  @Test
  void refusesToSearchInAnotherDimension() {
    store().add(BOB, Map.of("b", FloatVector.of(0)));
    store().add(ALICE, Map.of("a", FloatVector.of(5, 5)));

    assertThatThrownBy(() -> store().nearest(ALICE, FloatVector.of(0), 1))
        .isInstanceOfSatisfying(
            VectorDimensionMismatchException.class,
            e -> {
              assertThat(e.expected()).isEqualTo(2);
              assertThat(e.actual()).isEqualTo(1);
            });
  }
}
