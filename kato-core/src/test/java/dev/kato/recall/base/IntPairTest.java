package dev.kato.recall.base;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

/** What is packed into a number comes out again, up to the last value that fits. */
class IntPairTest {

  private static final int[] INTS = {0, 1, 77, Integer.MAX_VALUE - 1, Integer.MAX_VALUE};

  @Test
  void twoInts() {
    for (int first : INTS) {
      for (int second : INTS) {
        long pair = IntPair.of(first, second);

        assertThat(IntPair.first(pair)).isEqualTo(first);
        assertThat(IntPair.second(pair)).isEqualTo(second);
      }
    }
    assertThatThrownBy(() -> IntPair.of(1, -1)).isInstanceOf(AssertionError.class);
  }
}
