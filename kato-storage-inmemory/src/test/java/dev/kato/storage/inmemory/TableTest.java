package dev.kato.storage.inmemory;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TableTest {

  private final Table<Integer, String> table = new Table<>();

  @Test
  void theRoomOfManyEntriesIsGivenBackWhenFewAreLeft() {
    fill(100_000);
    assertThat(table.room()).isEqualTo(100_000);
    for (int i = 0; i < 100_000 - 3; i++) {
      assertThat(table.remove(i)).isEqualTo("value " + i);
    }
    assertThat(table.room()).isLessThanOrEqualTo(1024);
    assertThat(table.values())
        .containsExactlyInAnyOrder("value 99997", "value 99998", "value 99999");

    fill(100_000);
    table.removeIf(value -> !value.endsWith("12345"));
    assertThat(table.room()).isEqualTo(1);
    assertThat(table.get(12345)).isEqualTo("value 12345");

    fill(100_000);
    table.clear();
    assertThat(table.room()).isZero();
  }

  private void fill(int entries) {
    for (int i = 0; i < entries; i++) {
      table.put(i, "value " + i);
    }
  }
}
