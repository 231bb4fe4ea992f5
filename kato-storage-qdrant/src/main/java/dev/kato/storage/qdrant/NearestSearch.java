package dev.kato.storage.qdrant;

import dev.kato.model.CodePoints;
import dev.kato.model.FloatVector;
import dev.kato.model.UserId;
import dev.kato.spi.Neighbor;
import io.qdrant.client.grpc.Points.ScoredPoint;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * Makes an exact ranking of the server's, which adds up in 32-bit floats in an order of its own,
 * breaks ties as it likes, and may leave out points whose score is infinite.
 *
 * <p>The server is asked for more than the limit, and the candidates are ranked anew by {@link
 * FloatVector#squaredDistance}. What the server has left out has a score no smaller than its last
 * candidate's, or an infinite one if there are fewer candidates than asked for; so its distance has
 * a lower bound: that score less the rounding error it can have. When the last neighbor is nearer
 * than this bound, nothing that was left out can be among them or tie; otherwise more candidates
 * are asked for. Where they do not come, or are no fewer than all, all vectors are read instead.
 */
final class NearestSearch {

  static final Comparator<Neighbor> ORDER =
      Comparator.comparingDouble(Neighbor::squaredDistance)
          .thenComparing(Neighbor::symbol, CodePoints.ORDER);

  private static final int MARGIN = 16;
  private static final int WIDENING = 4;

  /** Twice the relative error of one operation on 32-bit floats. */
  private static final double ROUNDING = 0x1p-23;

  private final Reads reads;
  private final UserId user;
  private final FloatVector vector;
  private final int limit;

  NearestSearch(Reads reads, UserId user, FloatVector vector, int limit) {
    this.reads = reads;
    this.user = user;
    this.vector = vector;
    this.limit = limit;
  }

  /**
   * The nearest of at least one vector.
   *
   * @param available how many the user has, or had a moment ago: it decides what is asked for, not
   *     what is found
   * @param exact whether the server must not miss any
   */
  List<Neighbor> nearest(long available, boolean exact) {
    boolean surely = exact;
    long wanted = (long) limit + MARGIN;
    while (wanted < available) {
      int asked = (int) Math.min(wanted, Integer.MAX_VALUE);
      List<ScoredPoint> candidates = reads.query(user, vector, asked, surely);
      List<Neighbor> ranked = rank(candidates);
      boolean complete = candidates.size() >= asked;
      float rest =
          complete ? candidates.get(candidates.size() - 1).getScore() : Float.POSITIVE_INFINITY;
      if (isDecided(ranked, rest)) {
        return List.copyOf(ranked.subList(0, limit));
      }
      if (complete) {
        wanted *= WIDENING;
      } else if (surely) {
        break;
      } else {
        surely = true;
      }
    }
    return amongAll();
  }

  private boolean isDecided(List<Neighbor> ranked, float leastScore) {
    return ranked.size() >= limit
        && ranked.get(limit - 1).squaredDistance() < leastSquare(leastScore, vector.dimension());
  }

  private List<Neighbor> amongAll() {
    TreeSet<Neighbor> nearest = new TreeSet<>(ORDER);
    reads.vectors(
        user,
        vector.dimension(),
        (symbol, other) -> {
          nearest.add(new Neighbor(symbol, other.squaredDistance(vector)));
          if (nearest.size() > limit) {
            nearest.pollLast();
          }
        });
    return List.copyOf(nearest);
  }

  /** The least squared distance that a server can have rounded to this score, which is its root. */
  static double leastSquare(float score, int dimension) {
    double square = Math.min((double) score * score, Float.MAX_VALUE);
    double relative = (dimension + 8) * ROUNDING;
    double underflow = (dimension + 8) * (double) Float.MIN_NORMAL;
    return square * (1 - relative) - underflow;
  }

  private List<Neighbor> rank(List<ScoredPoint> candidates) {
    return vectors(candidates).entrySet().stream()
        .map(entry -> new Neighbor(entry.getKey(), entry.getValue().squaredDistance(vector)))
        .sorted(ORDER)
        .toList();
  }

  private Map<String, FloatVector> vectors(List<ScoredPoint> candidates) {
    if (candidates.stream().allMatch(ScoredPoint::hasVectors)) {
      Map<String, FloatVector> vectors = new LinkedHashMap<>();
      candidates.forEach(
          point ->
              vectors.put(Points.symbol(point.getPayloadMap()), Points.vector(point.getVectors())));
      return vectors;
    }
    List<String> symbols =
        candidates.stream().map(point -> Points.symbol(point.getPayloadMap())).toList();
    return reads.vectors(user, symbols, vector.dimension());
  }
}
