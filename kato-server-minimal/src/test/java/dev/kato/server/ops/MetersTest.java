package dev.kato.server.ops;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MetersTest {

  private final Meters meters = new Meters();

  @Test
  void methodsThatClientsMakeUpAreOne() {
    for (int i = 0; i < 5000; i++) {
      meters.started();
      meters.finished("MADE" + i, "unmatched", 405, 1000);
    }

    assertThat(meters.registry().find(Meters.REQUESTS).timers())
        .singleElement()
        .satisfies(
            timer -> {
              assertThat(timer.getId().getTag("method")).isEqualTo("OTHER");
              assertThat(timer.count()).isEqualTo(5000);
            });
  }

  @Test
  void methodsOfOursHaveTheirNames() {
    meters.finished("GET", "/health", 200, 1000);
    meters.finished("PATCH", "unmatched", 405, 1000);

    assertThat(meters.registry().find(Meters.REQUESTS).timers())
        .extracting(timer -> timer.getId().getTag("method"))
        .containsExactlyInAnyOrder("GET", "PATCH");
  }
}
