package dev.kato.model;

import org.jspecify.annotations.Nullable;

/**
 * The numbers of one prediction. M is the number of matched symbols, p the pattern, s the state, F
 * the summed frequency of the ensemble (all patterns above the threshold), q the share of a symbol
 * in the present, P the share of the knowledge base's patterns that contain it.
 *
 * @param similarity 2M / (|p| + |s|), 0..1
 * @param evidence M / |p|, 0..1
 * @param confidence M / |present|, 0..1
 * @param snr (2M &minus; x) / (2M + x) with x = |s| &minus; M, &minus;1..1
 * @param fragmentation matching blocks &minus; 1; &minus;1 without a match
 * @param potential (evidence + confidence) &middot; snr + itfdfSimilarity + 1 / (fragmentation + 1)
 * @param itfdfSimilarity 1 &minus; d &middot; frequency / F, d the cosine distance of state and
 *     present weighted by P
 * @param entropy &minus;&Sigma; q log2 q, in bits
 * @param normalizedEntropy the same to base total symbols
 * @param globalNormalizedEntropy &minus;&Sigma; P log P to base total symbols
 * @param tfidfScore mean of q &middot; (log2(N / pattern member frequency) + 1)
 * @param confluence frequency / total pattern frequencies &middot; (1 &minus; &Pi; P)
 * @param patternProbability frequency / F
 * @param weightedStrength similarity &middot; patternProbability
 * @param predictiveInformation weightedStrength / aggregate potential of the same future; 0 without
 *     a future
 * @param bayesianPrior frequency / F
 * @param bayesianLikelihood similarity
 * @param bayesianPosterior prior &middot; likelihood, normalised over the ensemble
 * @param weighted the four weighted by affinity, or null when no affinity emotive is configured
 */
public record Metrics(
    double similarity,
    double evidence,
    double confidence,
    double snr,
    int fragmentation,
    double potential,
    double itfdfSimilarity,
    double entropy,
    double normalizedEntropy,
    double globalNormalizedEntropy,
    double tfidfScore,
    double confluence,
    double patternProbability,
    double weightedStrength,
    double predictiveInformation,
    double bayesianPrior,
    double bayesianLikelihood,
    double bayesianPosterior,
    @Nullable Weighted weighted) {

  /**
   * Match metrics in which each symbol counts by its affinity weight w.
   *
   * @param similarity 2w(matches) / (w(state) + w(pattern))
   * @param evidence w(matches) / w(pattern)
   * @param confidence w(matches) / w(present)
   * @param snr w(matches) / (w(matches) + w(unmatched state symbols))
   */
  public record Weighted(double similarity, double evidence, double confidence, double snr) {}

  private static final Weighted UNWEIGHTED = new Weighted(0, 0, 0, 0);

  /**
   * The value of one of them; 0 for a weighted one when there is no weighting.
   *
   * @throws IllegalArgumentException for the frequency, which is the pattern's
   */
  public double value(Metric metric) {
    Weighted four = weighted == null ? UNWEIGHTED : weighted;
    return switch (metric) {
      case POTENTIAL -> potential;
      case SIMILARITY -> similarity;
      case EVIDENCE -> evidence;
      case CONFIDENCE -> confidence;
      case SNR -> snr;
      case FRAGMENTATION -> fragmentation;
      case FREQUENCY -> throw new IllegalArgumentException("frequency is not among the metrics");
      case ENTROPY -> entropy;
      case NORMALIZED_ENTROPY -> normalizedEntropy;
      case GLOBAL_NORMALIZED_ENTROPY -> globalNormalizedEntropy;
      case ITFDF_SIMILARITY -> itfdfSimilarity;
      case TFIDF_SCORE -> tfidfScore;
      case CONFLUENCE -> confluence;
      case PATTERN_PROBABILITY -> patternProbability;
      case WEIGHTED_STRENGTH -> weightedStrength;
      case PREDICTIVE_INFORMATION -> predictiveInformation;
      case BAYESIAN_PRIOR -> bayesianPrior;
      case BAYESIAN_LIKELIHOOD -> bayesianLikelihood;
      case BAYESIAN_POSTERIOR -> bayesianPosterior;
      case WEIGHTED_SIMILARITY -> four.similarity();
      case WEIGHTED_EVIDENCE -> four.evidence();
      case WEIGHTED_CONFIDENCE -> four.confidence();
      case WEIGHTED_SNR -> four.snr();
    };
  }
}
