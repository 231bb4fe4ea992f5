package dev.kato.recall;

import java.util.Arrays;

/**
 * A sum of fractions that does not depend on the order of its terms: numerators are added as whole
 * numbers per denominator, and only the total is rounded, by ascending denominator.
 */
final class ExactSum {

  /** Pairs of a denominator and its numerator, by ascending denominator. */
  private long[] terms = new long[2];

  private int size;

  void add(long numerator, long denominator) {
    int at = size;
    while (at > 0 && terms[at - 2] > denominator) {
      at -= 2;
    }
    if (at > 0 && terms[at - 2] == denominator) {
      terms[at - 1] = Math.addExact(terms[at - 1], numerator);
      return;
    }
    if (size == terms.length) {
      terms = Arrays.copyOf(terms, 2 * size);
    }
    System.arraycopy(terms, at, terms, at + 2, size - at);
    terms[at] = denominator;
    terms[at + 1] = numerator;
    size += 2;
  }

  double value() {
    double sum = 0;
    for (int i = 0; i < size; i += 2) {
      sum += (double) terms[i + 1] / terms[i];
    }
    return sum;
  }
}
