package dev.kato.recall.align;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class SlotsTest {

  @Test
  void tellsAllPlacesOfASymbolInOrder() {
    Slots slots = new Slots(new int[] {5, 7, -1, 5, 7, 5});

    assertThat(places(slots, 5)).containsExactly(0, 3, 5);
    assertThat(places(slots, 7)).containsExactly(1, 4);
    assertThat(slots.multiplicity(0)).isEqualTo(3);
    assertThat(slots.occurrences()).isEqualTo(5);
    assertThat(slots.has(-1)).isFalse();
  }

  /** Minutes if each symbol were appended by going through all equal ones. */
  @Test
  @Timeout(60)
  void takesManyEqualSymbols() {
    int length = 1_000_000;

    assertThat(places(new Slots(new int[length]), 0))
        .isEqualTo(IntStream.range(0, length).toArray());
  }

  private static int[] places(Slots slots, int symbol) {
    return IntStream.iterate(slots.position(symbol), at -> at >= 0, slots::again).toArray();
  }
}
