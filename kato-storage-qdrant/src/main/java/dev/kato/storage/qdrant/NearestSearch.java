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

/**
 * Makes an exact ranking of the server's, which adds up in 32-bit floats in an order of its own and
 * breaks ties as it likes.
 *
 * <p>The server is asked for more than the limit, and the candidates are ranked anew by {@link
 * FloatVector#squaredDistance}. What the server has left out has a score no smaller than its last
 * candidate's, so its distance has a lower bound: that score less the rounding error it can have.
 * When the last neighbor is nearer than this bound, nothing that was left out can be among them or
 * tie; otherwise more candidates are asked for.
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
  private final boolean exact;

  NearestSearch(Reads reads, UserId user, FloatVector vector, boolean exact) {
    this.reads = reads;
    this.user = user;
    this.vector = vector;
    this.exact = exact;
  }

  List<Neighbor> nearest(int limit, long available) {
    long wanted = (long) limit + MARGIN;
    while (true) {
      int asked = (int) Math.min(wanted, Math.min(available + 1, Integer.MAX_VALUE));
      List<ScoredPoint> candidates = reads.query(user, vector, asked, exact);
      List<Neighbor> ranked = rank(candidates);
      boolean all = candidates.size() < asked;
      if (all || isDecided(ranked, limit, candidates.get(candidates.size() - 1).getScore())) {
        return List.copyOf(ranked.subList(0, Math.min(limit, ranked.size())));
      }
      wanted *= WIDENING;
      available = Math.max(available, asked) * 2;
    }
  }

  private boolean isDecided(List<Neighbor> ranked, int limit, float lastScore) {
    return ranked.size() >= limit
        && ranked.get(limit - 1).squaredDistance() < leastSquare(lastScore, vector.dimension());
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
