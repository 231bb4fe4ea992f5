/**
 * The fast way to the members of an ensemble: by the postings of the state's symbols.
 *
 * <pre>
 *   Scanner       shares the parts of a snapshot among threads
 *     PartScan    which postings lists have to be looked at, for patterns of which lengths
 *       Skips       which of the longest of them need not be
 *       PairWindow  collects, for some thousand patterns at a time, the pairs of equal symbols
 *         Judge     decides by these pairs, or reads the pattern
 *           Ensemble  adds members up; keeps in Contenders those that may be among the best
 * </pre>
 *
 * <p>Every bound errs on the side of looking again: what is skipped is certain not to matter. A
 * scan costs at most the postings of the state's symbols, and the reading of the patterns that have
 * enough of them. Its arrays are kept from one question to the next ({@code Buffers}), as long as
 * they are not large. Start reading at {@code PartScan}.
 */
@NullMarked
package dev.kato.recall.scan;

import org.jspecify.annotations.NullMarked;
