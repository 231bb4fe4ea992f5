package dev.kato.recall.base;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class Int128Test {

  private final SplittableRandom random = new SplittableRandom(5);

  private static BigInteger big(Int128 number) {
    return BigInteger.valueOf(number.high())
        .shiftLeft(Long.SIZE)
        .add(new BigInteger(Long.toUnsignedString(number.low())));
  }

  /** Of any size, and near the borders of halves. */
  private long any() {
    long number = random.nextLong() >> random.nextInt(Long.SIZE);
    return switch (random.nextInt(4)) {
      case 0 -> Long.MAX_VALUE - random.nextInt(2);
      case 1 -> random.nextInt(3) - 1;
      default -> number;
    };
  }

  @Test
  void addsAndMultipliesAsWholeNumbersDo() {
    for (int round = 0; round < 20_000; round++) {
      long a = any();
      long b = any();
      long c = any();
      Int128 sum = Int128.product(a, b).plus(Int128.of(c)).plus(b);

      assertThat(big(sum))
          .isEqualTo(
              BigInteger.valueOf(a)
                  .multiply(BigInteger.valueOf(b))
                  .add(BigInteger.valueOf(c))
                  .add(BigInteger.valueOf(b)));
    }
  }

  @Test
  void becomesTheNearestDouble() {
    for (int round = 0; round < 20_000; round++) {
      Int128 number = Int128.product(any(), any()).plus(any());

      assertThat(number.toDouble()).isEqualTo(big(number).doubleValue());
    }
  }

  @Test
  void becomesTheNearestLong() {
    assertThat(Int128.of(-7).toLong()).isEqualTo(-7);
    assertThat(Int128.of(Long.MAX_VALUE).toLong()).isEqualTo(Long.MAX_VALUE);
    assertThat(Int128.of(Long.MAX_VALUE).plus(1).toLong()).isEqualTo(Long.MAX_VALUE);
    assertThat(Int128.product(Long.MAX_VALUE, Long.MAX_VALUE).toLong()).isEqualTo(Long.MAX_VALUE);
    assertThat(Int128.product(Long.MAX_VALUE, -4).toLong()).isEqualTo(Long.MIN_VALUE);
  }
}
