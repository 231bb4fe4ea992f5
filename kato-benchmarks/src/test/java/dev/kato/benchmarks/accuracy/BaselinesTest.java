package dev.kato.benchmarks.accuracy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BaselinesTest {

  private static final List<List<String>> LEARNED =
      List.of(List.of("a", "b"), List.of("a", "b"), List.of("a", "c"), List.of("c", "a"));

  private static Question after(boolean endCounts, String... context) {
    return new Question(List.of(context), List.of("b"), endCounts);
  }

  /** After a: b twice, c and the end once, so 3 of 7 go to what is left, which is a alone. */
  @Test
  void longerContextsLeaveToShorterOnesWhatMethodCHasThemLeave() {
    Map<String, Double> distribution = new Ppm(LEARNED).distribution(List.of("a"));

    assertThat(distribution).hasSize(4);
    assertThat(distribution.get("b")).isCloseTo(2.0 / 7, within(1e-12));
    assertThat(distribution.get("c")).isCloseTo(1.0 / 7, within(1e-12));
    assertThat(distribution.get(Trial.END)).isCloseTo(1.0 / 7, within(1e-12));
    assertThat(distribution.get("a")).isCloseTo(3.0 / 7, within(1e-12));
  }

  @Test
  void whatIsUnknownLeavesAllToWhatIsShorter() {
    Ppm model = new Ppm(LEARNED);

    assertThat(model.distribution(List.of("x", "a"))).isEqualTo(model.distribution(List.of("a")));
    assertThat(model.distribution(List.of("x")).values().stream().mapToDouble(p -> p).sum())
        .isCloseTo(1, within(1e-12));
  }

  @Test
  void theMostFrequentFollowerComesFirst() {
    Followers followers = new Followers(LEARNED);

    assertThat(followers.ranking(after(false, "a"), 3)).containsExactly("b", "c", "a");
    assertThat(followers.ranking(after(true, "x"), 2)).containsExactly(Trial.END, "a");
  }

  @Test
  void aFoldIsAskedForItsLastSymbolsAndTheOthersAreLearned() {
    List<List<String>> sequences = new ArrayList<>();
    for (int i = 0; i < 29; i++) {
      sequences.add(List.of("x", "y" + i, "z" + i));
    }
    List<Trial> trials = Trial.folds(sequences, 1, 1);

    assertThat(trials).hasSize(11);
    assertThat(trials.get(0).learned()).hasSize(27).doesNotContainSequence(sequences.subList(6, 8));
    assertThat(trials.get(0).questions())
        .containsExactly(
            new Question(List.of("y6"), List.of("z6"), false),
            new Question(List.of("y7"), List.of("z7"), false));
    assertThat(trials.get(0).steps()).hasSize(6);
    assertThat(trials.get(10).questions()).hasSize(3);
  }

  @Test
  void theLastThirdIsAskedFromTheSecondSymbolOnAndForTheEnd() {
    List<String> last = List.of("a", "b", "c");
    Trial trial = Trial.lastThird(List.of(List.of("a"), List.of("b"), last)).get(0);

    assertThat(trial.learned()).containsExactly(List.of("a"), List.of("b"));
    assertThat(trial.questions())
        .containsExactly(
            new Question(List.of("a", "b"), List.of("c"), true),
            new Question(last, List.of(Trial.END), true));
  }

  @Test
  void ranksCountTheFirstTwentyPlaces() {
    Ranks ranks = new Ranks();
    Question question = after(true, "a");
    ranks.add(question, List.of("b"));
    ranks.add(question, List.of("x", "b"));
    ranks.add(question, List.of("x"));
    ranks.add(question, List.of());

    assertThat(ranks.accuracy()).isEqualTo(25);
    assertThat(ranks.hitRate()).isEqualTo(50);
    assertThat(ranks.reciprocalRank()).isEqualTo(1.5 / 4);
  }
}
