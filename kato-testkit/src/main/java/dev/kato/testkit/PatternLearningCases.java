package dev.kato.testkit;

import static dev.kato.testkit.PatternSamples.NOW;
import static dev.kato.testkit.PatternSamples.UNTIL;
import static dev.kato.testkit.PatternSamples.events;
import static dev.kato.testkit.PatternSamples.learning;
import static dev.kato.testkit.PatternSamples.name;
import static dev.kato.testkit.PatternSamples.newId;
import static dev.kato.testkit.PatternSamples.newUser;
import static dev.kato.testkit.PatternSamples.pattern;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kato.model.CodePoints;
import dev.kato.model.Event;
import dev.kato.model.Pattern;
import dev.kato.model.PatternName;
import dev.kato.model.UserId;
import dev.kato.spi.LearnRequest;
import dev.kato.spi.PatternStore;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What {@link PatternStore#learn} promises. */
abstract class PatternLearningCases extends StoreContract<PatternStore> {

  @Test
  void theFirstLearningStoresEverythingWithFrequencyOne() {
    PatternStore store = store();
    UserId user = newUser();
    List<Map<String, Double>> emotives = List.of(Map.of("joy", 0.1, "calm", -2.5));
    Map<String, List<String>> metadata = Map.of("source", List.of("book", "film"));
    Map<String, Double> affinity = Map.of("joy", 0.1, "calm", -2.5);

    store.learn(user, learning(newId(), 1, emotives, 5, metadata, affinity), NOW);

    assertThat(store.find(user, name(1)))
        .contains(new Pattern(name(1), events(1), 1, emotives, metadata, affinity));
  }

  @Test
  void eachFurtherLearningAddsOneToTheFrequency() {
    PatternStore store = store();
    UserId user = newUser();
    for (int i = 1; i <= 5; i++) {
      store.learn(user, learning(0), NOW);
      assertThat(pattern(store, user, name(0)).frequency()).isEqualTo(i);
    }
    assertThat(store.count(user)).isEqualTo(1);
  }

  @Test
  void theEmotivesWindowKeepsTheNewestEntriesOldestFirst() {
    PatternStore store = store();
    UserId user = newUser();
    store.learn(user, learning(entries(1, 2), 3), NOW);
    assertThat(window(store, user)).isEqualTo(entries(1, 2));
    store.learn(user, learning(entries(3, 4), 3), NOW);
    assertThat(window(store, user)).isEqualTo(entries(2, 3, 4));
    store.learn(user, learning(entries(5, 6, 7, 8), 3), NOW);
    assertThat(window(store, user)).isEqualTo(entries(6, 7, 8));
    store.learn(user, learning(entries(9), 100), NOW);
    assertThat(window(store, user)).isEqualTo(entries(6, 7, 8, 9));
    store.learn(user, learning(List.of(), 2), NOW);
    assertThat(window(store, user)).isEqualTo(entries(8, 9));
  }

  @Test
  void aLearningWithNothingElseAddsToTheFrequencyOnly() {
    PatternStore store = store();
    UserId user = newUser();
    Map<String, List<String>> metadata = Map.of("a", List.of("1"));
    Map<String, Double> affinity = Map.of("joy", 0.5);
    store.learn(user, learning(newId(), 0, entries(1, 2, 3, 4), 4, metadata, affinity), NOW);
    for (int frequency = 2; frequency <= 6; frequency++) {
      store.learn(user, learning(List.of(), 4), NOW);
      assertThat(store.find(user, name(0)))
          .contains(
              new Pattern(name(0), events(0), frequency, entries(1, 2, 3, 4), metadata, affinity));
    }
    for (int persistence = 3; persistence >= 1; persistence--) {
      store.learn(user, learning(List.of(), persistence), NOW);
      assertThat(window(store, user)).hasSize(persistence).endsWith(Map.of("joy", 4.0));
    }
    store.learn(user, learning(List.of(), 100), NOW);
    assertThat(store.find(user, name(0)))
        .contains(new Pattern(name(0), events(0), 10, entries(4), metadata, affinity));
  }

  @Test
  void aPatternWithNothingElseStaysThatWay() {
    PatternStore store = store();
    UserId user = newUser();
    for (int frequency = 1; frequency <= 3; frequency++) {
      store.learn(user, learning(List.of(), 1), NOW);
      assertThat(store.find(user, name(0))).contains(PatternSamples.pattern(0, frequency));
    }
    store.delete(user, name(0));
    store.learn(user, learning(List.of(), 1), NOW);
    assertThat(store.find(user, name(0))).contains(PatternSamples.pattern(0, 1));
  }

  @Test
  void aWindowThatIsTrimmedInManyThreadsKeepsTheNewest() {
    PatternStore store = store();
    UserId user = newUser();
    store.learn(user, learning(entries(IntStream.rangeClosed(1, 100).toArray()), 100), NOW);
    Concurrently.run(THREADS, thread -> store.learn(user, learning(List.of(), 3), NOW));
    assertThat(window(store, user)).isEqualTo(entries(98, 99, 100));
    assertThat(pattern(store, user, name(0)).frequency()).isEqualTo(THREADS + 1);
  }

  @Test
  void theFirstLearningTooKeepsOnlyTheNewestEntries() {
    PatternStore store = store();
    UserId user = newUser();
    store.learn(user, learning(entries(1, 2, 3, 4), 2), NOW);
    assertThat(window(store, user)).isEqualTo(entries(3, 4));
  }

  @Test
  void metadataIsMergedBySetUnion() {
    PatternStore store = store();
    UserId user = newUser();
    store.learn(user, learning(Map.of("a", List.of("1", "2"), "b", List.of("x")), Map.of()), NOW);
    store.learn(user, learning(Map.of("a", List.of("0", "2"), "c", List.of("")), Map.of()), NOW);
    assertThat(pattern(store, user, name(0)).metadata())
        .isEqualTo(Map.of("a", List.of("0", "1", "2"), "b", List.of("x"), "c", List.of("")));
  }

  @Test
  void affinityIsARunningSum() {
    PatternStore store = store();
    UserId user = newUser();
    store.learn(user, learning(Map.of(), Map.of("joy", 0.1, "fear", 1e300)), NOW);
    store.learn(user, learning(Map.of(), Map.of("joy", 0.2, "calm", -1.0)), NOW);
    store.learn(user, learning(Map.of(), Map.of("joy", 0.3)), NOW);
    assertThat(pattern(store, user, name(0)).affinity())
        .isEqualTo(Map.of("joy", 0.1 + 0.2 + 0.3, "fear", 1e300, "calm", -1.0));
  }

  @Test
  void anyTextIsFineAsANameAsAValueAndAsASymbol() {
    PatternStore store = store();
    UserId user = newUser();
    Map<String, Double> numbers = new HashMap<>();
    Map<String, List<String>> metadata = new HashMap<>();
    List<String> texts = new ArrayList<>(TRAPS);
    texts.add("");
    for (String text : texts) {
      numbers.put(text, (double) numbers.size());
      metadata.put(text, CodePoints.sorted(texts));
    }
    List<Event> events = List.of(new Event(texts), new Event(texts));
    PatternName name = PatternName.of(events);
    for (int i = 0; i < 2; i++) {
      store.learn(
          user,
          new LearnRequest(
              newId(), name, events, List.of(numbers), 5, metadata, numbers, Map.of(), UNTIL),
          NOW);
    }

    Map<String, Double> doubled = new HashMap<>();
    numbers.forEach((key, value) -> doubled.put(key, 2 * value));
    assertThat(pattern(store, user, name))
        .isEqualTo(new Pattern(name, events, 2, List.of(numbers, numbers), metadata, doubled));
  }

  /** Sums of what the API allows may reach any finite number. */
  @Test
  void numbersKeepEveryBit() {
    PatternStore store = store();
    UserId user = newUser();
    Map<String, Double> numbers =
        Map.of(
            "least",
            Double.MIN_VALUE,
            "most",
            Double.MAX_VALUE,
            "third",
            1.0 / 3,
            "whole",
            9007199254740993.0,
            "negative zero",
            -0.0);
    store.learn(user, learning(List.of(numbers), 5), NOW);
    assertThat(window(store, user)).isEqualTo(List.of(numbers));

    store.delete(user, name(0));
    Map<String, Double> sums = Map.of("most", -Double.MAX_VALUE, "third", 1.0 / 3);
    store.learn(user, learning(Map.of(), sums), NOW);
    assertThat(pattern(store, user, name(0)).affinity()).isEqualTo(sums);
  }

  @Test
  void aLongPatternIsStoredWhole() {
    PatternStore store = store();
    UserId user = newUser();
    List<Event> events =
        IntStream.range(0, 1000).mapToObj(i -> Event.of("symbol " + i, "x".repeat(i))).toList();
    PatternName name = PatternName.of(events);
    store.learn(
        user,
        new LearnRequest(newId(), name, events, List.of(), 5, Map.of(), Map.of(), Map.of(), UNTIL),
        NOW);
    assertThat(pattern(store, user, name).events()).isEqualTo(events);
  }

  @Test
  void afterADeletionAPatternBeginsAnew() {
    PatternStore store = store();
    UserId user = newUser();
    LearnRequest request =
        learning(newId(), 0, entries(1), 5, Map.of("a", List.of("1")), Map.of("joy", 1.0));
    store.learn(user, request, NOW);
    store.learn(user, learning(entries(2), 5), NOW);
    store.delete(user, name(0));
    store.learn(user, request, NOW);
    assertThat(pattern(store, user, name(0)))
        .isEqualTo(
            new Pattern(
                name(0), events(0), 1, entries(1), Map.of("a", List.of("1")), Map.of("joy", 1.0)));
  }

  @Test
  void learningsOfOnePatternInManyThreadsAllCountOnce() {
    PatternStore store = store();
    UserId user = newUser();
    int threads = 16;
    int rounds = 20;
    Concurrently.run(
        threads,
        thread -> {
          for (int i = 0; i < rounds; i++) {
            store.learn(
                user,
                learning(
                    newId(),
                    0,
                    entries(thread),
                    7,
                    Map.of("thread", List.of("t" + thread)),
                    Map.of("joy", 1.0)),
                NOW);
          }
        });

    Pattern learned = pattern(store, user, name(0));
    assertThat(learned.frequency()).isEqualTo(threads * rounds);
    assertThat(learned.affinity()).isEqualTo(Map.of("joy", (double) threads * rounds));
    assertThat(learned.emotives()).hasSize(7);
    assertThat(learned.metadata().get("thread")).hasSize(threads);
    assertThat(store.count(user)).isEqualTo(1);
  }

  private static List<Map<String, Double>> entries(int... values) {
    return IntStream.of(values)
        .mapToObj(value -> Collections.singletonMap("joy", (double) value))
        .toList();
  }

  private static List<Map<String, Double>> window(PatternStore store, UserId user) {
    return pattern(store, user, name(0)).emotives();
  }
}
