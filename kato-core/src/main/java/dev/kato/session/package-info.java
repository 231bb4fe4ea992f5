/**
 * Lifecycle of sessions, their expiry and limits, and one order of operations per session.
 *
 * <p>The way of an observation: {@link dev.kato.session.SessionOperations} makes an {@code
 * Operation} of it; {@link dev.kato.session.SessionWriter} waits for the session's turn ({@code
 * Turns}: in this process, then in the store), completes what others left prepared, asks {@code
 * Receipts} whether it is a repeat, and has the operation say what becomes of the state ({@link
 * dev.kato.processor.Processor}). What learns nothing is written at once, by compare-and-set; what
 * learns goes through {@code PreparedChanges} and {@code Learnings}. {@link
 * dev.kato.session.Sessions} only reads and sweeps.
 */
@NullMarked
package dev.kato.session;

import org.jspecify.annotations.NullMarked;
