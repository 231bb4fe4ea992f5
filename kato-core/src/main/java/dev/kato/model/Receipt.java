package dev.kato.model;

/**
 * Proof that an operation was done, by which a repeat is recognised.
 *
 * @param uniqueId the caller's id of the operation
 * @param digest of the operation's kind and content: another content under the same id is a new
 *     operation
 * @param outcome what was answered
 */
public record Receipt(String uniqueId, String digest, Outcome outcome) {}
