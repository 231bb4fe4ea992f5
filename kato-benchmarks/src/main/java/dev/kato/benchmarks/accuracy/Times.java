package dev.kato.benchmarks.accuracy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Supplier;

/** How long calls took. */
final class Times {

  private final List<Long> nanos = new ArrayList<>();

  <T> T measure(Supplier<T> call) {
    long start = System.nanoTime();
    T result = call.get();
    nanos.add(System.nanoTime() - start);
    return result;
  }

  /** In microseconds. */
  double quantile(double quantile) {
    List<Long> sorted = new ArrayList<>(nanos);
    Collections.sort(sorted);
    return sorted.get((int) (quantile * sorted.size())) / 1e3;
  }
}
