package dev.kato.model;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What predictions can be ranked by; the names on the wire are these in lower case. */
public enum Metric implements WireNamed {
  POTENTIAL,
  SIMILARITY,
  EVIDENCE,
  CONFIDENCE,
  SNR,
  /** The only one of which less is better. */
  FRAGMENTATION,
  FREQUENCY,
  ENTROPY,
  NORMALIZED_ENTROPY,
  GLOBAL_NORMALIZED_ENTROPY,
  ITFDF_SIMILARITY,
  TFIDF_SCORE,
  CONFLUENCE,
  PATTERN_PROBABILITY,
  WEIGHTED_STRENGTH,
  PREDICTIVE_INFORMATION,
  BAYESIAN_PRIOR,
  BAYESIAN_LIKELIHOOD,
  BAYESIAN_POSTERIOR,
  /** Zero for every prediction unless an affinity emotive is configured; so are the next three. */
  WEIGHTED_SIMILARITY,
  WEIGHTED_EVIDENCE,
  WEIGHTED_CONFIDENCE,
  WEIGHTED_SNR;

  /** The name on the wire, as {@code bayesian_prior}. */
  @Override
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The metric with that wire name, if there is one. */
  public static Optional<Metric> ofWireName(String name) {
    return Arrays.stream(values()).filter(metric -> metric.wireName().equals(name)).findFirst();
  }

  /** Whether smaller values rank first. */
  public boolean ascending() {
    return this == FRAGMENTATION;
  }
}
