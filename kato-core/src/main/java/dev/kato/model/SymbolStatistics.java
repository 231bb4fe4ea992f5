package dev.kato.model;

/**
 * What a knowledge base knows of one symbol.
 *
 * @param symbol the symbol
 * @param frequency sum over patterns of its occurrences times the pattern's frequency; {@link
 *     Long#MAX_VALUE} if it is more
 * @param patternMemberFrequency number of patterns that contain it
 */
public record SymbolStatistics(String symbol, long frequency, long patternMemberFrequency) {}
