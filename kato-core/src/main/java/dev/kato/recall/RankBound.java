package dev.kato.recall;

import dev.kato.model.Metric;

/**
 * What is known of a member's rank before its metrics are computed: a value, and whether it is the
 * metric's, the metric's less a share of its frequency in the ensemble, or nothing.
 */
final class RankBound {

  private final Metric metric;
  private final int stateLength;
  private final double spread;

  /**
   * For one question.
   *
   * @param weighted whether symbols are weighted by affinity
   */
  RankBound(Metric metric, int stateLength, boolean weighted) {
    this.metric = metric;
    this.stateLength = stateLength;
    this.spread =
        switch (metric) {
          case POTENTIAL -> weighted ? Double.POSITIVE_INFINITY : 1;
          case ITFDF_SIMILARITY -> 1;
          case SIMILARITY,
              BAYESIAN_LIKELIHOOD,
              EVIDENCE,
              CONFIDENCE,
              SNR,
              FRAGMENTATION,
              FREQUENCY,
              PATTERN_PROBABILITY,
              BAYESIAN_PRIOR,
              WEIGHTED_STRENGTH,
              BAYESIAN_POSTERIOR ->
              0;
          default -> Double.POSITIVE_INFINITY;
        };
  }

  /** Upper bound of the rank of a member; more is better, also for metrics of which less is. */
  double value(int length, int present, int matches, int blocks, long frequency) {
    return switch (metric) {
      case POTENTIAL -> potential(length, present, matches, blocks);
      case SIMILARITY, BAYESIAN_LIKELIHOOD -> similarity(length, matches);
      case EVIDENCE -> (double) matches / length;
      case CONFIDENCE -> (double) matches / present;
      case SNR -> Scorer.snr(matches, stateLength - matches);
      case FRAGMENTATION -> -blocks;
      case FREQUENCY, PATTERN_PROBABILITY, BAYESIAN_PRIOR -> frequency;
      case WEIGHTED_STRENGTH, BAYESIAN_POSTERIOR -> frequency * similarity(length, matches);
      default -> 0;
    };
  }

  private double similarity(int length, int matches) {
    return 2.0 * matches / (length + stateLength);
  }

  /** Upper bound of {@link #value}, whatever the present and the blocks. */
  double coarse(int length, int matches) {
    if (metric != Metric.POTENTIAL || spread > 1) {
      return Double.POSITIVE_INFINITY;
    }
    double snr = Scorer.snr(matches, stateLength - matches);
    double evidence = (double) matches / length;
    return Scorer.potential(evidence, snr > 0 ? 1 : evidence, snr, 1, 1);
  }

  private double potential(int length, int present, int matches, int blocks) {
    double snr = Scorer.snr(matches, stateLength - matches);
    return Scorer.potential((double) matches / length, (double) matches / present, snr, 1, blocks);
  }

  /** Lower bound, given the upper one; {@code total} is at most the ensemble's frequency. */
  double lower(double value, long frequency, long total) {
    return value - spread * Math.min(1, (double) frequency / total) - tolerance(value);
  }

  /** How much rounding may blur a value. */
  double tolerance(double value) {
    return 1e-9 * Math.max(1, Math.abs(value));
  }
}
