package dev.kato.recall;

import java.math.BigDecimal;

/**
 * The affinities of some patterns for one emotive, added exactly.
 *
 * @param sum of them
 * @param terms how many patterns have one
 */
record AffinitySum(BigDecimal sum, int terms) {

  static final AffinitySum ZERO = new AffinitySum(BigDecimal.ZERO, 0);

  AffinitySum plus(double value) {
    return new AffinitySum(sum.add(new BigDecimal(value)), terms + 1);
  }

  AffinitySum minus(double value) {
    return new AffinitySum(sum.subtract(new BigDecimal(value)), terms - 1);
  }
}
