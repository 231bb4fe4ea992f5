package dev.kato.recall.base;

import java.util.Arrays;

/**
 * A sum of fractions that does not depend on the order of its terms: numerators are added as whole
 * numbers of 128 bits per denominator, and only the total is rounded, by ascending denominator.
 */
public final class ExactSum {

  private static final int HIGH = 1;
  private static final int LOW = 2;
  private static final int STRIDE = 3;

  /** A denominator and the two halves of its numerator each, by ascending denominator. */
  private long[] terms = new long[STRIDE];

  private int size;

  /** Adds {@code factor} &middot; {@code times} / {@code denominator}. */
  public void add(long factor, long times, long denominator) {
    addNumerator(Math.multiplyHigh(factor, times), factor * times, denominator);
  }

  /** Adds another sum. */
  public void add(ExactSum other) {
    for (int i = 0; i < other.size; i += STRIDE) {
      addNumerator(other.terms[i + HIGH], other.terms[i + LOW], other.terms[i]);
    }
  }

  private void addNumerator(long high, long low, long denominator) {
    assert denominator > 0 : denominator;
    int at = find(denominator);
    long sum = terms[at + LOW] + low;
    terms[at + HIGH] += high + Int128.carry(sum, low);
    terms[at + LOW] = sum;
  }

  /** The index of a denominator, which is given a place if it has none. */
  private int find(long denominator) {
    int from = 0;
    int to = size / STRIDE;
    while (from < to) {
      int middle = (from + to) >>> 1;
      if (terms[middle * STRIDE] < denominator) {
        from = middle + 1;
      } else {
        to = middle;
      }
    }
    int at = from * STRIDE;
    if (at == size || terms[at] != denominator) {
      insert(at, denominator);
    }
    return at;
  }

  private void insert(int at, long denominator) {
    if (size == terms.length) {
      terms = Arrays.copyOf(terms, 2 * size);
    }
    System.arraycopy(terms, at, terms, at + STRIDE, size - at);
    Arrays.fill(terms, at, at + STRIDE, 0);
    terms[at] = denominator;
    size += STRIDE;
  }

  public double value() {
    return addTo(0);
  }

  /** What comes out when the terms are added one after the other to a sum already rounded. */
  public double addTo(double rounded) {
    double sum = rounded;
    for (int i = 0; i < size; i += STRIDE) {
      sum += Int128.toDouble(terms[i + HIGH], terms[i + LOW]) / terms[i];
    }
    return sum;
  }
}
