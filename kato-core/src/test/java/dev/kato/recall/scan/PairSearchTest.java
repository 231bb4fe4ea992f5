package dev.kato.recall.scan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kato.recall.align.Alignment;
import dev.kato.recall.align.BlockMatcher;
import dev.kato.recall.align.MemoResult;
import dev.kato.recall.align.Pair;
import dev.kato.recall.align.PairMatcher;
import dev.kato.recall.align.PairMemo;
import dev.kato.recall.align.StateSymbols;
import dev.kato.recall.base.Budget;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The searches over pairs find the blocks that the search over symbols finds. */
class PairSearchTest {

  private static final int CASES = Boolean.getBoolean("kato.extended") ? 20_000_000 : 60_000;

  private final SplittableRandom random = new SplittableRandom(7);
  private final BlockMatcher expected = new BlockMatcher(Budget.unlimited());
  private final PairMatcher matcher = new PairMatcher();
  private final PairMemo memo = new PairMemo();
  private int[] pattern = {};
  private int[] state = {};
  private StateSymbols stateSymbols = new StateSymbols(state);

  /** The same state a few times, so that what was kept for it is used, and then is not. */
  private void next(int round) {
    if (round % 20 == 0) {
      int distinct = 1 + random.nextInt(32);
      state =
          random.nextBoolean()
              ? symbols(1 + random.nextInt(32), distinct)
              : distinct(1 + random.nextInt(32));
      stateSymbols = new StateSymbols(state);
      memo.begin();
    }
    pattern = symbols(1 + random.nextInt(32), 4 + random.nextInt(120));
    int copied = random.nextInt(Math.min(4, 1 + Math.min(pattern.length, state.length)));
    System.arraycopy(
        state,
        random.nextInt(1 + state.length - copied),
        pattern,
        random.nextInt(1 + pattern.length - copied),
        copied);
    expected.align(pattern, state);
  }

  private int[] symbols(int length, int distinct) {
    return random.ints(length, 0, distinct).toArray();
  }

  /** The first symbols, in any order. */
  private int[] distinct(int length) {
    int[] symbols = IntStream.range(0, length).toArray();
    for (int i = length - 1; i > 0; i--) {
      int other = random.nextInt(i + 1);
      int symbol = symbols[i];
      symbols[i] = symbols[other];
      symbols[other] = symbol;
    }
    return symbols;
  }

  /** Positions in the pattern whose symbols the state has. */
  private int[] positions() {
    return IntStream.range(0, pattern.length).filter(i -> stateSymbols.has(pattern[i])).toArray();
  }

  @Test
  void ofAllPairs() {
    for (int i = 0; i < CASES; i++) {
      next(i);

      assertThat(matcher.find(pattern, 0, pattern.length, stateSymbols)).isTrue();
      matcher.match();

      Alignment alignment = expected.result(pattern.length);
      if (!Arrays.equals(matcher.result().inPattern(), alignment.inPattern())
          || !Arrays.equals(matcher.result().inState(), alignment.inState())
          || matcher.blocks() != alignment.blocks()) {
        throw new AssertionError(described());
      }
    }
  }

  @Test
  void ofFewPairsInTheOrderOfThePattern() {
    for (int i = 0; i < CASES; i++) {
      next(i);
      int[] positions = positions();
      if (positions.length > 0 && positions.length <= PairMemo.MOST) {
        int[] inState =
            IntStream.of(positions).map(at -> stateSymbols.position(pattern[at])).toArray();
        int pairs = IntStream.of(inState).map(stateSymbols::multiplicity).sum();

        int result = memo.match(positions, inState, positions.length, stateSymbols);

        assertThat(result < 0).isEqualTo(pairs > PairMemo.MOST);
        if (result >= 0) {
          check(result, positions);
        }
      }
    }
  }

  @Test
  void ofFewPairsInTheOrderOfTheState() {
    for (int i = 0; i < CASES; i++) {
      next(i);
      int[] positions =
          IntStream.range(0, state.length)
              .filter(at -> stateSymbols.multiplicity(at) > 0)
              .flatMap(at -> IntStream.of(positions()).filter(in -> pattern[in] == state[at]))
              .toArray();
      if (positions.length > 0 && positions.length <= PairWindow.MOST) {
        long packed = 1;
        int patterns = 0;
        boolean repeated = false;
        for (int position : positions) {
          int inState = stateSymbols.position(pattern[position]);
          packed = Pair.append(packed, Pair.of(position, inState));
          patterns |= 1 << position;
          repeated |= stateSymbols.multiplicity(inState) > 1;
        }
        check(memo.matchOfState(packed, positions.length, patterns, stateSymbols), positions);
        if (!repeated) {
          check(memo.matchByState(packed, positions.length, patterns), positions);
        }
      }
    }
  }

  private void check(int result, int[] positions) {
    if (MemoResult.matches(result) != expected.matches()
        || MemoResult.blocks(result) != expected.blocks()
        || positions[MemoResult.first(result)] != expected.first()
        || positions[MemoResult.last(result)] != expected.last()) {
      throw new AssertionError(described());
    }
  }

  private String described() {
    return Arrays.toString(pattern) + " and " + Arrays.toString(state);
  }
}
