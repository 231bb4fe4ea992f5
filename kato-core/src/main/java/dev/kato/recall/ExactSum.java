package dev.kato.recall;

import java.util.TreeMap;

/**
 * A sum of fractions that does not depend on the order of its terms: numerators are added as whole
 * numbers per denominator, and only the total is rounded, by ascending denominator.
 */
final class ExactSum {

  private final TreeMap<Long, Long> numerators = new TreeMap<>();

  void add(long numerator, long denominator) {
    numerators.merge(denominator, numerator, Math::addExact);
  }

  double value() {
    double sum = 0;
    for (var term : numerators.entrySet()) {
      sum += (double) term.getValue() / term.getKey();
    }
    return sum;
  }
}
