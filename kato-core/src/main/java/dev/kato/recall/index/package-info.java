/**
 * What a knowledge base holds and how it changes. Patterns lie side by side in flat arrays, a
 * {@link dev.kato.recall.index.Block}; a {@link dev.kato.recall.index.Part} is a block with what
 * may change (frequency, emotives); {@link dev.kato.recall.index.Tallies} counts by symbol.
 *
 * <pre>
 *   put, remove --&gt; Contents --&gt; Tallies                counts by symbol
 *                      |
 *                      v
 *                    Parts:  [ merged part ][ part ][ part ] [ tail ] [ giants ]
 *                               sorted by length, with      as they come, compared
 *                               Postings                    one by one
 *                      |
 *                      v  freeze
 *                   Snapshot = PartViews + counts      what every reader works on
 * </pre>
 *
 * <p>A full tail becomes a part; eight parts of similar size become one ({@link
 * dev.kato.recall.index.MergePolicy} chooses, {@link dev.kato.recall.index.Merge} does it, in the
 * background), so a pattern is moved about log<sub>8</sub> n times and a knowledge base has O(log
 * n) parts. One thread writes at a time; readers never wait for a merge. Patterns of more symbols
 * than a {@link dev.kato.recall.index.Posting} has positions for are giants: never indexed, few.
 *
 * <p>Bounds: a block has at most 2<sup>18</sup> patterns of up to 2<sup>13</sup> symbols; a write
 * costs its symbols, and a chunk of counts for each when a snapshot was taken since. Start reading
 * at {@link dev.kato.recall.index.Contents}.
 */
@NullMarked
package dev.kato.recall.index;

import org.jspecify.annotations.NullMarked;
