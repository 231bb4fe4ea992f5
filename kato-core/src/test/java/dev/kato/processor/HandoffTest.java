package dev.kato.processor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kato.model.Event;
import dev.kato.model.Pattern;
import dev.kato.model.PatternName;
import dev.kato.model.TimeLimitException;
import dev.kato.spi.PatternChange;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 1, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class HandoffTest {

  private static final int MANY = 20_000;

  private final List<Integer> taken = new ArrayList<>();

  private static PatternChange change(int number) {
    return change(number, "");
  }

  private static PatternChange change(int number, String text) {
    List<Event> events = List.of(Event.of("a", text));
    PatternName name = new PatternName(String.format("%040x", number));
    return new PatternChange.Put(new Pattern(name, events, 1, List.of(), Map.of(), Map.of()));
  }

  /** Not thread-safe, as what takes changes in need not be. */
  private void take(PatternChange change) {
    taken.add(Integer.parseInt(((PatternChange.Put) change).pattern().name().hash(), 16));
  }

  private static List<Integer> upTo(int end) {
    return IntStream.range(0, end).boxed().toList();
  }

  @Test
  void anotherThreadTakesThemInInTheirOrder() throws InterruptedException {
    ExecutorService threads = Executors.newFixedThreadPool(4);
    Handoff handoff = new Handoff(threads, this::take);

    for (int i = 0; i < MANY; i++) {
      handoff.accept(change(i));
    }
    handoff.finish();

    assertThat(taken).isEqualTo(upTo(MANY));
    threads.shutdown();
    assertThat(threads.awaitTermination(1, TimeUnit.MINUTES)).isTrue();
  }

  @Test
  void theReadingThreadTakesThemInWhereThereIsNoOther() {
    Handoff handoff =
        new Handoff(
            task -> {
              throw new RejectedExecutionException();
            },
            this::take);

    for (int i = 0; i < MANY; i++) {
      handoff.accept(change(i));
    }
    handoff.finish();

    assertThat(taken).isEqualTo(upTo(MANY));
  }

  @Test
  void fewWaitForAThreadThatDoesNotCome() {
    Queue<Runnable> never = new ArrayDeque<>();
    Handoff handoff = new Handoff(never::add, this::take);

    for (int i = 0; i < MANY; i++) {
      handoff.accept(change(i));
      assertThat(i - taken.size()).isLessThan(5000);
    }
    handoff.finish();
    never.forEach(Runnable::run);

    assertThat(taken).isEqualTo(upTo(MANY));
  }

  @Test
  void littleTextWaitsHoweverLargeAPatternIs() {
    Queue<Runnable> never = new ArrayDeque<>();
    Handoff handoff = new Handoff(never::add, this::take);
    String text = "x".repeat(1 << 19);

    for (int i = 0; i < 100; i++) {
      handoff.accept(change(i, text));
      assertThat(i - taken.size()).isLessThan(20);
    }
    handoff.finish();

    assertThat(taken).isEqualTo(upTo(100));
  }

  @Test
  void whatTakingThemInThrowsReachesTheReadingThread() throws InterruptedException {
    ExecutorService thread = Executors.newSingleThreadExecutor();
    Handoff handoff =
        new Handoff(
            thread,
            change -> {
              take(change);
              if (taken.size() == 1000) {
                throw new NumberFormatException("no number");
              }
            });

    assertThatThrownBy(
            () -> {
              for (int i = 0; i < MANY; i++) {
                handoff.accept(change(i));
              }
              handoff.finish();
            })
        .isInstanceOf(NumberFormatException.class)
        .hasMessage("no number");

    thread.shutdown();
    assertThat(thread.awaitTermination(1, TimeUnit.MINUTES)).isTrue();
    assertThat(taken.subList(0, 1000)).isEqualTo(upTo(1000));
  }

  @Test
  void anInterruptOfTheReadingThreadEndsIt() {
    Handoff handoff = new Handoff(Runnable::run, this::take);
    Thread.currentThread().interrupt();

    assertThatThrownBy(
            () -> {
              for (int i = 0; i < MANY; i++) {
                handoff.accept(change(i));
              }
            })
        .isInstanceOf(TimeLimitException.class);

    assertThat(Thread.interrupted()).isTrue();
  }
}
