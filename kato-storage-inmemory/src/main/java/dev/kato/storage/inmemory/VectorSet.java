package dev.kato.storage.inmemory;

import dev.kato.model.CodePoints;
import dev.kato.model.FloatVector;
import dev.kato.model.VectorDimensionMismatchException;
import dev.kato.spi.Neighbor;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.PriorityQueue;
import java.util.TreeMap;

/**
 * The vectors of one user, of which none ever goes. Guarded by its monitor, but for the search: it
 * looks at the array as it was when the search began, of which no element is ever replaced.
 */
final class VectorSet {

  private static final Comparator<Neighbor> NEAREST_FIRST =
      Comparator.comparingDouble(Neighbor::squaredDistance)
          .thenComparing(Neighbor::symbol, CodePoints.ORDER);

  private record Named(String symbol, FloatVector vector) {}

  private record Snapshot(Named[] vectors, int size) {}

  private final TreeMap<String, FloatVector> bySymbol = new TreeMap<>(CodePoints.ORDER);
  private Named[] inOrderOfArrival = new Named[8];

  synchronized void add(Map<String, FloatVector> vectors) {
    Map<String, FloatVector> sorted = CodePoints.sortedCopy(vectors);
    int expected = dimension().orElseGet(() -> sorted.values().iterator().next().dimension());
    sorted.values().forEach(vector -> checkDimension(expected, vector));
    sorted.forEach(this::addOne);
  }

  private void addOne(String symbol, FloatVector vector) {
    int size = bySymbol.size();
    if (bySymbol.putIfAbsent(symbol, vector) == null) {
      if (size == inOrderOfArrival.length) {
        inOrderOfArrival = Arrays.copyOf(inOrderOfArrival, 2 * size);
      }
      inOrderOfArrival[size] = new Named(symbol, vector);
    }
  }

  List<Neighbor> nearest(FloatVector vector, int limit) {
    Snapshot snapshot = snapshot(vector);
    PriorityQueue<Neighbor> best = new PriorityQueue<>(NEAREST_FIRST.reversed());
    for (int i = 0; i < snapshot.size; i++) {
      Named named = snapshot.vectors[i];
      best.add(new Neighbor(named.symbol, named.vector.squaredDistance(vector)));
      if (best.size() > limit) {
        best.remove();
      }
    }
    return best.stream().sorted(NEAREST_FIRST).toList();
  }

  private synchronized Snapshot snapshot(FloatVector vector) {
    dimension().ifPresent(expected -> checkDimension(expected, vector));
    return new Snapshot(inOrderOfArrival, bySymbol.size());
  }

  synchronized OptionalInt dimension() {
    return bySymbol.isEmpty()
        ? OptionalInt.empty()
        : OptionalInt.of(inOrderOfArrival[0].vector.dimension());
  }

  synchronized long count() {
    return bySymbol.size();
  }

  synchronized Map<String, FloatVector> list(String after, int limit) {
    Map<String, FloatVector> page = new LinkedHashMap<>();
    var rest = after.isEmpty() ? bySymbol : bySymbol.tailMap(after, false);
    rest.entrySet().stream()
        .limit(limit)
        .forEach(entry -> page.put(entry.getKey(), entry.getValue()));
    return Collections.unmodifiableMap(page);
  }

  private static void checkDimension(int expected, FloatVector vector) {
    if (vector.dimension() != expected) {
      throw new VectorDimensionMismatchException(expected, vector.dimension());
    }
  }
}
