package dev.kato.model;

import org.jspecify.annotations.Nullable;

/**
 * Exact conditions a pattern must meet to belong to the ensemble at all, before any sum over the
 * ensemble is taken. Lengths are in symbols, p is the pattern and s the state as observed.
 *
 * @param minLengthRatio least |p| / |s|
 * @param maxLengthRatio greatest |p| / |s|
 * @param minJaccard least Jaccard similarity of the sets of symbols, 0..1
 * @param minOverlap fewest distinct symbols in common
 * @param minTextSimilarity least 2L / (|P| + |S|), L the longest common subsequence of the code
 *     points of P and S, the symbols joined with one space; 0..1
 * @param firstSymbol the symbol the pattern begins with, or null for any
 */
public record EnsembleFilter(
    double minLengthRatio,
    double maxLengthRatio,
    double minJaccard,
    int minOverlap,
    double minTextSimilarity,
    @Nullable String firstSymbol) {

  /** Lets every pattern pass. */
  public static final EnsembleFilter NONE =
      new EnsembleFilter(0, Double.POSITIVE_INFINITY, 0, 0, 0, null);

  /** This filter with bounds on |p| / |s|, both inclusive. */
  public EnsembleFilter withLengthRatio(double least, double greatest) {
    return new EnsembleFilter(
        least, greatest, minJaccard, minOverlap, minTextSimilarity, firstSymbol);
  }

  /** This filter with a least Jaccard similarity and a least number of distinct common symbols. */
  public EnsembleFilter withOverlap(double leastJaccard, int leastOverlap) {
    return new EnsembleFilter(
        minLengthRatio, maxLengthRatio, leastJaccard, leastOverlap, minTextSimilarity, firstSymbol);
  }

  /** This filter with a least similarity of the joined texts. */
  public EnsembleFilter withTextSimilarity(double least) {
    return new EnsembleFilter(
        minLengthRatio, maxLengthRatio, minJaccard, minOverlap, least, firstSymbol);
  }

  /** This filter for patterns that begin with {@code symbol}. */
  public EnsembleFilter withFirstSymbol(String symbol) {
    return new EnsembleFilter(
        minLengthRatio, maxLengthRatio, minJaccard, minOverlap, minTextSimilarity, symbol);
  }
}
