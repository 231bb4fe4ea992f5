package dev.kato.model;

/** What an operation that changes a session answered; kept so that a repeat gets the same. */
public sealed interface Outcome permits ObserveResult, LearnResult, SequenceResult {}
