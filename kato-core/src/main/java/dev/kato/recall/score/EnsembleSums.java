package dev.kato.recall.score;

import java.util.function.IntPredicate;

/**
 * Sums over an ensemble.
 *
 * @param frequency of all members
 * @param weight frequency times similarity of all members
 * @param present whether a symbol of the state occurs in the present of at least one member
 */
public record EnsembleSums(double frequency, double weight, IntPredicate present) {}
