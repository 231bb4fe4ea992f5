/** Measures the stores, one operation after the other, beside those in memory. */
@NullMarked
package dev.kato.benchmarks.stores;

import org.jspecify.annotations.NullMarked;
