/**
 * Forecasts: what comes next, as all learned patterns together say. Stands beside {@code scan} and
 * {@code score} on the same snapshot.
 */
@NullMarked
package dev.kato.recall.forecast;

import org.jspecify.annotations.NullMarked;
