package dev.kato.benchmarks.stores;

import dev.kato.benchmarks.stores.StoreOperation.Steps;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.HdrHistogram.Histogram;

/**
 * What one caller saw who began the next turn when the last was done.
 *
 * @param nanos how long turns took
 * @param trips calls of remote stores in all turns
 */
record Measured(Histogram nanos, long trips) {

  private static final int DIGITS = 3;

  /** Repeats the steps for a time, half of it again before that to warm up. */
  static Measured of(Steps steps, Duration time, LongSupplier trips) {
    try {
      repeat(steps, time.dividedBy(2), trips);
      return repeat(steps, time, trips);
    } finally {
      steps.end().run();
    }
  }

  private static Measured repeat(Steps steps, Duration time, LongSupplier trips) {
    Histogram nanos = new Histogram(DIGITS);
    long made = 0;
    long end = System.nanoTime() + time.toNanos();
    do {
      steps.before().run();
      long tripsBefore = trips.getAsLong();
      long start = System.nanoTime();
      steps.measured().run();
      nanos.recordValue(System.nanoTime() - start);
      made += trips.getAsLong() - tripsBefore;
    } while (System.nanoTime() - end < 0);
    return new Measured(nanos, made);
  }

  double perSecond() {
    return 1e9 / nanos.getMean();
  }

  double micros(double percentile) {
    return nanos.getValueAtPercentile(percentile) / 1e3;
  }

  double tripsPerTurn() {
    return (double) trips / nanos.getTotalCount();
  }
}
