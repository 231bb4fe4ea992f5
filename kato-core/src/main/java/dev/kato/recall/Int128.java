package dev.kato.recall;

import java.math.BigInteger;
import java.nio.ByteBuffer;

/**
 * A whole number of 128 bits, two's complement: as much as any sum can come to of which a term is
 * the product of two longs that are not negative, times a count of patterns.
 *
 * @param high its upper half
 * @param low its lower half, without a sign
 */
record Int128(long high, long low) {

  static final Int128 ZERO = new Int128(0, 0);

  static Int128 of(long value) {
    return new Int128(value >> Long.SIZE - 1, value);
  }

  static Int128 product(long a, long b) {
    return new Int128(Math.multiplyHigh(a, b), a * b);
  }

  Int128 plus(Int128 other) {
    long sum = low + other.low;
    return new Int128(high + other.high + carry(sum, other.low), sum);
  }

  Int128 plus(long other) {
    return plus(of(other));
  }

  /** What a sum of lower halves, one of which was {@code addend}, carries to the upper halves. */
  static long carry(long sum, long addend) {
    return Long.compareUnsigned(sum, addend) < 0 ? 1 : 0;
  }

  /** The nearest double, of two the even one. */
  double toDouble() {
    return toDouble(high, low);
  }

  /** As {@link #toDouble()}, of a number given by its halves. */
  static double toDouble(long high, long low) {
    return fitsLong(high, low) ? (double) low : big(high, low).doubleValue();
  }

  /** The number if a long can hold it, else the long nearest to it. */
  long toLong() {
    if (fitsLong(high, low)) {
      return low;
    }
    return high < 0 ? Long.MIN_VALUE : Long.MAX_VALUE;
  }

  private static boolean fitsLong(long high, long low) {
    return high == low >> Long.SIZE - 1;
  }

  private static BigInteger big(long high, long low) {
    return new BigInteger(ByteBuffer.allocate(2 * Long.BYTES).putLong(high).putLong(low).array());
  }
}
