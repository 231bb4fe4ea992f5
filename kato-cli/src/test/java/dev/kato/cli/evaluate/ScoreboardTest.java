package dev.kato.cli.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kato.cli.evaluate.Scoreboard.Listed;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class ScoreboardTest {

  private static final Listed HALF_AND_QUARTER =
      new Listed(List.of("a", Listed.END), new double[] {0.5, 0.25});

  private final Scoreboard scoreboard = new Scoreboard();

  @Test
  void theFirstPlaceIsRightAndItsProbabilityIsBits() {
    scoreboard.count(HALF_AND_QUARTER, List.of("a"));
    scoreboard.count(HALF_AND_QUARTER, List.of(Listed.END));

    assertThat(scoreboard.right()).isEqualTo(1);
    assertThat(scoreboard.steps()).isEqualTo(2);
    assertThat(scoreboard.bitsPerOutcome()).isEqualTo((1 + 2) / 2.0);
    assertThat(scoreboard.table()).contains("50.00 %", "100.00 %", "0.7500");
  }

  @Test
  void whatIsNotListedSharesTheRestWithAllThatWasSeenAndOneMore() {
    scoreboard.see(List.of("a", "b", "c", "d"));

    scoreboard.count(HALF_AND_QUARTER, List.of("d"));

    assertThat(scoreboard.bitsPerOutcome()).isCloseTo(4, Offset.offset(1e-12));
    assertThat(scoreboard.right()).isZero();
  }

  @Test
  void aLineIsSymbolsOrJson() {
    assertThat(Sequences.parse(1, " a  b\tc ")).hasToString("[[a], [b], [c]]");
    assertThat(Sequences.parse(1, "[\"a\",[\"b\",\"c\",\"b\"]]")).hasToString("[[a], [b, c]]");
    assertThat(Sequences.parse(1, "  ")).isEmpty();
  }

  @Test
  void aLineThatIsNeitherIsNamed() {
    for (String wrong : List.of("[1]", "[[]]", "[", "[[\"a\",null]]")) {
      assertThatThrownBy(() -> Sequences.parse(7, wrong))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageStartingWith("line 7: ");
    }
  }
}
