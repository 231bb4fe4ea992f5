package dev.kato.model;

/**
 * The size of a knowledge base.
 *
 * @param uniquePatterns number of patterns
 * @param totalPatternFrequencies sum of their frequencies; {@link Long#MAX_VALUE} if it is more
 * @param totalSymbols number of distinct symbols
 */
public record KnowledgeStatistics(
    long uniquePatterns, long totalPatternFrequencies, long totalSymbols) {}
