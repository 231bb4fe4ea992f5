package dev.kato.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kato.config.StmMode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SessionStateTest {

  private final SessionState state =
      new SessionState(
          new SessionId("s"),
          new UserId("u"),
          Instant.EPOCH,
          Duration.ofHours(1),
          Map.of("weight", 0.1f),
          Map.of("stm_mode", StmMode.LAST),
          0,
          ShortTermMemory.EMPTY,
          null,
          List.of(),
          Map.of("kind", Metric.SNR));

  /** So that a store which keeps it as it is gives the same back as one which keeps JSON. */
  @Test
  void holdsWhatJsonWouldGiveBack() {
    assertThat(state.metadata()).isEqualTo(Map.of("weight", 0.1));
    assertThat(state.config()).isEqualTo(Map.of("stm_mode", "LAST"));
    assertThat(state.notes()).isEqualTo(Map.of("kind", "snr"));
  }

  @Test
  void holdsItAfterAChange() {
    Map<String, Object> config =
        Map.of("stm_mode", StmMode.ROLLING, "persistence", (short) 7, "recall_threshold", 0.3f);

    assertThat(state.withConfig(config).config())
        .isEqualTo(Map.of("stm_mode", "ROLLING", "persistence", 7, "recall_threshold", 0.3));
    assertThat(state.withNotes(Map.of("n", (byte) 1)).notes()).isEqualTo(Map.of("n", 1));
  }
}
