package dev.kato.recall.index;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kato.recall.symbols.SymbolDirectory;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Where symbols occur, and how that is found. */
class PostingsTest {

  private final SplittableRandom random = new SplittableRandom(11);

  /** Patterns of these lengths, each so often, with any symbols below {@code distinct}. */
  private static int[] starts(int times, int... lengths) {
    int[] starts = new int[1 + times * lengths.length];
    for (int i = 1; i < starts.length; i++) {
      starts[i] = starts[i - 1] + lengths[(i - 1) / times];
    }
    return starts;
  }

  /** Few occurrences are sorted, many counted. */
  @ParameterizedTest
  @ValueSource(ints = {3, 900})
  void holdEveryOccurrenceBySymbolInOrder(int times) {
    int[] starts = starts(times, 2, 3, 7);
    int count = 3 * times;
    int[] flat = random.ints(starts[count], 0, 100).map(symbol -> symbol * 3).toArray();

    Postings postings = Postings.of(count, starts, flat, 300);

    for (int symbol = 0; symbol < 320; symbol++) {
      int wanted = symbol;
      int[] expected =
          IntStream.range(0, count)
              .flatMap(
                  pattern ->
                      IntStream.range(starts[pattern], starts[pattern + 1])
                          .filter(i -> flat[i] == wanted)
                          .map(i -> Posting.of(pattern, i - starts[pattern])))
              .toArray();
      int index = postings.indexOf(symbol);
      assertThat(index >= 0).as("symbol %s occurs", symbol).isEqualTo(expected.length > 0);
      if (index >= 0) {
        assertThat(Arrays.copyOfRange(postings.array(), postings.from(index), postings.to(index)))
            .isEqualTo(expected);
      }
    }
    assertThat(postings.lengths()).containsExactly(2, 3, 7);
    assertThat(postings.firstOfLength()).containsExactly(0, times, 2 * times, count);
  }

  @Test
  void areSoughtByPatternFromAnywhere() {
    int count = 60;
    int[] starts = starts(count, 4);
    int[] flat = random.ints(starts[count], 0, 3).toArray();
    Postings postings = Postings.of(count, starts, flat, 3);

    for (int index = 0; index < 3; index++) {
      for (int from = postings.from(index); from <= postings.to(index); from++) {
        for (int to = from; to <= postings.to(index); to++) {
          for (int pattern : new int[] {0, 1, 7, 30, 31, 59, 60, Posting.MOST_PATTERNS}) {
            int expected = from;
            while (expected < to && Posting.pattern(postings.array()[expected]) < pattern) {
              expected++;
            }
            if (postings.seek(from, to, pattern) != expected) {
              assertThat(postings.seek(from, to, pattern))
                  .as("pattern %s from %s to %s", pattern, from, to)
                  .isEqualTo(expected);
            }
          }
        }
      }
    }
  }

  /** Sorted arrays and bitmaps, and the sizes at which one gives way to the other. */
  @ParameterizedTest
  @CsvSource({
    "0, 100",
    "1, 1",
    "1, 15",
    "1, 16",
    "1, 33",
    "1, 100",
    "10, 100",
    "100, 100",
    "100, 1599",
    "100, 1600",
    "100, 1700",
    "100, 5000",
    "33, 64"
  })
  void aDirectoryNumbersSymbols(int count, int ids) {
    int[] symbols = random.ints(0, ids).distinct().limit(count).sorted().toArray();
    if (count > 0) {
      symbols[count - 1] = ids - 1;
    }

    SymbolDirectory directory = SymbolDirectory.of(symbols);

    for (int symbol = 0; symbol < ids + 70; symbol++) {
      int expected = Arrays.binarySearch(symbols, symbol);
      if (expected >= 0) {
        assertThat(directory.indexOf(symbol)).isEqualTo(expected);
      } else {
        assertThat(directory.indexOf(symbol)).isNegative();
      }
    }
  }
}
