package dev.kato.recall.scan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kato.recall.index.FutureKey;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class FutureFilterTest {

  private final SplittableRandom random = new SplittableRandom(5);
  private final FutureFilter filter = new FutureFilter();

  private int[] future() {
    return random.ints(1 + random.nextInt(6), 0, 1 << 20).toArray();
  }

  private static char endHash(int[] future) {
    return FutureKey.endHash(future, Math.max(0, future.length - 2), future.length);
  }

  private boolean admits(int[] future) {
    return filter.admits(endHash(future), future.length) && filter.admits(future, 0, future.length);
  }

  @Test
  void admitsWhatWasAddedAndLittleElse() {
    int[][] futures = new int[100][];
    for (int i = 0; i < futures.length; i++) {
      futures[i] = future();
      filter.add(endHash(futures[i]), futures[i], 0, futures[i].length);
    }

    assertThat(List.of(futures)).allMatch(this::admits);
    int others = 0;
    for (int i = 0; i < 10_000; i++) {
      others += admits(future()) ? 1 : 0;
    }
    assertThat(others).isLessThan(100);
  }

  @Test
  void admitsTheSameEventsInAnyOrderOfTheirSymbols() {
    int[] future = {9, 700, 3, 12, 5_000};
    filter.add(endHash(future), future, 0, future.length);

    assertThat(admits(new int[] {700, 3, 9, 5_000, 12})).isTrue();
    assertThat(admits(new int[] {700, 3, 9, 12})).isFalse();
  }

  @Test
  void readsOnlyTheSymbolsOfTheFuture() {
    int[] symbols = {1, 2, 3, 4, 5};
    filter.add(FutureKey.endHash(symbols, 3, 4), symbols, 2, 4);

    assertThat(filter.admits(new int[] {3, 4}, 0, 2)).isTrue();
    assertThat(filter.admits(FutureKey.endHash(new int[] {4}, 0, 1), 2)).isTrue();
  }

  @Test
  void ofNothingIsEmptyAndOfEverythingAdmitsAll() {
    assertThat(filter.isEmpty()).isTrue();
    assertThat(admits(future())).isFalse();
    FutureFilter everything = FutureFilter.everything();
    assertThat(everything.isEmpty()).isFalse();
    for (int i = 0; i < 1_000; i++) {
      int[] future = future();
      assertThat(everything.admits(endHash(future), future.length)).isTrue();
      assertThat(everything.admits(future, 0, future.length)).as(Arrays.toString(future)).isTrue();
    }
  }
}
