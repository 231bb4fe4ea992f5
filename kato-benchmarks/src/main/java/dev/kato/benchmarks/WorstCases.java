package dev.kato.benchmarks;

import dev.kato.config.ConfigKey;
import dev.kato.config.SessionConfig;
import dev.kato.model.Event;
import dev.kato.model.Pattern;
import dev.kato.model.PatternName;
import dev.kato.recall.KnowledgeIndex;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/** Inputs that were chosen to be slow. */
final class WorstCases {

  private static final int TURNS = 3;
  private static final SessionConfig DEFAULT = RecallBenchmark.config(0.1);

  private final StringBuilder out;

  private WorstCases(StringBuilder out) {
    this.out = out;
  }

  /** Appends how long each takes: the median of a few turns after one that does not count. */
  static void append(StringBuilder out) {
    out.append(
        String.format(
            "%n## Inputs chosen to be slow%n%n| what is asked | median, ms |%n|---|---|%n"));
    new WorstCases(out).all();
  }

  private void all() {
    recall(
        "the pattern of 200,000 equal symbols by itself",
        List.of(repeated("a", 200_000)),
        repeated("a", 200_000),
        DEFAULT);
    recall(
        "100,000 times a, b by 66,667 times a, a, b",
        List.of(repeated("a b", 100_000)),
        repeated("a a b", 66_667),
        DEFAULT);
    recall(
        "20 patterns of 1,000 symbols by one, every second symbol equal",
        many(20, pattern -> everySecond(pattern, 1_000)),
        everySecond(100, 1_000),
        DEFAULT);
    recall(
        "20 patterns of 500 symbols by 500 unknown ones, fuzzy tokens from 0.1",
        many(20, pattern -> named("known" + pattern + "symbol", 500)),
        named("unknown", 500),
        DEFAULT.with(ConfigKey.FUZZY_TOKEN_THRESHOLD, 0.1));
    recall(
        "one pattern by a text of 400,000 distinct code points, by characters",
        List.of(List.of(Event.of("some text"), Event.of("more text"))),
        List.of(Event.of(distinctCodePoints(400_000))),
        DEFAULT.with(ConfigKey.USE_TOKEN_MATCHING, false));
    recall(
        "a state of 100,000 equal symbols, one pattern of two",
        List.of(repeated("a b", 1)),
        repeated("a", 100_000),
        DEFAULT);
    timed(
        "learning one pattern of 160,000 distinct symbols",
        () -> {
          KnowledgeIndex index = new KnowledgeIndex();
          index.put(pattern(named("s", 160_000)));
          return index;
        });
    timed(
        "learning 65,536 symbols of one hashCode",
        () -> {
          KnowledgeIndex index = new KnowledgeIndex();
          index.put(pattern(ofOneHash(16)));
          return index;
        });
    KnowledgeIndex manySymbols = new KnowledgeIndex();
    for (int i = 0; i < 20_000; i++) {
      manySymbols.put(pattern(named("p" + i + "s", 10)));
    }
    timed("a page of 10 of 200,000 symbols", () -> manySymbols.symbols("p1", 10));
    recall(
        "a recall after 1,000 patterns of 10,000 symbols were learned and removed",
        withoutGiants(),
        repeated("a b", 1),
        DEFAULT);
  }

  private void recall(
      String name, List<List<Event>> patterns, List<Event> state, SessionConfig config) {
    KnowledgeIndex index = new KnowledgeIndex();
    patterns.forEach(events -> index.put(pattern(events)));
    recall(name, index, state, config);
  }

  private void recall(String name, KnowledgeIndex index, List<Event> state, SessionConfig config) {
    timed(name, () -> index.recall(state, config));
  }

  private void timed(String name, Supplier<Object> action) {
    long[] nanos = new long[TURNS];
    int done = action.get().hashCode();
    for (int turn = 0; turn < TURNS; turn++) {
      long start = System.nanoTime();
      done += action.get().hashCode();
      nanos[turn] = System.nanoTime() - start;
    }
    Arrays.sort(nanos);
    out.append(String.format(Locale.ROOT, "| %s | %.1f |%n", name, nanos[TURNS / 2] / 1e6));
    System.err.println(name + ": " + done);
  }

  private static KnowledgeIndex withoutGiants() {
    KnowledgeIndex index = new KnowledgeIndex();
    index.put(pattern(repeated("a b", 1)));
    for (int i = 0; i < 1_000; i++) {
      Pattern giant = pattern(named("g" + i % 10 + "s", 10_000 + i));
      index.put(giant);
      index.remove(giant.name());
    }
    return index;
  }

  private static Pattern pattern(List<Event> events) {
    return new Pattern(PatternName.of(events), events, 1, List.of(), Map.of(), Map.of());
  }

  private static List<List<Event>> many(int count, IntFunction<List<Event>> events) {
    return IntStream.range(0, count).mapToObj(events).toList();
  }

  /** The symbols, an event each, so many times. */
  private static List<Event> repeated(String symbols, int times) {
    List<Event> once = new ArrayList<>();
    for (String symbol : symbols.split(" ")) {
      once.add(Event.of(symbol));
    }
    return Collections.nCopies(times, once).stream().flatMap(List::stream).toList();
  }

  private static List<Event> named(String prefix, int count) {
    return IntStream.range(0, count).mapToObj(i -> Event.of(prefix + i)).toList();
  }

  private static List<Event> everySecond(int other, int length) {
    return IntStream.range(0, length)
        .mapToObj(i -> Event.of(i % 2 == 0 ? "same" : "o" + other + "n" + i))
        .toList();
  }

  private static List<Event> ofOneHash(int bits) {
    List<Event> events = new ArrayList<>();
    for (int number = 0; number < 1 << bits; number++) {
      StringBuilder text = new StringBuilder();
      for (int bit = 0; bit < bits; bit++) {
        text.append((number >> bit & 1) == 0 ? "Aa" : "BB");
      }
      events.add(Event.of(text.toString()));
    }
    return events;
  }

  private static String distinctCodePoints(int count) {
    return IntStream.iterate(0x100, point -> point + 1)
        .filter(point -> point < 0xD800 || point > 0xDFFF)
        .limit(count)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }
}
