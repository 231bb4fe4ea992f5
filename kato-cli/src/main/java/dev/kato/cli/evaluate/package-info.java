/**
 * Tells how right a server's forecasts are about a file of sequences: forecast, observe what came,
 * and so on; learn each sequence when it is over. A {@code Server} is talked to, a {@code
 * Scoreboard} counts.
 */
@NullMarked
package dev.kato.cli.evaluate;

import org.jspecify.annotations.NullMarked;
