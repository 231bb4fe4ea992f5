/** Measurements of the engine; never published. */
@NullMarked
package dev.kato.benchmarks;

import org.jspecify.annotations.NullMarked;
