package dev.kato.recall.base;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** However they are kept, sums are those that {@link ExactSum} makes, to the last bit. */
class GroupedSumsTest {

  private static final int SUMS = 50;

  private final SplittableRandom random = new SplittableRandom(23);
  private final ExactSum[] expected =
      IntStream.range(0, SUMS).mapToObj(i -> new ExactSum()).toArray(ExactSum[]::new);

  private GroupedSums random(int terms, int shift, int denominators) {
    GroupedSums sums = new GroupedSums();
    sums.makeRoom(SUMS);
    for (int i = 0; i < terms; i++) {
      int sum = random.nextInt(SUMS - 1);
      long factor = random.nextLong() >>> shift;
      long times = random.nextInt(1 << 20);
      long denominator = 7 + random.nextInt(denominators);
      sums.add(sum, factor, times, denominator);
      expected[sum].add(factor, times, denominator);
    }
    return sums;
  }

  private void check(GroupedSums sums) {
    for (int sum = 0; sum < SUMS; sum++) {
      assertThat(sums.value(sum)).isEqualTo(expected[sum].value());
    }
  }

  @ParameterizedTest(name = "{0} terms, factors of 64 - {1} bits, {2} denominators")
  @CsvSource({"60, 1, 1", "600, 1, 5", "3000, 40, 1", "3000, 40, 3", "3000, 22, 2", "90, 21, 1"})
  void areExact(int terms, int shift, int denominators) {
    GroupedSums sums = random(terms, shift, denominators);
    check(sums);

    GroupedSums more = random(terms, shift, denominators);
    for (int sum = 0; sum < SUMS; sum++) {
      sums.add(sum, more, sum);
    }

    check(sums);
  }

  @Test
  void withoutATermAreNothing() {
    assertThat(new GroupedSums().value(3)).isZero();
  }
}
