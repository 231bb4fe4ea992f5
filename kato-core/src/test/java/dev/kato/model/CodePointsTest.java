package dev.kato.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class CodePointsTest {

  @Test
  void charactersBeyondTheBasicPlaneSortLast() {
    assertThat(CodePoints.sorted(List.of("\uD83D\uDE00", "\uFF21", "b", "a", "\uE000", "")))
        .containsExactly("", "a", "b", "\uE000", "\uFF21", "\uD83D\uDE00");
  }

  @Test
  void aPrefixSortsFirst() {
    assertThat(CodePoints.compare("ab", "abc")).isNegative();
    assertThat(CodePoints.compare("abc", "ab")).isPositive();
    assertThat(CodePoints.compare("ab", "ab")).isZero();
  }

  @Test
  void theOrderIsThatOfTheCodePoints() {
    SplittableRandom random = new SplittableRandom(7);
    Comparator<String> byCodePoints =
        (a, b) -> Arrays.compare(a.codePoints().toArray(), b.codePoints().toArray());
    for (int i = 0; i < 20_000; i++) {
      String a = text(random);
      String b = text(random);
      assertThat(Integer.signum(CodePoints.compare(a, b)))
          .as("%s and %s", a, b)
          .isEqualTo(Integer.signum(byCodePoints.compare(a, b)));
    }
  }

  private static String text(SplittableRandom random) {
    int[] choices = {'a', 'b', 0xD7FF, 0xE000, 0xFFFF, 0x10000, 0x1F600, 0x10FFFF};
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(4); i > 0; i--) {
      text.appendCodePoint(choices[random.nextInt(choices.length)]);
    }
    return text.toString();
  }

  @Test
  void loneSurrogatesAreNotWellFormed() {
    assertThat(CodePoints.isWellFormed("a\uD83D\uDE00")).isTrue();
    assertThat(CodePoints.isWellFormed("\uD83D")).isFalse();
    assertThat(CodePoints.isWellFormed("\uDE00\uD83D")).isFalse();
    assertThat(CodePoints.isWellFormed("\uD83Da")).isFalse();
  }
}
