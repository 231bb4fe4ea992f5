package dev.kato.examples;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WebShopTest {

  @ParameterizedTest
  @ValueSource(longs = {2026, 1, 2})
  void theForecastTellsMoreClicksThanAnythingElse(long seed) {
    WebShop.Score score = WebShop.run(seed);

    assertThat(score.asked()).isGreaterThan(800);
    assertThat(score.forecast())
        .isGreaterThan(score.prediction())
        .isGreaterThan(score.backOff())
        .isGreaterThan(score.follower());
  }

  @Test
  void theScoreIsTheSameEachTime() {
    assertThat(WebShop.run(7)).isEqualTo(WebShop.run(7));
  }
}
