package dev.kato.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EmotivesTest {

  private static final double MOST = 1e100;
  private static final double MOST_SUM = Math.pow(2, 63) * MOST;

  @Nested
  class OfAnOlderVersion {

    @ParameterizedTest
    @CsvSource({
      "NaN, 0",
      "Infinity, 1e100",
      "-Infinity, -1e100",
      "1.7e308, 1e100",
      "-1.0000000000000001e100, -1e100"
    })
    void countAsTheNearestThatIsAllowed(double kept, double counted) {
      assertThat(Emotives.clamped(kept)).isEqualTo(counted);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.0, -0.0, 0.5, -1e100, 1e100, Double.MIN_VALUE})
    void countAsTheyAreWhenTheyAreAllowed(double value) {
      assertThat(Emotives.clamped(value)).isEqualTo(value);
    }

    @Test
    void areTheVeryMapWhenAllAreAllowed() {
      Map<String, Double> emotives = new HashMap<>(Map.of("joy", MOST, "fear", -0.5));

      assertThat(Emotives.clamped(emotives)).isSameAs(emotives);
    }

    @Test
    void keepTheirNamesAndTheValuesThatAreAllowed() {
      Map<String, Double> emotives = Map.of("joy", 2 * MOST, "fear", Double.NaN, "calm", 0.5);

      assertThat(Emotives.clamped(emotives))
          .containsExactly(Map.entry("calm", 0.5), Map.entry("fear", 0.0), Map.entry("joy", MOST));
    }
  }

  @Nested
  class OfAPatternOfAnOlderVersion {

    @Test
    void areClampedInWindowAndSumsEachToItsOwnBound() {
      Pattern poisoned =
          pattern(
              List.of(Map.of("joy", 1.7e308, "fear", 0.5), Map.of("joy", Double.NaN)),
              Map.of("joy", Double.POSITIVE_INFINITY, "fear", Double.NaN, "calm", -1e300));

      Pattern counted = poisoned.clamped();

      assertThat(counted)
          .isEqualTo(
              pattern(
                  List.of(Map.of("joy", MOST, "fear", 0.5), Map.of("joy", 0.0)),
                  Map.of("joy", MOST_SUM, "fear", 0.0, "calm", -MOST_SUM)));
      assertThat(counted.clamped()).isSameAs(counted);
    }

    @Test
    void areLeftAloneWhenAllAreAllowed() {
      Pattern sound =
          pattern(
              List.of(Map.of("joy", MOST, "fear", -0.0), Map.of()),
              Map.of("joy", MOST_SUM, "fear", -MOST_SUM));

      assertThat(sound.clamped()).isSameAs(sound);
    }

    @Test
    void areFoundInTheWindowAlone() {
      assertThat(pattern(List.of(Map.of("joy", 2 * MOST)), Map.of()).clamped().emotives())
          .containsExactly(Map.of("joy", MOST));
    }

    @Test
    void addUpWithoutOverflow() {
      assertThat(MOST_SUM * Pattern.MAX_FREQUENCY).isFinite();
    }

    private static Pattern pattern(
        List<Map<String, Double>> emotives, Map<String, Double> affinity) {
      List<Event> events = List.of(Event.of("a", "b"));
      return new Pattern(PatternName.of(events), events, 2, emotives, Map.of(), affinity);
    }
  }
}
