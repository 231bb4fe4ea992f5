package dev.kato;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import dev.kato.config.SessionConfig;
import dev.kato.model.InvalidConfigException;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every method refuses what cannot work when it is called, not when something is built with it. */
class KatoBuilderTest {

  private static final Duration FOREVER = Duration.ofSeconds(Long.MAX_VALUE);

  private final KatoBuilder builder = Kato.builder();

  private record Setting(String name, Runnable call) {
    @Override
    public String toString() {
      return name;
    }
  }

  private static Stream<Setting> outOfRange() {
    KatoBuilder it = Kato.builder();
    return Stream.of(
        new Setting("sessionTtl 999 ms", () -> it.sessionTtl(Duration.ofMillis(999))),
        new Setting("sessionTtl 2 years", () -> it.sessionTtl(Duration.ofDays(730))),
        new Setting("sessionTtl -1 s", () -> it.sessionTtl(Duration.ofSeconds(-1))),
        new Setting("maxSessions 0", () -> it.maxSessions(0)),
        new Setting("maxSessionsPerUser 0", () -> it.maxSessionsPerUser(0)),
        new Setting("concurrentRecalls 0", () -> it.concurrentRecalls(0)),
        new Setting("concurrentRecalls 1025", () -> it.concurrentRecalls(1025)),
        new Setting("waitingRecallsPerUser 0", () -> it.waitingRecallsPerUser(0)),
        new Setting("waitingRecallsPerUser 100001", () -> it.waitingRecallsPerUser(100_001)),
        new Setting("maxLearningsAtOnce 0", () -> it.maxLearningsAtOnce(0)),
        new Setting("maxPatternsPerUser 0", () -> it.maxPatternsPerUser(0)),
        new Setting("maxSessionCharacters 0", () -> it.maxSessionCharacters(0)),
        new Setting("operationTimeout 0", () -> it.operationTimeout(Duration.ZERO)),
        new Setting(
            "operationTimeout 500 us", () -> it.operationTimeout(Duration.ofNanos(500_000))),
        new Setting("operationTimeout for ever", () -> it.operationTimeout(FOREVER)),
        new Setting("sweepEvery 500 us", () -> it.sweepEvery(Duration.ofNanos(500_000))),
        new Setting("sweepEvery for ever", () -> it.sweepEvery(FOREVER)),
        new Setting("indexBytes 0", () -> it.indexBytes(0)),
        new Setting("recallThreads 0", () -> it.recallThreads(0)),
        new Setting("recallThreads too many", () -> it.recallThreads(Integer.MAX_VALUE)));
  }

  @ParameterizedTest
  @MethodSource
  void outOfRange(Setting setting) {
    String name = setting.name().substring(0, setting.name().indexOf(' '));
    assertThatIllegalArgumentException()
        .isThrownBy(setting.call()::run)
        .withMessageStartingWith(name + " must be");
  }

  @SuppressWarnings("NullAway") // What a caller without null checks may do.
  private static Stream<Setting> nothing() {
    KatoBuilder it = Kato.builder();
    return Stream.of(
        new Setting("storage", () -> it.storage(null)),
        new Setting("defaults", () -> it.defaults((SessionConfig) null)),
        new Setting("sessionTtl", () -> it.sessionTtl(null)),
        new Setting("operationTimeout", () -> it.operationTimeout(null)),
        new Setting("sweepEvery", () -> it.sweepEvery(null)),
        new Setting("clock", () -> it.clock(null)),
        new Setting("ids", () -> it.ids(null)),
        new Setting("listener", () -> it.listener(null)));
  }

  @ParameterizedTest
  @MethodSource
  void nothing(Setting setting) {
    assertThatNullPointerException().isThrownBy(setting.call()::run).withMessage(setting.name());
  }

  @Test
  void boundsThemselvesAreInRange() {
    assertThatCode(
            () ->
                builder
                    .sessionTtl(Duration.ofSeconds(1))
                    .sessionTtl(Duration.ofDays(365))
                    .operationTimeout(Duration.ofMillis(1))
                    .operationTimeout(Duration.ofDays(1))
                    .sweepEvery(Duration.ofMillis(1))
                    .sweepEvery(Duration.ofDays(1))
                    .recallThreads(1)
                    .recallThreads(1024)
                    .concurrentRecalls(1)
                    .concurrentRecalls(1024)
                    .waitingRecallsPerUser(1)
                    .waitingRecallsPerUser(100_000))
        .doesNotThrowAnyException();
  }

  @Test
  void wrongConfigurationIsRefusedAtOnce() {
    Assertions.assertThatThrownBy(() -> builder.defaults(Map.of("max_predictions", 0)))
        .isInstanceOf(InvalidConfigException.class);
  }

  @Test
  void withoutStorageNothingIsBuilt() {
    assertThatIllegalStateException().isThrownBy(builder::build);
  }
}
