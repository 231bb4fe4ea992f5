/**
 * Forecasts: what comes next, as all learned patterns together say. Stands beside {@code scan} and
 * {@code score} on the same snapshot.
 *
 * <pre>
 *   short-term memory
 *         |
 *         v
 *       Known          its events in symbols that patterns contain
 *         |
 *         v
 *      Evidence        goes through PartSymbols, the patterns with a recent symbol:
 *       |     |
 *       |     +--&gt; RelatedVotes    what stands after and before each recent symbol     (L)
 *       +--------&gt; ContextVotes    what follows the newest events side by side         (S)
 *         |                            both from SymbolRow, where a symbol is frequent
 *         v
 *      Scores          Blend of contexts, popularity, relation; Repeats; shares of 1
 *         |
 *         v
 *   SupportFinder      the greatest votes for the outcomes that are shown
 * </pre>
 *
 * <p>Votes are whole numbers, so sums of them are exact whatever the order, and a kept {@link
 * dev.kato.recall.forecast.SymbolRow} is what would be summed up anew; whatever is real is added
 * outcome by outcome in the order of their code points. So a forecast is the same to the last bit
 * on every machine and after every history. Outcomes have small numbers while a question lasts
 * ({@link dev.kato.recall.forecast.Outcomes}); arrays grow with those, and are kept if not large.
 *
 * <p>Bounds: a pattern costs its length for each recent symbol it contains and for each order of
 * contexts, whatever the horizon; a symbol of many occurrences at most as many steps as there are
 * symbols. Everything spends from the question's {@link dev.kato.recall.base.Budget}. The naive
 * forecast in the tests decides what is right. Start reading at {@link
 * dev.kato.recall.forecast.Forecaster}.
 */
@NullMarked
package dev.kato.recall.forecast;

import org.jspecify.annotations.NullMarked;
