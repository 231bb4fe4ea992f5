package dev.kato.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsTest {

  @Test
  void everythingHasADefault() {
    Settings settings = Settings.of(Map.of());

    assertThat(settings.host()).isEqualTo("127.0.0.1");
    assertThat(settings.port()).isEqualTo(8000);
    assertThat(settings.sessionTtl()).hasHours(1);
    assertThat(settings.maxSessions()).isEqualTo(10_000);
    assertThat(settings.maxRequestBytes()).isEqualTo(1 << 20);
    assertThat(settings.apiKeys()).isEmpty();
    assertThat(settings.defaults().recallThreshold()).isEqualTo(0.1);
  }

  @Test
  void sessionDefaultsComeFromVariablesOfTheirNames() {
    Settings settings =
        Settings.of(
            Map.of(
                "RECALL_THRESHOLD", "0.5",
                "PERSISTENCE", "7",
                "SORT_SYMBOLS", "false",
                "STM_MODE", "ROLLING",
                "AFFINITY_EMOTIVE", "3",
                "MAX_PREDICTIONS", " "));

    assertThat(settings.defaults().recallThreshold()).isEqualTo(0.5);
    assertThat(settings.defaults().persistence()).isEqualTo(7);
    assertThat(settings.defaults().sortSymbols()).isFalse();
    assertThat(settings.defaults().affinityEmotive()).isEqualTo("3");
    assertThat(settings.defaults().maxPredictions()).isEqualTo(100);
  }

  @Test
  void aVariableGoesBeforeADialectsDefault() {
    try (TestServer kato = TestServer.start("STM_MODE", "ROLLING")) {
      String session = kato.openSession("a");

      assertThat(kato.get(session).at("/session_config/stm_mode").textValue()).isEqualTo("ROLLING");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "PORT, 70000, 0..65535",
    "PORT, http, 0..65535",
    "SESSION_TTL, 0, 1..31536000",
    "SESSION_AUTO_EXTEND, maybe, true or false",
    "MAX_SESSIONS, -1, 1 or more",
    "MAX_REQUEST_BYTES, 1e6, 1..1073741824",
    "MAX_IN_FLIGHT, 0, 1..10000",
    "LOG_LEVEL, LOUD, ERROR",
    "LOG_FORMAT, xml, human",
    "RECALL_THRESHOLD, 1.5, 0..1",
    "PERSISTENCE, 0, 1..100",
    "STM_MODE, SOMETIMES, ROLLING",
    "RANK_SORT_ALGO, luck, potential"
  })
  void aBadValueIsNamedWithItsRange(String name, String value, String range) {
    assertThatThrownBy(() -> Settings.of(Map.of(name, value)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(name + " = " + value)
        .hasMessageContaining(range);
  }
}
