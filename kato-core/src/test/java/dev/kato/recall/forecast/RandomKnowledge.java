package dev.kato.recall.forecast;

import dev.kato.model.Event;
import dev.kato.model.ForecastOptions;
import dev.kato.model.Pattern;
import dev.kato.model.PatternName;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Random knowledge bases, short-term memories and questions from a seed; small, so that ties,
 * repeats and long contexts are common.
 */
public final class RandomKnowledge {

  private static final int MOST_PATTERNS = 40;
  private static final int MOST_EVENTS = 8;
  private static final int LONGEST_STATE = 9;

  private final SplittableRandom random;

  /** How many distinct symbols there are. */
  private final int alphabet;

  /** Most symbols of an event. */
  private final int widest;

  /** Whether frequencies are of every magnitude. */
  private final boolean skewed;

  /** The same seed gives the same. */
  public RandomKnowledge(long seed) {
    random = new SplittableRandom(seed);
    alphabet = random.nextBoolean() ? 1 + random.nextInt(30) : pick(1, 2, 3, 4, 6);
    widest = pick(1, 1, 2, 3, 3);
    skewed = random.nextInt(3) > 0;
  }

  private int pick(int... choices) {
    return choices[random.nextInt(choices.length)];
  }

  /** Any number from 0 that is less. */
  public int below(int bound) {
    return random.nextInt(bound);
  }

  /** Distinct patterns, 1 to 40, in random order. */
  public List<Pattern> patterns() {
    Map<PatternName, Pattern> patterns = new LinkedHashMap<>();
    int count = 1 + random.nextInt(random.nextBoolean() ? 5 : MOST_PATTERNS);
    for (int i = 0; i < count; i++) {
      Pattern pattern = pattern();
      patterns.put(pattern.name(), pattern);
    }
    return new ArrayList<>(patterns.values());
  }

  /** One of at least two symbols. */
  public Pattern pattern() {
    List<Event> events = events(1 + random.nextInt(MOST_EVENTS));
    while (Event.countSymbols(events) < 2) {
      events.add(event());
    }
    return pattern(events);
  }

  /** A pattern of these events with a new frequency. */
  public Pattern pattern(List<Event> events) {
    return new Pattern(PatternName.of(events), events, frequency(), List.of(), Map.of(), Map.of());
  }

  private long frequency() {
    if (!skewed || random.nextInt(3) > 0) {
      return 1 + random.nextInt(3);
    }
    return random.nextInt(8) == 0
        ? Pattern.MAX_FREQUENCY
        : (long) StrictMath.pow(10, 12 * random.nextDouble());
  }

  private List<Event> events(int count) {
    List<Event> events = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      events.add(event());
    }
    return events;
  }

  /** Its symbols in any order; some more than once. */
  private Event event() {
    List<String> symbols = new ArrayList<>();
    for (int i = 1 + random.nextInt(widest); i > 0; i--) {
      symbols.add(symbol());
    }
    if (random.nextInt(8) == 0) {
      symbols.add(symbols.get(0));
    }
    return new Event(symbols);
  }

  /** Skewed towards the first symbols; of every plane, and similar to each other. */
  private String symbol() {
    int number = Math.min(random.nextInt(alphabet), random.nextInt(alphabet));
    return switch (number % 6) {
      case 0 -> "sym" + number;
      case 1 -> "symbol" + number;
      case 2 -> "\uFF21" + number;
      case 3 -> "\uD83D\uDE00" + number;
      case 4 -> number == 4 ? "" : "a" + number + "bc";
      default -> "it's " + number;
    };
  }

  private String unknown() {
    return switch (random.nextInt(4)) {
      case 0 -> "unknown";
      case 1 -> symbol() + "x";
      case 2 -> "sym";
      default -> "\uD83D\uDE00\uD83D\uDE00";
    };
  }

  /** A short-term memory of up to nine events: mostly a noisy piece of a pattern. */
  public List<Event> stm(List<Pattern> patterns) {
    if (random.nextInt(20) == 0) {
      return List.of();
    }
    List<Event> stm = new ArrayList<>();
    if (random.nextInt(4) == 0) {
      stm.addAll(events(1 + random.nextInt(LONGEST_STATE)));
    } else {
      List<Event> source = patterns.get(random.nextInt(patterns.size())).events();
      int from = random.nextInt(source.size());
      stm.addAll(source.subList(from, from + 1 + random.nextInt(source.size() - from)));
    }
    for (int edits = random.nextInt(4); edits > 0; edits--) {
      edit(stm);
    }
    return List.copyOf(stm.subList(Math.max(0, stm.size() - LONGEST_STATE), stm.size()));
  }

  private void edit(List<Event> stm) {
    int at = random.nextInt(stm.size());
    switch (random.nextInt(5)) {
      case 0 -> stm.add(at, event());
      case 1 -> stm.set(at, event());
      case 2 -> stm.add(random.nextInt(stm.size() + 1), Event.of(unknown()));
      case 3 -> {
        List<String> symbols = new ArrayList<>(stm.get(at).symbols());
        symbols.add(random.nextInt(symbols.size() + 1), unknown());
        stm.set(at, new Event(symbols));
      }
      default -> stm.add(stm.get(at));
    }
  }

  /** Every horizon; few outcomes and all of them, with and without supports. */
  public ForecastOptions options() {
    return new ForecastOptions(
        pick(1, 1, 2, 3, 5, ForecastOptions.FARTHEST, ForecastOptions.EVER),
        pick(1, 3, 10, ForecastOptions.MOST_OUTCOMES, ForecastOptions.MOST_OUTCOMES),
        pick(0, 1, 3, 3, ForecastOptions.MOST_SUPPORTS));
  }

  /** Mostly 0. */
  public double fuzzyTokenThreshold() {
    return pick(0, 0, 0, 30, 60, 80, 100) / 100.0;
  }
}
