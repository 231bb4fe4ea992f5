package dev.kato.storage.qdrant;

import dev.kato.model.CodePoints;
import dev.kato.model.FloatVector;
import dev.kato.model.UserId;
import dev.kato.model.VectorDimensionMismatchException;
import dev.kato.spi.Neighbor;
import dev.kato.spi.VectorStore;
import io.qdrant.client.QdrantClient;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeSet;

/**
 * Vectors in Qdrant, in the layout of {@code docs/qdrant-layout.md}. Thread-safe.
 *
 * <p>Results are those of an exact search, ties included, for users with up to {@link
 * QdrantOptions#exactUpTo()} vectors. Beyond, Qdrant searches its graph: what it finds is ranked
 * exactly, but it may miss a vector.
 *
 * <p>Writes wait until they can be read and go through the shard's leader. Two instances that add
 * the first vectors of a user at the same time, in different dimensions, may both be refused.
 * {@link #list} reads all symbols of the user for each page.
 *
 * <p>Opening a store does not connect. The first {@link #ping}, and each after a refusal until one
 * succeeds, also looks whether version, key and collections are as they must be. Qdrant holds at
 * most 65,536 dimensions; more are refused with {@link dev.kato.model.InvalidInputException}.
 */
public final class QdrantVectorStore implements VectorStore {

  private final QdrantLink link;
  private final Collections collections;
  private final Reads reads;
  private final Writes writes;
  private final Refusals refusals;
  private final long exactUpTo;

  private QdrantVectorStore(QdrantLink link, QdrantOptions options) {
    this.link = link;
    this.collections = new Collections(link, options.prefix());
    this.reads = new Reads(link, collections);
    this.writes = new Writes(link, collections, reads, options.timeout());
    this.refusals = new Refusals(collections::inspectAgain);
    this.exactUpTo = options.exactUpTo();
  }

  /** A store with a connection of its own. */
  public static QdrantVectorStore open(QdrantOptions options) {
    return new QdrantVectorStore(QdrantLink.open(options), options);
  }

  /** A store that uses the caller's client, which stays open. */
  public static QdrantVectorStore using(QdrantClient client, QdrantOptions options) {
    return new QdrantVectorStore(QdrantLink.using(client.grpcClient(), options), options);
  }

  @Override
  public void add(UserId user, Map<String, FloatVector> vectors) {
    link.checkOpen();
    if (!vectors.isEmpty()) {
      refusals.telling(() -> writes.add(user, CodePoints.sortedCopy(vectors)));
    }
  }

  @Override
  public List<Neighbor> nearest(UserId user, FloatVector vector, int limit) {
    checkLimit(limit);
    return refusals.telling(() -> search(user, vector, limit));
  }

  private List<Neighbor> search(UserId user, FloatVector vector, int limit) {
    long available = reads.count(user, vector.dimension());
    if (available == 0) {
      checkDimension(collections.dimensionOf(user, vector.dimension()), vector.dimension());
      return List.of();
    }
    boolean exact = available <= exactUpTo;
    return new NearestSearch(reads, user, vector, limit).nearest(available, exact);
  }

  @Override
  public OptionalInt dimension(UserId user) {
    return refusals.telling(() -> collections.dimensionOf(user, 0));
  }

  @Override
  public long count(UserId user) {
    return refusals.telling(
        () ->
            collections.dimensions().stream()
                .mapToLong(dimension -> reads.count(user, dimension))
                .sum());
  }

  @Override
  public Map<String, FloatVector> list(UserId user, String after, int limit) {
    checkLimit(limit);
    return refusals.telling(() -> page(user, after, limit));
  }

  private Map<String, FloatVector> page(UserId user, String after, int limit) {
    OptionalInt dimension = collections.dimensionOf(user, 0);
    if (dimension.isEmpty()) {
      return Map.of();
    }
    TreeSet<String> first = new TreeSet<>(CodePoints.ORDER);
    reads.symbols(
        user,
        dimension.getAsInt(),
        symbol -> {
          if (after.isEmpty() || CodePoints.compare(symbol, after) > 0) {
            first.add(symbol);
          }
          if (first.size() > limit) {
            first.pollLast();
          }
        });
    return java.util.Collections.unmodifiableMap(reads.vectors(user, first, dimension.getAsInt()));
  }

  @Override
  public void clear(UserId user) {
    refusals.telling(
        () -> collections.dimensions().forEach(dimension -> writes.clear(user, dimension)));
  }

  @Override
  public void ping() {
    refusals.telling(
        () -> {
          link.ping();
          collections.inspect();
        });
  }

  @Override
  public void close() {
    link.close();
  }

  private void checkLimit(int limit) {
    link.checkOpen();
    if (limit < 1) {
      throw new IllegalArgumentException("limit must be at least 1, not " + limit);
    }
  }

  /** Refuses vectors of {@code actual} components where the user has others. */
  static void checkDimension(OptionalInt expected, int actual) {
    if (expected.isPresent() && expected.getAsInt() != actual) {
      throw new VectorDimensionMismatchException(expected.getAsInt(), actual);
    }
  }
}
