/**
 * Recall: which learned patterns resemble the state, where in them it is, and why. Pure computation
 * over what is in memory; no I/O and no clock of its own.
 *
 * <p>{@link dev.kato.recall.KnowledgeIndex} is what others see: one user's knowledge base. A {@code
 * Question} takes one of two ways to its {@code Candidates}; from there is one {@code Answer}:
 *
 * <pre>
 *   short-term memory, configuration
 *         |
 *         v                symbols   texts become numbers
 *      Snapshot            index     what is known, as it was at one moment
 *       |      |
 *       |      +--&gt; forecast    what comes next, as all patterns together say
 *       |      |
 *       |      +--&gt; text    all patterns, one by one: fuzzy tokens, characters, filters
 *       +---------&gt; scan    the postings of the state's symbols: equal tokens, the fast way
 *              |             |
 *              +---- align --+        where in a pattern the state is
 *                      |
 *                      v
 *                    score            metrics, ranking, futures, writing
 * </pre>
 *
 * <p>Why a pattern is not predicted is asked the same way: an {@code Explainer} compares that one
 * pattern, and all members are found, so that its place in their {@code Ranking} is known.
 *
 * <p>Arrows run one way: {@code base} and {@code symbols} are below {@code index} and {@code
 * align}, these below {@code score} and {@code forecast}, {@code score} below {@code scan} and
 * {@code text}; a test sees to it. Whatever way a question takes, the same comes out, to the last
 * bit: sums are whole numbers or added in a fixed order. Whatever takes long spends from the
 * question's {@link dev.kato.recall.base.Budget}. The naive oracle in the tests decides what is
 * right.
 */
@NullMarked
package dev.kato.recall;

import org.jspecify.annotations.NullMarked;
