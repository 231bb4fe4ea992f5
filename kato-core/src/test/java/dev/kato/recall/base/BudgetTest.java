package dev.kato.recall.base;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kato.model.TimeLimitException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class BudgetTest {

  private static final long MANY = 1 << 20;

  private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 500);

  /** The clock may pass the greatest long. */
  @Test
  void endsAtItsDeadline() {
    Budget budget = Budget.of(Duration.ofNanos(1000), now::get);

    now.addAndGet(999);
    assertThatCode(() -> budget.spend(MANY)).doesNotThrowAnyException();
    now.addAndGet(1);

    assertThatThrownBy(() -> budget.spend(MANY))
        .isInstanceOf(TimeLimitException.class)
        .hasMessageContaining("0 ms");
  }

  @Test
  void tellsWhetherItsTimeWentIntoTheRecallOrIntoWaiting() {
    Budget atOnce = Budget.of(Duration.ofNanos(1000), now::get);
    Budget waited = Budget.of(Duration.ofNanos(1000), now::get);
    now.addAndGet(100);
    atOnce.begin();
    now.addAndGet(1);
    waited.begin();
    now.addAndGet(1000);

    assertThatThrownBy(() -> atOnce.spend(MANY))
        .isInstanceOfSatisfying(
            TimeLimitException.class, e -> assertThat(e.isOfInputAlone()).isTrue());
    assertThatThrownBy(() -> waited.spend(MANY))
        .isInstanceOfSatisfying(
            TimeLimitException.class, e -> assertThat(e.isOfInputAlone()).isFalse());
  }

  @Test
  void looksAtTheClockOnlyOnceInManySteps() {
    AtomicLong looks = new AtomicLong();
    Budget budget = Budget.of(Duration.ofDays(1), looks::getAndIncrement);

    for (int step = 0; step < MANY; step++) {
      budget.spend(1);
    }

    assertThat(looks.get()).isBetween(2L, 100L);
  }

  @Test
  void endsWhenTheAskingThreadIsInterruptedWhichItStays() {
    Budget budget = Budget.unlimited();
    Thread.currentThread().interrupt();

    assertThatThrownBy(() -> budget.spend(MANY)).isInstanceOf(TimeLimitException.class);

    assertThat(Thread.interrupted()).isTrue();
    assertThatCode(() -> budget.spend(MANY)).doesNotThrowAnyException();
  }

  @Test
  void isSharedWithThreadsThatHelp() {
    Budget budget = Budget.unlimited();
    Budget share = budget.share();
    assertThat(fails(share)).isFalse();

    budget.end();

    assertThat(fails(share)).isTrue();
  }

  private static boolean fails(Budget share) {
    return CompletableFuture.supplyAsync(
            () -> {
              try {
                share.spend(MANY);
                return false;
              } catch (TimeLimitException e) {
                return true;
              }
            })
        .join();
  }
}
