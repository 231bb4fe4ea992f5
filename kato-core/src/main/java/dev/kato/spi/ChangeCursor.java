package dev.kato.spi;

/**
 * A place in the history of one user's knowledge base. Immutable; means something only to the store
 * that made it.
 */
public interface ChangeCursor {}
