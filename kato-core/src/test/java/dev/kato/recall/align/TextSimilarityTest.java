package dev.kato.recall.align;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kato.model.TimeLimitException;
import dev.kato.recall.base.Budget;
import java.time.Duration;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The longest common subsequence is that of the table that everyone learns. */
@Timeout(value = 1, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class TextSimilarityTest {

  private final SplittableRandom random = new SplittableRandom(29);

  private static int naive(int[] a, int[] b) {
    int[] above = new int[b.length + 1];
    for (int symbol : a) {
      int diagonal = 0;
      for (int j = 0; j < b.length; j++) {
        int old = above[j + 1];
        above[j + 1] = symbol == b[j] ? diagonal + 1 : Math.max(old, above[j]);
        diagonal = old;
      }
    }
    return above[b.length];
  }

  private int[] text(int length, int alphabet, int first) {
    return random.ints(length, first, first + alphabet).toArray();
  }

  /** Some of the first, changed here and there. */
  private int[] edited(int[] text, int alphabet, int first) {
    return Arrays.stream(text)
        .flatMap(
            point ->
                switch (random.nextInt(12)) {
                  case 0 -> IntStream.empty();
                  case 1 -> IntStream.of(point, first + random.nextInt(alphabet));
                  case 2 -> IntStream.of(first + random.nextInt(alphabet));
                  default -> IntStream.of(point);
                })
        .toArray();
  }

  @ParameterizedTest(name = "{0} code points from {1} on, texts of up to {2}")
  @CsvSource({
    "1, 97, 200",
    "2, 97, 200",
    "3, 254, 300",
    "26, 97, 700",
    "300, 200, 700",
    "40000, 65000, 700",
    "90, 97, 2100",
    "2, 97, 2100"
  })
  void isTheLengthOfTheLongestCommonSubsequence(int alphabet, int first, int longest) {
    for (int round = 0; round < 150; round++) {
      int[] prepared = text(random.nextInt(longest), alphabet, first);
      TextSimilarity similarity = new TextSimilarity(prepared);
      for (int i = 0; i < 3; i++) {
        int[] other =
            switch (i) {
              case 0 -> text(random.nextInt(longest), alphabet, first);
              case 1 -> edited(prepared, alphabet, first);
              default ->
                  IntStream.range(0, prepared.length)
                      .map(j -> prepared[prepared.length - 1 - j])
                      .toArray();
            };

        int common = naive(prepared, other);
        assertThat(similarity.common(other, Budget.unlimited())).isEqualTo(common);
        assertThat(similarity.mostCommon(other, Budget.unlimited()))
            .isBetween(common, Math.min(prepared.length, other.length));
      }
    }
  }

  @Test
  void countsWhatBothHaveInAnyOrderAsABound() {
    TextSimilarity similarity = new TextSimilarity("aab\uD83D\uDE00c");

    assertThat(
            similarity.mostCommon(
                "caaa\uD83D\uDE00\uD83D\uDE00".codePoints().toArray(), Budget.unlimited()))
        .isEqualTo(4);
    assertThat(similarity.length()).isEqualTo(5);
    assertThat(similarity.has('b')).isTrue();
    assertThat(similarity.has('d')).isFalse();
  }

  @Test
  void ofEmptyTextsIsOne() {
    assertThat(new TextSimilarity("").similarity(new int[0], Budget.unlimited())).isOne();
    assertThat(new TextSimilarity("").similarity(new int[] {'a'}, Budget.unlimited())).isZero();
  }

  /** A row of bits for each would take some 20 GB. */
  @Test
  void ofManyDifferentCodePointsTakesLittleMemoryAndTime() {
    int[] all = IntStream.range(0x10000, 0x10000 + 400_000).toArray();
    TextSimilarity similarity = new TextSimilarity(all);
    int[] swapped = all.clone();
    for (int i = 0; i + 1 < swapped.length; i += 2) {
      swapped[i] = all[i + 1];
      swapped[i + 1] = all[i];
    }

    assertThat(similarity.common(swapped, Budget.unlimited())).isEqualTo(200_000);
  }

  @Test
  void ofTextsThatBeginAndEndAlikeCostsOnlyWhatLiesBetween() {
    int[] text = text(900_000, 26, 97);
    int[] other = text.clone();
    other[450_000] = 'X';
    other[450_070] = 'Y';

    assertThat(new TextSimilarity(text).common(other, Budget.unlimited())).isEqualTo(899_998);
  }

  @Test
  void endsAtTheDeadline() {
    int[] text = text(300_000, 26, 97);
    AtomicLong now = new AtomicLong();
    Budget budget = Budget.of(Duration.ofNanos(100), now::getAndIncrement);

    assertThatThrownBy(() -> new TextSimilarity(text).common(text(300_000, 26, 97), budget))
        .isInstanceOf(TimeLimitException.class);
  }
}
