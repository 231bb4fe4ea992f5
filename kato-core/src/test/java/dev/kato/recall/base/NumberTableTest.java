package dev.kato.recall.base;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class NumberTableTest {

  @Test
  void findsNothingWhenEmpty() {
    NumberTable table = new NumberTable(0);
    assertThat(table.number(table.first(7))).isEqualTo(NumberTable.NONE);
  }

  @Test
  void listsAllNumbersOfOneHashInTheOrderInWhichTheyWerePut() {
    NumberTable table = new NumberTable(4);
    table.put(-1, 5);
    table.put(-1, 0);
    table.put(-1, 9);
    assertThat(numbers(table, -1)).containsExactly(5, 0, 9);
  }

  @Test
  void goesOnAtTheBeginningAfterTheLastSlot() {
    NumberTable table = new NumberTable(4);
    int last = table.first(-1);
    table.put(last, 1);
    table.put(last, 2);
    assertThat(table.after(last)).isZero();
    assertThat(table.number(0)).isEqualTo(2);
  }

  /** Else what is not there would be sought for ever. */
  @Test
  void hasFreeSlotsWhenItIsFull() {
    for (int most = 0; most < 100; most++) {
      NumberTable table = new NumberTable(most);
      for (int number = 0; number < most; number++) {
        table.put(0, number);
      }
      assertThat(numbers(table, 0)).hasSize(most);
      assertThat(table.heapBytes()).isBetween(16 + 6L * most, 16 + 4L * Math.max(12 * 4, 4 * most));
    }
  }

  @Test
  void findsWhatWasPutWhateverTheHashes() {
    SplittableRandom random = new SplittableRandom(1);
    for (int round = 0; round < 100; round++) {
      int count = random.nextInt(50);
      NumberTable table = new NumberTable(count);
      int[] hashes = random.ints(count, 0, 1 + random.nextInt(100)).toArray();
      for (int number = 0; number < count; number++) {
        table.put(hashes[number], number);
      }
      for (int number = 0; number < count; number++) {
        assertThat(numbers(table, hashes[number])).contains(number);
      }
    }
  }

  @Test
  void clearedItHasNothing() {
    NumberTable table = new NumberTable(1);
    table.put(3, 0);
    table.clear();
    assertThat(numbers(table, 3)).isEmpty();
    table.put(3, 8);
    assertThat(numbers(table, 3)).containsExactly(8);
  }

  private static List<Integer> numbers(NumberTable table, int hash) {
    List<Integer> numbers = new ArrayList<>();
    int slot = table.first(hash);
    while (table.number(slot) != NumberTable.NONE) {
      numbers.add(table.number(slot));
      slot = table.after(slot);
    }
    return numbers;
  }
}
