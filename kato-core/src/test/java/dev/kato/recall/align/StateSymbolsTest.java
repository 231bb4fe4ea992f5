package dev.kato.recall.align;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class StateSymbolsTest {

  @Test
  void tellsAllPlacesOfASymbolInOrder() {
    StateSymbols stateSymbols = new StateSymbols(new int[] {5, 7, -1, 5, 7, 5});

    assertThat(places(stateSymbols, 5)).containsExactly(0, 3, 5);
    assertThat(places(stateSymbols, 7)).containsExactly(1, 4);
    assertThat(stateSymbols.multiplicity(0)).isEqualTo(3);
    assertThat(stateSymbols.occurrences()).isEqualTo(5);
    assertThat(stateSymbols.has(-1)).isFalse();
  }

  /** Minutes if each symbol were appended by going through all equal ones. */
  @Test
  @Timeout(60)
  void takesManyEqualSymbols() {
    int length = 1_000_000;

    assertThat(places(new StateSymbols(new int[length]), 0))
        .isEqualTo(IntStream.range(0, length).toArray());
  }

  private static int[] places(StateSymbols stateSymbols, int symbol) {
    return IntStream.iterate(stateSymbols.position(symbol), at -> at >= 0, stateSymbols::again)
        .toArray();
  }
}
