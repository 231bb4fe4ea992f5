package dev.kato.recall.base;

import java.math.BigInteger;
import java.nio.ByteBuffer;

/**
 * A whole number of 128 bits, two's complement: as much as any sum can come to of which a term is
 * the product of two longs that are not negative, times a count of patterns.
 *
 * @param high its upper half
 * @param low its lower half, without a sign
 */
public record Int128(long high, long low) {

  public static final Int128 ZERO = new Int128(0, 0);

  public static Int128 of(long value) {
    return new Int128(value >> Long.SIZE - 1, value);
  }

  public static Int128 product(long a, long b) {
    return new Int128(Math.multiplyHigh(a, b), a * b);
  }

  public Int128 plus(Int128 other) {
    long sum = low + other.low;
    return new Int128(high + other.high + carry(sum, other.low), sum);
  }

  public Int128 plus(long other) {
    return plus(of(other));
  }

  public Int128 minus(Int128 other) {
    long borrow = Long.compareUnsigned(low, other.low) < 0 ? 1 : 0;
    return new Int128(high - other.high - borrow, low - other.low);
  }

  /** What a sum of lower halves, one of which was {@code addend}, carries to the upper halves. */
  static long carry(long sum, long addend) {
    return Long.compareUnsigned(sum, addend) < 0 ? 1 : 0;
  }

  /** The nearest double, of two the even one. */
  public double toDouble() {
    return toDouble(high, low);
  }

  /** As {@link #toDouble()}, of a number given by its halves. */
  public static double toDouble(long high, long low) {
    return fitsLong(high, low) ? (double) low : big(high, low).doubleValue();
  }

  /** The number if a long can hold it, else the long nearest to it. */
  public long toLong() {
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
