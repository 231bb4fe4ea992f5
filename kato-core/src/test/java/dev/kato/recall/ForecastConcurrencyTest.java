package dev.kato.recall;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kato.model.Event;
import dev.kato.model.Forecast;
import dev.kato.model.ForecastOptions;
import dev.kato.model.Pattern;
import dev.kato.model.PatternName;
import dev.kato.recall.base.Budget;
import dev.kato.recall.forecast.Forecaster;
import dev.kato.recall.forecast.NaiveForecast;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Forecasts while others learn, correct and delete, and share what is kept for them. */
class ForecastConcurrencyTest {

  private static final int CHANGES = 400;
  private static final int READERS = 3;
  private static final ForecastOptions OPTIONS = ForecastOptions.DEFAULT.withSupports(2);

  private final ExecutorService threads = Executors.newFixedThreadPool(READERS + 2);
  private final List<Event> stm = List.of(Event.of("s1"), Event.of("s2"), Event.of("s1", "s3"));

  /** After each change what is to be forecast. */
  private final List<Forecast> expected = new ArrayList<>();

  private volatile int changesDone;

  @AfterEach
  void stop() {
    threads.shutdownNow();
  }

  /** A pattern to be put, or with frequency 0 one to be removed. */
  private record Change(List<Event> events, long frequency) {

    Pattern pattern() {
      return new Pattern(PatternName.of(events), events, frequency, List.of(), Map.of(), Map.of());
    }
  }

  private List<Change> changes() {
    SplittableRandom random = new SplittableRandom(5);
    List<Change> changes = new ArrayList<>();
    for (int i = 0; i < CHANGES; i++) {
      boolean again = i > 20 && random.nextInt(3) > 0;
      List<Event> events =
          again
              ? changes.get(random.nextInt(i)).events
              : random
                  .ints(2 + random.nextInt(5), 0, 6)
                  .mapToObj(symbol -> Event.of("s" + symbol))
                  .toList();
      changes.add(new Change(events, again && random.nextInt(3) == 0 ? 0 : random.nextInt(1, 9)));
    }
    return changes;
  }

  private void expect(List<Change> changes) {
    Map<PatternName, Pattern> learned = new LinkedHashMap<>();
    expected.add(NaiveForecast.of(List.of(), stm, OPTIONS, 0));
    for (Change change : changes) {
      if (change.frequency == 0) {
        learned.remove(PatternName.of(change.events));
      } else {
        learned.put(PatternName.of(change.events), change.pattern());
      }
      expected.add(NaiveForecast.of(List.copyOf(learned.values()), stm, OPTIONS, 0));
    }
  }

  @Test
  void eachSeesOneStateThatHasAllThatWasDoneBefore() {
    List<Change> changes = changes();
    expect(changes);
    KnowledgeIndex index =
        new KnowledgeIndex(new RecallResources(threads, 1, 1000, new Forecaster(1)), 4);

    List<CompletableFuture<Void>> running = new ArrayList<>();
    for (int reader = 0; reader < READERS; reader++) {
      running.add(CompletableFuture.runAsync(() -> read(index), threads));
    }
    running.add(CompletableFuture.runAsync(() -> write(index, changes), threads));
    CompletableFuture.allOf(running.toArray(CompletableFuture[]::new)).join();

    assertThat(index.forecast(stm, OPTIONS, 0, Budget.unlimited()))
        .isEqualTo(expected.get(CHANGES));
  }

  private void write(KnowledgeIndex index, List<Change> changes) {
    for (Change change : changes) {
      if (change.frequency == 0) {
        index.remove(PatternName.of(change.events));
      } else {
        index.put(change.pattern());
      }
      changesDone++;
      Thread.yield();
    }
  }

  private void read(KnowledgeIndex index) {
    int before;
    do {
      before = changesDone;
      Forecast forecast = index.forecast(stm, OPTIONS, 0, Budget.unlimited());
      // One change may be in it already that is not counted yet.
      int after = Math.min(CHANGES, changesDone + 1);
      assertThat(expected.subList(before, after + 1)).contains(forecast);
    } while (before < CHANGES);
  }
}
