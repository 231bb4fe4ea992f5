package dev.kato.recall.base;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Map;

/**
 * The affinities of some patterns for one emotive, added exactly.
 *
 * @param sum of them
 * @param terms how many patterns have one
 */
public record AffinitySum(BigDecimal sum, int terms) {

  public static final AffinitySum ZERO = new AffinitySum(BigDecimal.ZERO, 0);

  public AffinitySum plus(AffinitySum other) {
    return new AffinitySum(sum.add(other.sum), terms + other.terms);
  }

  /**
   * What a pattern's change adds to the sums of its symbols, by emotive.
   *
   * @throws NumberFormatException if a number is not finite
   */
  public static Map<String, AffinitySum> difference(
      Map<String, Double> before, Map<String, Double> after) {
    if (before.equals(after)) {
      return Map.of();
    }
    Map<String, AffinitySum> difference = new HashMap<>();
    before.forEach(
        (emotive, value) ->
            difference.put(emotive, new AffinitySum(new BigDecimal(value).negate(), -1)));
    after.forEach(
        (emotive, value) ->
            difference.merge(
                emotive, new AffinitySum(new BigDecimal(value), 1), AffinitySum::plus));
    return difference;
  }
}
