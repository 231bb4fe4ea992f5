package dev.kato.recall.align;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

/** What is packed into a number comes out again, up to the last value that fits. */
class PackingTest {

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
