/** How well forecasts come true, on real sequences and beside baselines; never published. */
@NullMarked
package dev.kato.benchmarks.accuracy;

import org.jspecify.annotations.NullMarked;
