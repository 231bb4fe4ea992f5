package dev.kato.recall;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

/** What is packed into a number comes out again, up to the last value that fits. */
class PackingTest {

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

  @Test
  void aPosting() {
    for (int pattern : new int[] {0, 1, Posting.MOST_PATTERNS - 1}) {
      for (int position : new int[] {0, 1, Posting.LONGEST - 1}) {
        int posting = Posting.of(pattern, position);

        assertThat(posting).isNotNegative();
        assertThat(Posting.pattern(posting)).isEqualTo(pattern);
        assertThat(Posting.position(posting)).isEqualTo(position);
      }
    }
    assertThatThrownBy(() -> Posting.of(Posting.MOST_PATTERNS, 0))
        .isInstanceOf(AssertionError.class);
    assertThatThrownBy(() -> Posting.of(0, Posting.LONGEST)).isInstanceOf(AssertionError.class);
  }

  @Test
  void postingsOfPatternsThatDoNotFitAreRefused() {
    int[] tooLong = {0, Posting.LONGEST + 1};

    assertThatThrownBy(() -> Postings.of(1, tooLong, new int[Posting.LONGEST + 1], 1))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aMember() {
    int[] lengths = {0, 1, Posting.LONGEST};
    for (int pattern : INTS) {
      for (int matches : lengths) {
        for (int future : lengths) {
          long member = PackedMember.of(pattern, matches, future);

          assertThat(PackedMember.pattern(member)).isEqualTo(pattern);
          assertThat(PackedMember.matches(member)).isEqualTo(matches);
          assertThat(PackedMember.future(member)).isEqualTo(future);
        }
      }
    }
    assertThat(PackedMember.fits(Posting.LONGEST)).isTrue();
    assertThat(PackedMember.fits(Posting.LONGEST + 1)).isFalse();
    assertThatThrownBy(() -> PackedMember.of(1, 1, Posting.LONGEST + 1))
        .isInstanceOf(AssertionError.class);
  }

  @Test
  void pairsOfPositions() {
    int last = Pair.POSITIONS - 1;
    long pairs = Pair.NONE;
    for (int i = 0; i < Pair.MOST; i++) {
      pairs = Pair.append(pairs, Pair.of(last - i, i == 0 ? last : i));
    }

    assertThat(Pair.count(Long.numberOfLeadingZeros(pairs))).isEqualTo(Pair.MOST);
    for (int i = 0; i < Pair.MOST; i++) {
      int pair = Pair.get(pairs, Pair.MOST, i);
      assertThat(Pair.inPattern(pair)).isEqualTo(last - i);
      assertThat(Pair.inState(pair)).isEqualTo(i == 0 ? last : i);
    }
    long full = pairs;
    assertThatThrownBy(() -> Pair.append(full, 0)).isInstanceOf(AssertionError.class);
    assertThatThrownBy(() -> Pair.of(0, Pair.POSITIONS)).isInstanceOf(AssertionError.class);
  }

  @Test
  void entriesOfACase() {
    long entries = 1;
    for (int i = 0; i < MemoEntry.MOST; i++) {
      entries = MemoEntry.append(entries, i % 3, 31 - i);
    }

    assertThat(MemoEntry.count(entries)).isEqualTo(MemoEntry.MOST);
    for (int i = 0; i < MemoEntry.MOST; i++) {
      int entry = MemoEntry.get(entries, MemoEntry.MOST, i);
      assertThat(MemoEntry.step(entry)).isEqualTo(i % 3);
      assertThat(MemoEntry.place(entry)).isEqualTo(31 - i);
    }
    long full = entries;
    assertThatThrownBy(() -> MemoEntry.append(full, 0, 0)).isInstanceOf(AssertionError.class);
    assertThatThrownBy(() -> MemoEntry.append(1, 3, 0)).isInstanceOf(AssertionError.class);
  }

  @Test
  void theResultOfACase() {
    int result = MemoResult.of(9, 8, 7, 15);

    assertThat(result).isNotNegative();
    assertThat(MemoResult.matches(result)).isEqualTo(9);
    assertThat(MemoResult.blocks(result)).isEqualTo(8);
    assertThat(MemoResult.first(result)).isEqualTo(7);
    assertThat(MemoResult.last(result)).isEqualTo(15);
    assertThatThrownBy(() -> MemoResult.of(16, 0, 0, 0)).isInstanceOf(AssertionError.class);
  }
}
