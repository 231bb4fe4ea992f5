package dev.kato.recall.scan;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ThresholdTest {

  @ParameterizedTest
  @ValueSource(
      doubles = {
        1e-300,
        0.1,
        0.2,
        0.3,
        0.1 + 0.2,
        1 / 3.0,
        0.4,
        0.6,
        0.6000000000000001,
        2 / 3.0,
        0.9,
        1
      })
  void isReachedByExactlySoManyMatches(double least) {
    for (int state = 1; state <= 50; state++) {
      Threshold threshold = new Threshold(least, state);
      for (int length = 1; length <= 150; length++) {
        int matches = threshold.matches(length);

        assertThat(2.0 * matches / (length + state)).isGreaterThanOrEqualTo(least);
        assertThat(matches == 1 || 2.0 * (matches - 1) / (length + state) < least)
            .as("one match less is too few for %s of %s and %s", least, length, state)
            .isTrue();
        assertThat(threshold.matches(length)).isEqualTo(matches);
      }
    }
  }

  @Test
  void ofZeroNeedsNoMatch() {
    Threshold threshold = new Threshold(0, 5);

    assertThat(threshold.matches(3)).isZero();
    assertThat(threshold.matches(300)).isZero();
  }
}
