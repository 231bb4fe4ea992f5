package dev.kato.storage.qdrant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kato.model.InvalidInputException;
import java.time.Duration;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class QdrantOptionsTest {

  private static final QdrantOptions DEFAULTS = QdrantOptions.of("host", 6334);

  private static void assertRefuses(String field, UnaryOperator<QdrantOptions> change) {
    assertThatThrownBy(() -> change.apply(DEFAULTS))
        .isInstanceOfSatisfying(
            InvalidInputException.class, e -> assertThat(e.field()).isEqualTo(field));
  }

  @Test
  void refusesWhatIsOutOfRange() {
    assertRefuses("port", unused -> QdrantOptions.of("host", 0));
    assertRefuses("port", unused -> QdrantOptions.of("host", 65_536));
    assertRefuses("prefix", options -> options.withPrefix(""));
    assertRefuses("prefix", options -> options.withPrefix("a/b"));
    assertRefuses("prefix", options -> options.withPrefix("x".repeat(101)));
    assertRefuses("timeout", options -> options.withTimeout(Duration.ofNanos(999_999)));
    assertRefuses("exactUpTo", options -> options.withExactUpTo(-1));
  }

  @Test
  void changesOneValueAtATime() {
    QdrantOptions all =
        DEFAULTS
            .withTls(true)
            .withApiKey("key")
            .withPrefix("p")
            .withTimeout(Duration.ofSeconds(1))
            .withExactUpTo(7);

    assertThat(all)
        .isEqualTo(new QdrantOptions("host", 6334, true, "key", "p", Duration.ofSeconds(1), 7));
  }
}
