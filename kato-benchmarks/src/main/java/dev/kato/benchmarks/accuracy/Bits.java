package dev.kato.benchmarks.accuracy;

/** How many bits it takes to tell what came to who knows the probabilities. */
final class Bits {

  private static final double LN_2 = Math.log(2);

  private long count;
  private double sum;

  void add(double probability) {
    count++;
    sum -= Math.log(probability) / LN_2;
  }

  long count() {
    return count;
  }

  double mean() {
    return sum / count;
  }
}
