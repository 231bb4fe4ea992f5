package dev.kato.model;

import org.jspecify.annotations.Nullable;

/**
 * The answer to an observation.
 *
 * @param uniqueId the caller's id, or a generated one
 * @param time the session's count of observations, this one included
 * @param stmLength events in the short-term memory afterwards
 * @param autoLearned the pattern that auto-learning learned, or null
 */
public record ObserveResult(
    String uniqueId, long time, int stmLength, @Nullable PatternName autoLearned)
    implements Outcome {}
