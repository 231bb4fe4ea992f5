/**
 * Recall: which learned patterns resemble the state, where in them it is, and why. Pure computation
 * over what is in memory; no I/O and no clock.
 */
@NullMarked
package dev.kato.recall;

import org.jspecify.annotations.NullMarked;
