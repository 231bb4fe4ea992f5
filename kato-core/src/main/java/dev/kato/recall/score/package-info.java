/**
 * From members to what the user sees, by the formulas of the semantics: sums over the ensemble
 * ({@link dev.kato.recall.score.EnsembleSums}), the metrics of a member ({@link
 * dev.kato.recall.score.Scorer}, with {@link dev.kato.recall.score.Weights} when an affinity
 * emotive is configured), members by their future ({@link dev.kato.recall.score.FutureGroups}), and
 * their texts ({@link dev.kato.recall.score.PredictionWriter}).
 *
 * <p>A member costs its length, and that of its state once for all that read the state alike.
 * Grouping costs a member the length of its future:
 *
 * <pre>
 *   members   [ a b | c d ]  [ b | c d ]  [ a x b | e ]         future behind the bar
 *                       |        |              |
 *   groups           c d: 2 members, weight ...   e: 1 member    in flat arrays, by hash
 *                      |
 *   best             text, objects                               for max_future_potentials of them
 * </pre>
 */
@NullMarked
package dev.kato.recall.score;

import org.jspecify.annotations.NullMarked;
