/**
 * The thorough way to the members of an ensemble, pattern by pattern, for what postings do not
 * tell: symbols read as similar ones, texts compared by their characters, filters. {@link
 * dev.kato.recall.text.Prefilter} drops what cannot belong by upper bounds, {@link
 * dev.kato.recall.text.Admission} decides, and both ask {@code TextSimilarity} for the longest
 * common subsequence of two texts, which is the one thing here that costs the product of two
 * lengths (64 characters at a time).
 */
@NullMarked
package dev.kato.recall.text;

import org.jspecify.annotations.NullMarked;
