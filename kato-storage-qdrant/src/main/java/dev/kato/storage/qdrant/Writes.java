package dev.kato.storage.qdrant;

import dev.kato.model.FloatVector;
import dev.kato.model.InvalidInputException;
import dev.kato.model.UserId;
import io.qdrant.client.grpc.Points.DeletePoints;
import io.qdrant.client.grpc.Points.PointsIdsList;
import io.qdrant.client.grpc.Points.PointsSelector;
import io.qdrant.client.grpc.Points.UpdateMode;
import io.qdrant.client.grpc.Points.UpsertPoints;
import io.qdrant.client.grpc.Points.WriteOrdering;
import io.qdrant.client.grpc.Points.WriteOrderingType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;

/** Adds and removes points. */
final class Writes {

  private static final WriteOrdering ORDERING =
      WriteOrdering.newBuilder().setType(WriteOrderingType.Strong).build();
  private static final int STRIPES = 64;

  private final QdrantLink link;
  private final Collections collections;
  private final Reads reads;
  private final Duration timeout;

  /** Users whose first vectors are being added, so that threads do not refuse each other. */
  private final List<ReentrantLock> beginners =
      Stream.generate(ReentrantLock::new).limit(STRIPES).toList();

  Writes(QdrantLink link, Collections collections, Reads reads, Duration timeout) {
    this.link = link;
    this.collections = collections;
    this.reads = reads;
    this.timeout = timeout;
  }

  /** Adds those that the user does not have; {@code vectors} is not empty. */
  void add(UserId user, Map<String, FloatVector> vectors) {
    int dimension = vectors.values().iterator().next().dimension();
    if (dimension > Schema.MAX_DIMENSION) {
      throw new InvalidInputException(
          "vectors", "have " + dimension + " components, more than " + Schema.MAX_DIMENSION);
    }
    vectors
        .values()
        .forEach(
            vector ->
                QdrantVectorStore.checkDimension(OptionalInt.of(dimension), vector.dimension()));
    Set<String> known = reads.known(user, vectors.keySet(), dimension);
    if (!known.isEmpty()) {
      insert(user, vectors, known, dimension);
    } else {
      addToUnknown(user, vectors, dimension);
    }
  }

  /**
   * None of the symbols is known, so the user may be new, or have another dimension. Of several
   * that add first vectors at once, each looks again after its write, and takes it back if it finds
   * another dimension: so two dimensions never stay.
   */
  private void addToUnknown(UserId user, Map<String, FloatVector> vectors, int dimension) {
    ReentrantLock beginner = beginners.get(Math.floorMod(user.hashCode(), STRIPES));
    try {
      if (!beginner.tryLock(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
        throw Failures.unavailable("others add vectors of the same user", null);
      }
    } catch (InterruptedException e) {
      throw Failures.interrupted(e);
    }
    try {
      OptionalInt before = collections.dimensionOf(user, 0);
      QdrantVectorStore.checkDimension(before, dimension);
      insert(user, vectors, Set.of(), dimension);
      if (before.isEmpty()) {
        OptionalInt other = collections.dimensionOf(user, dimension);
        if (other.isPresent()) {
          delete(dimension, ids(user, vectors.keySet()));
          QdrantVectorStore.checkDimension(other, dimension);
        }
      }
    } finally {
      beginner.unlock();
    }
  }

  private void insert(
      UserId user, Map<String, FloatVector> vectors, Set<String> known, int dimension) {
    List<String> rest = new ArrayList<>(vectors.keySet());
    rest.removeAll(known);
    while (!rest.isEmpty()) {
      List<String> batch = rest.subList(0, Math.min(Reads.batch(dimension), rest.size()));
      insertBatch(user, vectors, batch, dimension);
      rest = rest.subList(batch.size(), rest.size());
    }
  }

  private void insertBatch(
      UserId user, Map<String, FloatVector> vectors, List<String> symbols, int dimension) {
    UpsertPoints.Builder request =
        UpsertPoints.newBuilder()
            .setCollectionName(collections.name(dimension))
            .setWait(true)
            .setOrdering(ORDERING)
            .setUpdateMode(UpdateMode.InsertOnly);
    symbols.forEach(
        symbol ->
            request.addPoints(
                Points.point(user, symbol, Objects.requireNonNull(vectors.get(symbol)))));
    collections.ensured(dimension, () -> link.points(stub -> stub.upsert(request.build())));
  }

  /** Not repeated when its answer is lost: in between others may have added what must stay. */
  void clear(UserId user, int dimension) {
    delete(dimension, PointsSelector.newBuilder().setFilter(Points.of(user)).build());
  }

  private void delete(int dimension, PointsSelector selector) {
    DeletePoints request =
        DeletePoints.newBuilder()
            .setCollectionName(collections.name(dimension))
            .setWait(true)
            .setOrdering(ORDERING)
            .setPoints(selector)
            .build();
    collections.ifAny(dimension, () -> link.pointsOnce(stub -> stub.delete(request)));
  }

  private static PointsSelector ids(UserId user, Set<String> symbols) {
    PointsIdsList.Builder ids = PointsIdsList.newBuilder();
    symbols.forEach(symbol -> ids.addIds(Points.id(user, symbol)));
    return PointsSelector.newBuilder().setPoints(ids).build();
  }
}
