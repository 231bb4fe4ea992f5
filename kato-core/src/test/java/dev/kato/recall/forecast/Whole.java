package dev.kato.recall.forecast;

import java.math.BigDecimal;
import java.math.BigInteger;

/** Votes as whole numbers: a weight times 2^30, rounded half to even. */
final class Whole {

  private Whole() {}

  /** The vote that a weight is. */
  static BigInteger of(double weight) {
    return new BigDecimal(Math.rint(weight * 0x1p30)).toBigInteger();
  }

  /** The weight that votes are, rounded once. */
  static double real(BigInteger votes) {
    return votes.doubleValue() * 0x1p-30;
  }
}
