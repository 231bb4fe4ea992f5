package dev.kato.model;

/**
 * The indexes of knowledge bases that are in memory.
 *
 * @param users whose index is loaded
 * @param patterns in all of them
 * @param bytes of heap they take, and what recalls keep to work in, estimated
 * @param loads since the start
 * @param evictions since the start
 */
public record IndexStatistics(long users, long patterns, long bytes, long loads, long evictions) {}
