package dev.kato.recall;

/** Two ints, neither negative, in one long; longs compare as the first ints do, then the second. */
final class IntPair {

  private IntPair() {}

  static long of(int first, int second) {
    assert (first | second) >= 0 : first + ", " + second;
    return (long) first << Integer.SIZE | second;
  }

  static int first(long pair) {
    return (int) (pair >>> Integer.SIZE);
  }

  static int second(long pair) {
    return (int) pair;
  }
}
