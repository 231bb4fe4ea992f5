package dev.kato.spi;

import dev.kato.model.FloatVector;
import dev.kato.model.UserId;
import dev.kato.model.VectorDimensionMismatchException;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * Keeps the learned vectors of every user. A vector is an immutable fact, named by its symbol. See
 * the package for the rules that hold for all stores, and {@link PatternStore} for what users being
 * apart and linearizable mean.
 */
public interface VectorStore extends AutoCloseable {

  /**
   * Adds vectors; those the user has already are left as they are. All of them are there when the
   * call returns.
   *
   * @param vectors by symbol
   * @throws VectorDimensionMismatchException if the user has vectors of another dimension, or these
   *     differ among themselves; then none is added
   */
  void add(UserId user, Map<String, FloatVector> vectors);

  /**
   * The symbols of the nearest vectors of a user: by Euclidean distance as {@link
   * FloatVector#squaredDistance} computes it, ties by symbol. A store whose search is approximate
   * says in its documentation from what size on.
   *
   * @param limit at least 1
   * @throws VectorDimensionMismatchException if the user has vectors of another dimension
   */
  List<Neighbor> nearest(UserId user, FloatVector vector, int limit);

  /** The dimension of the user's vectors; empty if there are none. */
  OptionalInt dimension(UserId user);

  /** Number of vectors of a user, exact. */
  long count(UserId user);

  /**
   * Up to {@code limit} vectors with symbols after {@code after}, by symbol in code point order.
   *
   * @param after exclusive; the empty string to begin
   */
  Map<String, FloatVector> list(UserId user, String after, int limit);

  /** Removes all vectors of a user. */
  void clear(UserId user);

  /** Asks the store for a sign of life. */
  void ping();

  /** Frees what this object holds; a client handed in by the caller stays open. */
  @Override
  void close();
}
