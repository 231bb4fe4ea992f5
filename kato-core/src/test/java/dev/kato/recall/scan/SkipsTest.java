package dev.kato.recall.scan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class SkipsTest {

  private static final int PATTERNS = 10_000;

  @Test
  void noneWhereOneMatchIsEnough() {
    Skips skips = skips(1, 10, 100_000);
    assertThat(skips.choose(3, 0, PATTERNS, 1)).isZero();
    assertThat(skips.choose(3, 1, PATTERNS, 1)).isZero();
  }

  /** With two matches needed, what is in the longest list only is no member. */
  @Test
  void theLongestListIfFewPatternsAreInOthers() {
    assertThat(skips(1, 10, 9_000).choose(3, 2, PATTERNS, 1)).isEqualTo(1);
  }

  @Test
  void asManyAsLeaveOneMatchForTheRest() {
    assertThat(skips(1, 9_000, 9_000, 9_000).choose(4, 4, PATTERNS, 1)).isEqualTo(3);
    assertThat(skips(1, 10, 9_000, 9_000).choose(4, 3, PATTERNS, 1)).isEqualTo(2);
  }

  @Test
  void neverAllLists() {
    assertThat(skips(5, 5).choose(2, 9, PATTERNS, 1)).isLessThan(2);
    assertThat(skips(5).choose(1, 9, PATTERNS, 1)).isZero();
    assertThat(skips().choose(0, 9, PATTERNS, 1)).isZero();
  }

  /** To read half of the patterns costs more than to go through all lists. */
  @Test
  void noneIfMostPatternsWouldHaveToBeRead() {
    assertThat(skips(5_000, 5_100).choose(2, 2, PATTERNS, 1)).isZero();
  }

  /** A list of a symbol that the state has three times may hold three of four matches. */
  @Test
  void aListCountsForAsManyMatchesAsTheStateHasOfItsSymbol() {
    int[] sizes = {1, 10, 9_000};
    assertThat(new Skips(sizes, new int[] {1, 1, 1}).choose(3, 4, PATTERNS, 1)).isEqualTo(2);
    assertThat(new Skips(sizes, new int[] {1, 1, 3}).choose(3, 4, PATTERNS, 1)).isEqualTo(1);
    assertThat(new Skips(sizes, new int[] {1, 1, 4}).choose(3, 4, PATTERNS, 1)).isZero();
  }

  /** To read all of a few patterns costs less than long lists, of which they may have little. */
  @Test
  void dependsOnHowManyPatternsThereAreAndOnTheirShareOfTheLists() {
    assertThat(skips(200, 1_000).choose(2, 2, PATTERNS, 1)).isZero();
    assertThat(skips(200, 1_000).choose(2, 2, 10, 1)).isEqualTo(1);
    assertThat(skips(200, 1_000).choose(2, 2, 10, 0.001)).isZero();
  }

  @Test
  void staysAsItWasInTheFirstPart() {
    int[] sizes = {1, 10, 9_000};
    Skips skips = new Skips(sizes, new int[] {1, 1, 1});
    assertThat(skips.choose(3, 2, PATTERNS, 1)).isEqualTo(1);
    sizes[1] = 9_000;
    assertThat(skips.choose(3, 2, PATTERNS, 1)).isEqualTo(1);
    assertThat(skips.choose(3, 3, PATTERNS, 1)).isEqualTo(2);
  }

  @Test
  void isChosenAnewWhereVeryManyMatchesAreNeeded() {
    int[] sizes = {1, 9_000};
    Skips skips = new Skips(sizes, new int[] {100, 1});
    assertThat(skips.choose(2, 40, PATTERNS, 1)).isEqualTo(1);
    assertThat(skips.choose(1, 40, PATTERNS, 1)).isZero();
  }

  private static Skips skips(int... sizes) {
    int[] once = new int[sizes.length];
    Arrays.fill(once, 1);
    return new Skips(sizes, once);
  }
}
