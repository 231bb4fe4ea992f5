package dev.kato.storage.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kato.model.InvalidInputException;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class RedisOptionsTest {

  private static final RedisOptions DEFAULTS = RedisOptions.of("redis://user:secret@host");

  private static void assertRefuses(String field, UnaryOperator<RedisOptions> change) {
    assertThatThrownBy(() -> change.apply(DEFAULTS))
        .isInstanceOfSatisfying(
            InvalidInputException.class, e -> assertThat(e.field()).isEqualTo(field));
  }

  @Test
  void refusesWhatIsOutOfRange() {
    assertRefuses("keyPrefix", options -> options.withKeyPrefix(""));
    assertRefuses("keyPrefix", options -> options.withKeyPrefix("a{b"));
    assertRefuses("keyPrefix", options -> options.withKeyPrefix("a}b"));
    assertRefuses("keyPrefix", options -> options.withKeyPrefix("a\nb"));
    assertRefuses("keyPrefix", options -> options.withKeyPrefix("x".repeat(101)));
    for (Duration bad : List.of(Duration.ofNanos(999_999), Duration.ofDays(1).plusNanos(1))) {
      assertRefuses("timeout", options -> options.withTimeout(bad));
      assertRefuses("connectTimeout", options -> options.withConnectTimeout(bad));
    }
    Duration longest = Duration.ofSeconds(Long.MAX_VALUE);
    assertRefuses("timeout", options -> options.withTimeout(longest));
    assertRefuses("connectTimeout", options -> options.withConnectTimeout(longest));
  }

  @Test
  void takesWhatIsInRange() {
    assertThat(DEFAULTS.connectTimeout()).isEqualTo(Duration.ofSeconds(10));
    for (Duration good : List.of(Duration.ofMillis(1), Duration.ofDays(1))) {
      assertThat(DEFAULTS.withTimeout(good).timeout()).isEqualTo(good);
      assertThat(DEFAULTS.withConnectTimeout(good).connectTimeout()).isEqualTo(good);
    }
  }

  @Test
  void refusesAUriThatIsNone() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> RedisSessionStore.open(DEFAULTS.withUri("http://host")));
  }

  @Test
  void doesNotPrintThePassword() {
    assertThat(DEFAULTS.toString()).doesNotContain("secret");
  }
}
