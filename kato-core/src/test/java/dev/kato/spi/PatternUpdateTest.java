package dev.kato.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kato.model.InvalidInputException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PatternUpdateTest {

  @ParameterizedTest
  @ValueSource(doubles = {1.0000000000000002e100, -1.7e308, Double.NaN, Double.NEGATIVE_INFINITY})
  void refusesEmotivesWhoseSumsCouldOverflowNamingEntryAndEmotive(double value) {
    List<Map<String, Double>> window = List.of(Map.of("joy", 1.0), Map.of("fear", value));

    assertThatThrownBy(() -> new PatternUpdate(null, window))
        .isInstanceOfSatisfying(
            InvalidInputException.class,
            e -> {
              assertThat(e.field()).isEqualTo("emotives[1].fear");
              assertThat(e.problem()).isEqualTo("must be a number from -1e100 to 1e100");
            });
  }

  @Test
  void takesTheLargestThereMayBe() {
    List<Map<String, Double>> window = List.of(Map.of("joy", 1e100, "fear", -1e100));

    assertThat(new PatternUpdate(null, window).emotives()).isEqualTo(window);
  }

  @Test
  void refusesNamesThatAreNoText() {
    assertThatThrownBy(() -> new PatternUpdate(null, List.of(Map.of("\ud800", 1.0))))
        .hasMessage("emotives[0] has a name with a lone surrogate");
  }
}
