package dev.kato.storage.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kato.model.StorageRefusedException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RefusalsTest {

  private final AtomicLong now = new AtomicLong(-5);
  private final Refusals refusals = new Refusals(now::get);
  private final StorageRefusedException password = Failures.refused("wrong password", null);

  @Test
  void eachKindIsToldOnceAMinute() {
    try (LogLines lines = LogLines.of(Refusals.class)) {
      for (int i = 0; i < 100; i++) {
        assertThat(refusals.report(password)).isSameAs(password);
        refusals.report(Failures.refused("no such database", null));
      }
      assertThat(lines.all())
          .containsExactly(
              "WARN redis refuses to serve: wrong password. This does not pass by itself",
              "WARN redis refuses to serve: no such database. This does not pass by itself");

      now.addAndGet(Duration.ofMinutes(1).toNanos() - 1);
      refusals.report(password);
      assertThat(lines.all()).hasSize(2);
      now.incrementAndGet();
      refusals.report(password);
      refusals.report(password);
      assertThat(lines.all()).hasSize(3);
    }
  }
}
