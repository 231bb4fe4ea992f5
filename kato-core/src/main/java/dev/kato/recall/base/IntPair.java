package dev.kato.recall.base;

/** Two ints, neither negative, in one long; longs compare as the first ints do, then the second. */
public final class IntPair {

  private IntPair() {}

  public static long of(int first, int second) {
    assert (first | second) >= 0 : first + ", " + second;
    return (long) first << Integer.SIZE | second;
  }

  public static int first(long pair) {
    return (int) (pair >>> Integer.SIZE);
  }

  public static int second(long pair) {
    return (int) pair;
  }
}
