package dev.kato.recall.align;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kato.recall.BruteForceOracle;
import dev.kato.recall.base.Budget;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Blocks taken level by level are those that are found one by one. */
class BlocksTest {

  private static final int TIMES = Boolean.getBoolean("kato.extended") ? 100 : 1;

  private final SplittableRandom random = new SplittableRandom(11);

  /** Goes level by level to the end, however small what is left. */
  private final BlockMatcher levels = new BlockMatcher(new RunSearch(0, 0), Budget.unlimited());

  /** Leaves small pieces to the other search. */
  private final BlockMatcher mixed = new BlockMatcher(new RunSearch(30, 2), Budget.unlimited());

  private final BlockMatcher usual = new BlockMatcher(Budget.unlimited());

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

  /** Symbols that only one of the two has, many or few of them between those that both have. */
  @Test
  void ofTextsWithLittleInCommon() {
    for (int i = 0; i < 4_000 * TIMES; i++) {
      int share = 1 + random.nextInt(20);
      IntUnaryOperator symbol = at -> random.nextInt(share) == 0 ? 100 + random.nextInt(4) : at;
      check(
          text(random.nextInt(90), symbol),
          text(random.nextInt(90), at -> 200 + symbol.applyAsInt(at) % 200));
    }
  }

  /** Minutes and more for a search that goes through all that is left for each block. */
  @Nested
  @Timeout(120)
  class OfTextsOfManySymbols {

    private static final int LENGTH = 400_000;

    @Test
    void thatAreAllEqual() {
      assertThat(align(new int[LENGTH], new int[LENGTH]))
          .isEqualTo(List.of(LENGTH, 1, 0, LENGTH - 1));
    }

    /** The run of each block is a b a: four symbols of the one, three of the other; b is left. */
    @Test
    void ofWhichOneGoesAbAndTheOtherAab() {
      int[] pattern = text(LENGTH, at -> at % 2);
      int[] state = text(LENGTH, at -> at % 3 / 2);

      assertThat(align(pattern, state))
          .isEqualTo(List.of(LENGTH / 4 * 3 + 1, LENGTH / 4 + 1, 0, LENGTH - 1));
    }

    @Test
    void ofWhichEverySecondIsEqual() {
      int[] pattern = text(LENGTH, at -> at % 2 == 0 ? 0 : at);
      int[] state = text(LENGTH, at -> at % 2 == 0 ? 0 : LENGTH + at);

      assertThat(align(pattern, state)).isEqualTo(List.of(LENGTH / 2, LENGTH / 2, 0, LENGTH - 2));
    }

    /** Each step takes one block at the edge of all that is left. */
    @Test
    void ofRunsEachShorterThanTheOneBefore() {
      int longest = 800;
      int[] pattern = new int[longest * (longest + 3) / 2];
      int[] state = new int[pattern.length];
      int at = 0;
      for (int length = longest; length > 0; length--) {
        for (int i = 0; i < length; i++) {
          pattern[at] = i % 2;
          state[at++] = i % 2;
        }
        pattern[at] = 2;
        state[at++] = 3;
      }
      assertThat(align(pattern, state).subList(0, 2))
          .isEqualTo(List.of(longest * (longest + 1) / 2, longest));
    }

    private List<Integer> align(int[] pattern, int[] state) {
      usual.align(pattern, state);
      return List.of(usual.matches(), usual.blocks(), usual.first(), usual.last());
    }
  }

  private static int[] text(int length, IntUnaryOperator symbols) {
    return IntStream.range(0, length).map(symbols).toArray();
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

  private void check(int[] pattern, int[] state) {
    List<int[]> pairs = new ArrayList<>();
    BruteForceOracle.match(
        IntStream.of(pattern).boxed().toList(),
        0,
        pattern.length,
        IntStream.of(state).boxed().toList(),
        0,
        state.length,
        pairs);
    int[] inPattern = pairs.stream().mapToInt(pair -> pair[0]).toArray();
    int[] inState = pairs.stream().mapToInt(pair -> pair[1]).toArray();
    int[] shifted = new int[pattern.length + 2];
    System.arraycopy(pattern, 0, shifted, 1, pattern.length);
    for (BlockMatcher matcher : List.of(levels, mixed, usual)) {
      matcher.align(shifted, 1, pattern.length, state);
      Alignment result = matcher.result(pattern.length);
      if (!Arrays.equals(result.inPattern(), inPattern)
          || !Arrays.equals(result.inState(), inState)) {
        throw new AssertionError(Arrays.toString(pattern) + " and " + Arrays.toString(state));
      }
    }
  }
}
