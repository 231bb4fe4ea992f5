package dev.kato.recall.scan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kato.recall.align.Pair;
import dev.kato.recall.index.Posting;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Pairs come out as they were put in, window after window. */
class PairWindowTest {

  private final SplittableRandom random = new SplittableRandom(13);
  private final PairWindow window = new PairWindow();

  /** By pattern and in order, the pairs that were collected, as the window packs them. */
  private List<List<Integer>> collect(int first, int patterns, boolean dense) {
    List<List<Integer>> pairs = new ArrayList<>();
    for (int i = 0; i < patterns; i++) {
      pairs.add(new ArrayList<>());
    }
    window.begin(first);
    for (int state = 0; state < Pair.POSITIONS; state += 1 + random.nextInt(8)) {
      List<Integer> postings = new ArrayList<>();
      for (int pattern = 0; pattern < patterns; pattern++) {
        for (int times = random.nextInt(4) - 1; times > 0; times--) {
          int position = random.nextInt(Pair.POSITIONS);
          postings.add(Posting.of(first + pattern, position));
          pairs.get(pattern).add(Pair.of(position, state));
        }
      }
      int[] array = postings.stream().mapToInt(posting -> posting).toArray();
      if (dense) {
        window.collect(array, 0, array.length, state);
      } else {
        window.collectFew(array, 0, array.length, state);
      }
    }
    return pairs;
  }

  private void clear(int patterns, boolean dense) {
    if (dense) {
      window.clearAll(patterns);
    } else {
      window.clearFew();
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void sortsPatternsByHowManyPairsTheyHave(boolean dense) {
    for (int first = 0; first < 50_000; first += 501) {
      int patterns = 1 + random.nextInt(500);
      List<List<Integer>> pairs = collect(first, patterns, dense);
      if (dense) {
        window.sortAll(patterns);
      } else {
        window.sortFew();
      }

      int sorted = 0;
      for (int kind = 0; kind <= PairWindow.MANY; kind++) {
        for (int i = 0; i < window.count(kind); i++) {
          List<Integer> expected = pairs.get(window.pattern(kind, i) - first);
          assertThat(Math.min(expected.size(), PairWindow.MANY)).isEqualTo(kind);
          if (kind < PairWindow.MANY) {
            assertThat(window.pairs(kind, i)).isEqualTo(packed(expected));
          }
          sorted++;
        }
      }
      long touched = pairs.stream().filter(own -> dense || !own.isEmpty()).count();
      assertThat(sorted).isEqualTo((int) touched);
      clear(patterns, dense);
    }
  }

  private static long packed(List<Integer> pairs) {
    long packed = 1;
    for (int pair : pairs) {
      packed = Pair.append(packed, pair);
    }
    return packed;
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void choosesPatternsThatHaveEnoughPairs(boolean dense) {
    for (int least = 1; least <= PairWindow.MOST; least++) {
      int patterns = 400;
      List<List<Integer>> pairs = collect(7, patterns, dense);
      window.choose(dense, patterns, least);

      List<Integer> chosen = new ArrayList<>();
      for (int i = 0; i < window.count(PairWindow.MANY); i++) {
        chosen.add(window.pattern(PairWindow.MANY, i) - 7);
      }
      List<Integer> expected = new ArrayList<>();
      for (int pattern = 0; pattern < patterns; pattern++) {
        if (pairs.get(pattern).size() >= least) {
          expected.add(pattern);
        }
      }
      assertThat(chosen).containsExactlyInAnyOrderElementsOf(expected);
      clear(patterns, dense);
    }
  }

  @Test
  void choosesOnlyPatternsThatHaveEnoughOfManyPairs() {
    PairWindow window = new PairWindow();
    window.begin(0);
    for (int state = 0; state < 8; state++) {
      int[] postings = {Posting.of(0, 0), Posting.of(1, 0)};
      window.collect(postings, 0, state < 1 ? 2 : 1, state);
    }

    window.choose(true, 2, 7);

    assertThat(window.count(PairWindow.MANY)).isEqualTo(1);
    assertThat(window.pattern(PairWindow.MANY, 0)).isZero();
  }
}
