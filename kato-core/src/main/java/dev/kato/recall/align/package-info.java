/**
 * Where two sequences match: the blocks of Ratcliff and Obershelp, of which each is the longest run
 * of equal symbols in what is left, the earliest in the pattern among those, then in the state.
 *
 * <pre>
 *   pattern   a b c x d e            blocks: [a b c] and [d e]
 *   state     a b c d y e            then, right of [a b c], the longest run is d, then e
 * </pre>
 *
 * <p>Four ways to the same blocks, each for what it is best at: {@link
 * dev.kato.recall.align.PairMemo} has seen the arrangement of a few pairs before (O(pairs)); {@link
 * dev.kato.recall.align.PairMatcher} searches up to 1,000 pairs of equal symbols; {@code RunSearch}
 * looks at each pair of positions of a small range; {@code LevelMatcher} takes all blocks of one
 * length in one pass over the order of suffixes, O(n log n) a level, for all that is long. Start
 * reading at {@link dev.kato.recall.align.BlockMatcher}.
 *
 * <p>{@link dev.kato.recall.align.TextSimilarity} is the other measure of likeness: the longest
 * common subsequence of the characters of two texts, the product of their lengths by 64.
 */
@NullMarked
package dev.kato.recall.align;

import org.jspecify.annotations.NullMarked;
