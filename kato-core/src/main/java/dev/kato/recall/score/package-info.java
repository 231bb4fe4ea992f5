/**
 * From members to what the user sees, by the formulas of the semantics: sums over the ensemble
 * ({@link dev.kato.recall.score.EnsembleSums}), the metrics of a member ({@link
 * dev.kato.recall.score.Scorer}, with {@link dev.kato.recall.score.Weights} when an affinity
 * emotive is configured), members grouped by their future ({@link
 * dev.kato.recall.score.FutureGroups}), the order of predictions ({@link
 * dev.kato.recall.score.Ranking}), and their texts ({@link
 * dev.kato.recall.score.PredictionWriter}). A member costs its length, a symbol's logarithms are
 * computed once.
 */
@NullMarked
package dev.kato.recall.score;

import org.jspecify.annotations.NullMarked;
