package dev.kato.recall;

import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A sum of fractions that does not depend on the order of its terms: numerators are added as whole
 * numbers per denominator, and only the total is rounded, by ascending denominator.
 */
final class ExactSum {

  private long numerator;
  private long denominator = 1;

  /** Once there are terms of two denominators. */
  private @Nullable TreeMap<Long, Long> numerators;

  void add(long added, long over) {
    if (numerators != null) {
      numerators.merge(over, added, Math::addExact);
    } else if (numerator == 0 || denominator == over) {
      numerator = Math.addExact(numerator, added);
      denominator = over;
    } else {
      numerators = new TreeMap<>();
      numerators.put(denominator, numerator);
      numerators.merge(over, added, Math::addExact);
    }
  }

  double value() {
    if (numerators == null) {
      return (double) numerator / denominator;
    }
    double sum = 0;
    for (var term : numerators.entrySet()) {
      sum += (double) term.getValue() / term.getKey();
    }
    return sum;
  }
}
