package dev.kato.processor;

import dev.kato.model.CodePoints;
import dev.kato.model.FloatVector;
import dev.kato.spi.Neighbor;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The vectors learned so far, together with those that the operation under way will have learned.
 */
final class VectorsInReach implements NearestVectors {

  private static final Comparator<Neighbor> ORDER =
      Comparator.comparingDouble(Neighbor::squaredDistance)
          .thenComparing(Neighbor::symbol, CodePoints.ORDER);

  private final NearestVectors learned;
  private final Map<String, FloatVector> added = new TreeMap<>(CodePoints.ORDER);

  VectorsInReach(NearestVectors learned) {
    this.learned = learned;
  }

  void add(Map<String, FloatVector> vectors) {
    added.putAll(vectors);
  }

  @Override
  public List<Neighbor> nearest(FloatVector vector, int limit) {
    Stream<Neighbor> fromHere =
        added.entrySet().stream()
            .map(entry -> new Neighbor(entry.getKey(), vector.squaredDistance(entry.getValue())));
    return Stream.concat(learned.nearest(vector, limit).stream(), fromHere)
        .distinct()
        .sorted(ORDER)
        .limit(limit)
        .toList();
  }
}
