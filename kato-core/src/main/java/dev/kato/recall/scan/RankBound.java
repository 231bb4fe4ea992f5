package dev.kato.recall.scan;

import dev.kato.model.Metric;
import dev.kato.recall.score.Scorer;

/**
 * What is known of a member's rank before its metrics are computed: a value, and whether it is the
 * metric's, the metric's less a share of its frequency in the ensemble, or nothing.
 */
final class RankBound {

  private static final int TABLE = 64;
  private static final double[] INVERSES = new double[TABLE];

  static {
    for (int i = 1; i < TABLE; i++) {
      INVERSES[i] = 1.0 / i;
    }
  }

  private final Metric metric;
  private final int stateLength;
  private final double spread;

  /** Whether the value can be had without a division, but for rounding. */
  private final boolean tabulated;

  /** By matches. */
  private final double[] snrs = new double[TABLE];

  /**
   * For one question.
   *
   * @param weighted whether symbols are weighted by affinity
   */
  RankBound(Metric metric, int stateLength, boolean weighted) {
    this.metric = metric;
    this.stateLength = stateLength;
    for (int matches = 0; matches < TABLE; matches++) {
      snrs[matches] = Scorer.snr(matches, stateLength - matches);
    }
    this.tabulated = metric == Metric.POTENTIAL && !weighted;
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
    assert blocks <= matches && matches <= present && present <= length : matches;
    if (tabulated && length < TABLE) {
      return matches * (INVERSES[length] + INVERSES[present]) * snrs[matches]
          + 1
          + INVERSES[blocks];
    }
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
