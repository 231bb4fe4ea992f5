package dev.kato.recall.base;

import java.security.SecureRandom;

/**
 * A hash of texts of which nobody outside can tell which collide, as for {@link String#hashCode}:
 * the text's units are the coefficients of a polynomial modulo a prime, taken at a secret place.
 * Two texts collide with a probability of about their length in 2^61. Differs from object to
 * object, so it must not be seen in any result.
 */
public final class SeededHash {

  /** 2^61 - 1. */
  private static final long PRIME = (1L << 61) - 1;

  private static final int UNITS_PER_STEP = 3;

  private final long place;

  public SeededHash() {
    place = new SecureRandom().nextLong() & (PRIME >>> 1);
  }

  /**
   * A hash of two numbers, such that sums of hashes tell pairs in no order apart. (The finalizer of
   * SplitMix64, Steele, Lea and Flood 2014, behind the secret.)
   */
  public long of(int first, int second) {
    long mixed = ((long) first << Integer.SIZE | second & 0xFFFF_FFFFL) + place;
    mixed = (mixed ^ mixed >>> 30) * 0xBF58476D1CE4E5B9L;
    mixed = (mixed ^ mixed >>> 27) * 0x94D049BB133111EBL;
    return mixed ^ mixed >>> 31;
  }

  public int of(String text) {
    int length = text.length();
    long hash = length;
    int i = 0;
    for (; i + UNITS_PER_STEP <= length; i += UNITS_PER_STEP) {
      long units =
          text.charAt(i) | (long) text.charAt(i + 1) << 16 | (long) text.charAt(i + 2) << 32;
      hash = times(hash, place) + units;
    }
    long rest = 0;
    for (; i < length; i++) {
      rest = rest << 16 | text.charAt(i);
    }
    return spread(times(times(hash, place) + rest, place));
  }

  /** Of numbers below 2^62 and 2^61, modulo the prime, but perhaps a little more than that. */
  private static long times(long a, long b) {
    long high = Math.multiplyHigh(a, b);
    long low = a * b;
    long sum = (low & PRIME) + (low >>> 61 | high << 3);
    return (sum & PRIME) + (sum >>> 61);
  }

  /** So that every bit counts in the lowest. */
  private static int spread(long hash) {
    long mixed = (hash ^ hash >>> 32) * 0x9E3779B97F4A7C15L;
    return (int) (mixed >>> 32);
  }
}
