package dev.kato.recall.align;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class LeastSinceTest {

  @Test
  void isTheLeastOfAllThatWereNotedAfterAnIndex() {
    SplittableRandom random = new SplittableRandom(5);
    LeastSince least = new LeastSince(40);
    for (int round = 0; round < 300; round++) {
      int[] numbers = random.ints(1 + random.nextInt(40), 0, 1 + random.nextInt(30)).toArray();
      least.clear();
      for (int last = 0; last < numbers.length; last++) {
        least.note(last, numbers[last]);
        for (int index = -1; index < last; index++) {
          assertThat(least.after(index))
              .isEqualTo(Arrays.stream(numbers, index + 1, last + 1).min().orElseThrow());
        }
      }
    }
  }

  @Test
  void hasRoomForNumbersThatRise() {
    LeastSince least = new LeastSince(3);
    least.note(10, 1);
    least.note(20, 2);
    least.note(30, 3);
    assertThat(least.after(9)).isEqualTo(1);
    assertThat(least.after(10)).isEqualTo(2);
    assertThat(least.after(29)).isEqualTo(3);
  }
}
