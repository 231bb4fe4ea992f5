/**
 * The thorough way to the members of an ensemble, pattern by pattern, for what postings do not
 * tell: symbols read as similar ones, texts compared by their characters, filters.
 *
 * <pre>
 *   MemberReader   all patterns of a snapshot
 *     Prefilter    drops by upper bounds what cannot belong, without taking it out of its block
 *       Admission  decides: reads the state (FuzzyReader), aligns, compares texts
 *         Likeness which symbols are like which: two texts are compared once in a question
 * </pre>
 *
 * <p>A pattern costs its length; what two texts cost is told by {@link
 * dev.kato.recall.align.TextSimilarity}, and bounds by length and by counts of characters come
 * first. Start reading at {@link dev.kato.recall.text.MemberReader}.
 */
@NullMarked
package dev.kato.recall.text;

import org.jspecify.annotations.NullMarked;
