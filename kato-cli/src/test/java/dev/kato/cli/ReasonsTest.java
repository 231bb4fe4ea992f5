package dev.kato.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kato.model.StorageRefusedException;
import dev.kato.model.StorageUnavailableException;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Scripts tell by the status whether another try can help. */
class ReasonsTest {

  @Test
  void aStoreThatRefusesIsToldApartFromOneThatDoesNotAnswer() {
    Exception refused = new StorageRefusedException("mongodb", "authentication failed", null);

    assertThat(Reasons.isExpected(refused)).isTrue();
    assertThat(Reasons.status(refused)).isEqualTo(3);
  }

  @Test
  void otherFailuresHaveStatusOne() {
    for (Exception error :
        List.of(
            new StorageUnavailableException("mongodb", "no connection", null),
            new IOException("disk full"),
            new IllegalStateException("a defect"))) {
      assertThat(Reasons.status(error)).isEqualTo(1);
    }
  }
}
