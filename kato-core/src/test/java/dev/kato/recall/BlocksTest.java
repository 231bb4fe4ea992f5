package dev.kato.recall;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Blocks taken level by level are those that are found one by one. */
class BlocksTest {

  private static final int TIMES = Boolean.getBoolean("kato.extended") ? 100 : 1;

  private static final LevelMatcher.Rest NOBODY =
      new LevelMatcher.Rest() {
        @Override
        public boolean wants(int patternFrom, int patternTo, int stateFrom, int stateTo) {
          return false;
        }

        @Override
        public void match(int patternFrom, int patternTo, int stateFrom, int stateTo) {
          throw new AssertionError("not wanted");
        }
      };

  private final SplittableRandom random = new SplittableRandom(11);

  @ParameterizedTest(name = "{0} distinct symbols, up to {1} of them")
  @CsvSource({"1, 12", "2, 7", "3, 5"})
  void ofAllShortTexts(int distinct, int longest) {
    List<int[]> texts = new ArrayList<>();
    texts.add(new int[0]);
    for (int i = 0; texts.get(i).length < longest; i++) {
      for (int symbol = 0; symbol < distinct; symbol++) {
        int[] longer = Arrays.copyOf(texts.get(i), texts.get(i).length + 1);
        longer[longer.length - 1] = symbol;
        texts.add(longer);
      }
    }
    for (int[] pattern : texts) {
      for (int[] state : texts) {
        check(pattern, state);
      }
    }
  }

  @ParameterizedTest(name = "{0} distinct symbols")
  @ValueSource(ints = {1, 2, 3, 4, 8, 40})
  void ofRandomTexts(int distinct) {
    for (int i = 0; i < 4_000 * TIMES; i++) {
      check(
          random.ints(random.nextInt(40), 0, distinct).toArray(),
          random.ints(random.nextInt(40), 0, distinct).toArray());
    }
    for (int i = 0; i < 20 * TIMES; i++) {
      check(
          random.ints(100 + random.nextInt(100), 0, distinct).toArray(),
          random.ints(100 + random.nextInt(100), 0, distinct).toArray());
    }
  }

  @Test
  void ofPeriodicTexts() {
    for (int i = 0; i < 4_000 * TIMES; i++) {
      check(periodic(random.nextInt(60)), periodic(random.nextInt(60)));
    }
    for (int i = 0; i < 40 * TIMES; i++) {
      check(periodic(300), periodic(300));
    }
  }

  /** Pieces of one text in another, some of them longer than others: levels within levels. */
  @Test
  void ofTextsWithPiecesInCommon() {
    for (int i = 0; i < 2_000 * TIMES; i++) {
      int distinct = 2 + random.nextInt(5);
      int[] pattern = random.ints(20 + random.nextInt(100), 0, distinct).toArray();
      int[] state = random.ints(20 + random.nextInt(100), 0, distinct + 3).toArray();
      for (int pieces = random.nextInt(12); pieces > 0; pieces--) {
        int size = random.nextInt(1 + Math.min(18, Math.min(pattern.length, state.length)));
        System.arraycopy(
            pattern,
            random.nextInt(1 + pattern.length - size),
            state,
            random.nextInt(1 + state.length - size),
            size);
      }
      check(pattern, state);
    }
  }

  /** Each would take the search for one block after the other minutes and more. */
  @Timeout(120)
  @ParameterizedTest
  @ValueSource(ints = {400_000})
  void ofLongMonotonousTexts(int length) {
    int[] equal = new int[length];
    assertThat(align(equal, equal)).isEqualTo(List.of(length, 1, 0, length - 1));

    int[] pairs = text(length, i -> i % 2);
    int[] triples = text(length / 3 * 3, i -> i % 3 / 2);
    // Of each triple but the first two symbols, the run is b a or a b a.
    assertThat(align(pairs, triples).get(0)).isEqualTo(expectedOfPairsAndTriples(length));

    int[] someEqual = text(length, i -> i % 2 == 0 ? 0 : i);
    int[] othersEqual = text(length, i -> i % 2 == 0 ? 0 : -i);
    assertThat(align(someEqual, othersEqual))
        .isEqualTo(List.of(length / 2, length / 2, 0, length - 2));
  }

  private int expectedOfPairsAndTriples(int length) {
    throw new UnsupportedOperationException("" + length);
  }

  private static int[] text(int length, IntUnaryOperator symbols) {
    return IntStream.range(0, length).map(symbols).toArray();
  }

  private static List<Integer> align(int[] pattern, int[] state) {
    BlockMatcher matcher = new BlockMatcher();
    matcher.align(pattern, state);
    return List.of(matcher.matches(), matcher.blocks(), matcher.first(), matcher.last());
  }

  /** Of a period of a few symbols, here and there with another one. */
  private int[] periodic(int length) {
    int period = 1 + random.nextInt(5);
    int[] symbols = random.ints(period, 0, 3).toArray();
    int[] text = text(length, i -> symbols[i % period]);
    for (int i = random.nextInt(4); i > 0 && length > 0; i--) {
      text[random.nextInt(length)] = random.nextInt(4);
    }
    return text;
  }

  private static void check(int[] pattern, int[] state) {
    int[] expected = new int[pattern.length];
    Arrays.fill(expected, -1);
    List<int[]> pairs = new ArrayList<>();
    BruteForceOracle.match(
        IntStream.of(pattern).boxed().toList(),
        0,
        pattern.length,
        IntStream.of(state).boxed().toList(),
        0,
        state.length,
        pairs);
    pairs.forEach(pair -> expected[pair[0]] = pair[1]);
    int[] actual = new int[pattern.length];
    Arrays.fill(actual, -1);
    new LevelMatcher(pattern, 0, pattern.length, state, actual, NOBODY).match();
    if (!Arrays.equals(actual, expected)) {
      throw new AssertionError(Arrays.toString(pattern) + " and " + Arrays.toString(state));
    }
    BlockMatcher matcher = new BlockMatcher();
    int[] shifted = new int[pattern.length + 1];
    System.arraycopy(pattern, 0, shifted, 1, pattern.length);
    matcher.align(shifted, 1, pattern.length, state);
    Alignment result = matcher.result(pattern.length);
    assertThat(result.inPattern()).isEqualTo(pairs.stream().mapToInt(pair -> pair[0]).toArray());
    assertThat(result.inState()).isEqualTo(pairs.stream().mapToInt(pair -> pair[1]).toArray());
  }
}
