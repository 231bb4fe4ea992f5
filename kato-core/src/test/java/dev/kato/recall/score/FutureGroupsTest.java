package dev.kato.recall.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kato.model.CodePoints;
import dev.kato.model.Event;
import dev.kato.model.FuturePotential;
import dev.kato.model.Pattern;
import dev.kato.model.PatternName;
import dev.kato.model.TimeLimitException;
import dev.kato.recall.base.Budget;
import dev.kato.recall.base.ExactSum;
import dev.kato.recall.index.Block;
import dev.kato.recall.index.OpenPart;
import dev.kato.recall.symbols.SymbolTable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Groups of futures are what a map from sorted events to sums would be. */
class FutureGroupsTest {

  private static final String[] SYMBOLS = {
    "b", "a", "ab", "\uFF5E", "\uD835\uDD38", "z", "aa", "c"
  };

  private final SymbolTable table = new SymbolTable();
  private final SplittableRandom random = new SplittableRandom(19);
  private final OpenPart part = new OpenPart(1);

  private Block block() {
    return part.part().freeze().block();
  }

  /** Appends a pattern. */
  private void learn(List<Event> events) {
    int[] ids = Event.flatten(events).stream().mapToInt(table::intern).toArray();
    part.add(
        new Pattern(PatternName.of(events), events, 1, List.of(), Map.of(), Map.of()), ids, null);
  }

  private List<Event> randomEvents() {
    List<Event> events = new ArrayList<>();
    for (int i = random.nextInt(3); i >= 0; i--) {
      List<String> symbols = new ArrayList<>();
      for (int j = random.nextInt(3); j >= 0; j--) {
        symbols.add(SYMBOLS[random.nextInt(SYMBOLS.length)]);
      }
      events.add(new Event(symbols));
    }
    return events;
  }

  private void addAll(FutureGroups groups, Block block, int from, int to) {
    for (int pattern = from; pattern < to; pattern++) {
      int start = block.start(pattern);
      int length = block.length(pattern);
      groups.add(block, start, start + length, 1 + pattern % 5, 1 + pattern % 3, 2 + pattern % 7);
    }
  }

  private static Event sorted(Event event) {
    return new Event(CodePoints.sorted(event.symbols()));
  }

  private record Group(ExactSum sum, int[] members) {}

  @ParameterizedTest(name = "added by {0} threads")
  @ValueSource(ints = {1, 2, 3})
  void areWhatAMapWouldTell(int threads) {
    Map<List<Event>, Group> expected = new HashMap<>();
    int count = 3_000;
    for (int pattern = 0; pattern < count; pattern++) {
      List<Event> events = randomEvents();
      learn(events);
      Group group =
          expected.computeIfAbsent(
              events.stream().map(FutureGroupsTest::sorted).toList(),
              unseen -> new Group(new ExactSum(), new int[1]));
      group.sum.add(1 + pattern % 5, 1 + pattern % 3, 2 + pattern % 7);
      group.members[0]++;
    }

    FutureGroups groups = new FutureGroups(table, Budget.unlimited());
    addAll(groups, block(), 0, count / threads);
    for (int thread = 1; thread < threads; thread++) {
      FutureGroups sibling = groups.sibling(Budget.unlimited());
      addAll(sibling, block(), count * thread / threads, count * (thread + 1) / threads);
      groups.addAll(sibling);
    }

    List<FuturePotential> all =
        expected.entrySet().stream()
            .map(
                entry -> {
                  double weight = entry.getValue().sum.value();
                  return new FuturePotential(
                      entry.getKey(), weight / 77, entry.getValue().members[0], weight);
                })
            .sorted(
                Comparator.comparingDouble(FuturePotential::aggregatePotential)
                    .reversed()
                    .thenComparing(FuturePotential::future, FutureGroupsTest::compare))
            .toList();
    assertThat(groups.count()).isEqualTo(all.size()).isGreaterThan(200);
    assertThat(groups.best(all.size() + 1, 77)).isEqualTo(all);
    assertThat(groups.best(50, 77)).isEqualTo(all.subList(0, 50));
    assertThat(groups.best(0, 77)).isEmpty();
  }

  /** By code points, which UTF-32 shows; the end of an event is before, and after, all else. */
  private static int compare(List<Event> a, List<Event> b) {
    return key(a).compareTo(key(b));
  }

  private static String key(List<Event> events) {
    StringBuilder key = new StringBuilder();
    for (Event event : events) {
      for (String symbol : event.symbols()) {
        key.append('\2');
        symbol.codePoints().forEach(point -> key.append(String.format("%06x", point)));
        key.append('\1');
      }
      key.append('\1');
    }
    return key.toString();
  }

  @Test
  void eventsAreNotMixedUpWithTheirNeighbours() {
    learn(List.of(Event.of("a"), Event.of("b")));
    learn(List.of(Event.of("b"), Event.of("a")));
    learn(List.of(new Event(List.of("a", "b"))));
    learn(List.of(new Event(List.of("b", "a"))));
    learn(List.of(new Event(List.of("b", "a", "a"))));
    learn(List.of(new Event(List.of("b", "b", "a"))));
    FutureGroups groups = new FutureGroups(table, Budget.unlimited());

    addAll(groups, block(), 0, 6);

    assertThat(groups.count()).isEqualTo(5);
  }

  @Test
  void endAtTheDeadline() {
    for (int pattern = 0; pattern < 3_000; pattern++) {
      learn(List.of(Event.of("s" + pattern)));
    }
    AtomicLong now = new AtomicLong();
    FutureGroups groups = new FutureGroups(table, Budget.of(Duration.ofNanos(2), now::get));
    addAll(groups, block(), 0, 3_000);

    now.set(5);

    assertThatThrownBy(
            () -> {
              for (int i = 0; i < 100; i++) {
                groups.best(10, 1);
              }
            })
        .isInstanceOf(TimeLimitException.class);
  }
}
