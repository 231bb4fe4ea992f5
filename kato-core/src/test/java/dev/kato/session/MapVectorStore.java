package dev.kato.session;

import dev.kato.model.FloatVector;
import dev.kato.model.UserId;
import dev.kato.model.VectorDimensionMismatchException;
import dev.kato.spi.Neighbor;
import dev.kato.spi.VectorStore;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;

/** The vectors of one user, none near another. */
class MapVectorStore implements VectorStore {

  private final Map<String, FloatVector> vectors = new TreeMap<>();

  @Override
  public synchronized void add(UserId user, Map<String, FloatVector> added) {
    for (FloatVector vector : added.values()) {
      dimension(user)
          .ifPresent(
              known -> {
                if (known != vector.dimension()) {
                  throw new VectorDimensionMismatchException(known, vector.dimension());
                }
              });
    }
    vectors.putAll(added);
  }

  @Override
  public List<Neighbor> nearest(UserId user, FloatVector vector, int limit) {
    return List.of();
  }

  @Override
  public synchronized OptionalInt dimension(UserId user) {
    return vectors.values().stream().mapToInt(FloatVector::dimension).findFirst();
  }

  @Override
  public synchronized long count(UserId user) {
    return vectors.size();
  }

  @Override
  public synchronized Map<String, FloatVector> list(UserId user, String after, int limit) {
    return Map.copyOf(vectors);
  }

  @Override
  public synchronized void clear(UserId user) {
    vectors.clear();
  }

  @Override
  public void ping() {}

  @Override
  public void close() {}
}
