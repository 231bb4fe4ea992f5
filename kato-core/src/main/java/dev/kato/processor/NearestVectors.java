package dev.kato.processor;

import dev.kato.model.FloatVector;
import dev.kato.model.VectorDimensionMismatchException;
import dev.kato.spi.Neighbor;
import java.util.List;

/** Where an observation finds the learned vectors that resemble its own. */
@FunctionalInterface
public interface NearestVectors {

  /**
   * The nearest learned vectors, by distance and then symbol.
   *
   * @throws VectorDimensionMismatchException if the learned ones have another dimension
   */
  List<Neighbor> nearest(FloatVector vector, int limit);
}
