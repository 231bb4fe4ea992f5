package dev.kato.recall.base;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IntCountsTest {

  private final SplittableRandom random = new SplittableRandom(17);
  private final IntCounts counts = new IntCounts();

  /** Used again and again, as the scorer does. */
  @ParameterizedTest
  @ValueSource(ints = {3, 12, 40, 400})
  void countDistinctNumbersInOrderOfFirstOccurrence(int most) {
    for (int round = 0; round < 500; round++) {
      int[] numbers = random.ints(1 + random.nextInt(most), -5, 1 + most / 2).toArray();
      Map<Integer, Integer> expected = new LinkedHashMap<>();
      for (int i = 1; i < numbers.length; i++) {
        expected.merge(numbers[i], 1, Integer::sum);
      }

      counts.clear();
      counts.addAll(numbers, 1, numbers.length);
      assertThat(listed()).isEqualTo(expected);
      assertThat(listed().keySet()).containsExactlyElementsOf(expected.keySet());
      for (int number = -6; number < most; number++) {
        assertThat(counts.countOf(number)).isEqualTo(expected.getOrDefault(number, 0));
      }
      counts.setAll(numbers, 1, numbers.length);
      assertThat(listed()).isEqualTo(expected);
      assertThat(listed().keySet()).containsExactlyElementsOf(expected.keySet());
    }
  }

  private Map<Integer, Integer> listed() {
    Map<Integer, Integer> listed = new LinkedHashMap<>();
    for (int i = 0; i < counts.size(); i++) {
      listed.put(counts.value(i), counts.count(i));
    }
    return listed;
  }
}
