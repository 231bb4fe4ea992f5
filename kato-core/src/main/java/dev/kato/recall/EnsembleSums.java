package dev.kato.recall;

import java.util.Set;

/**
 * Sums over an ensemble.
 *
 * @param frequency of all members
 * @param weight frequency times similarity of all members
 * @param present symbols of the state that occur in the present of at least one member
 */
record EnsembleSums(long frequency, double weight, Set<Integer> present) {

  boolean occursInPresent(int symbol) {
    return present.contains(symbol);
  }
}
