package dev.kato.recall;

import dev.kato.config.ConfigKey;
import dev.kato.config.SessionConfig;
import dev.kato.model.CodePoints;
import dev.kato.model.EnsembleFilter;
import dev.kato.model.Event;
import dev.kato.model.Metric;
import dev.kato.model.Pattern;
import dev.kato.model.PatternName;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Random knowledge bases, short-term memories, configurations and filters from a seed; small, so
 * that ties, repeats and shared futures are common.
 */
final class Seeded {

  private final SplittableRandom random;

  /** How many distinct symbols there are. */
  private final int vocabulary;

  private final int longest;

  /** After how many events all begins again, but for a few; 0 if it does not. */
  private final int period;

  private final boolean emotional;

  Seeded(long seed) {
    random = new SplittableRandom(seed);
    vocabulary = pick(1, 2, 3, 5, 8, 12, 30, 100);
    longest = pick(3, 6, 12, 20, 40);
    period = pick(0, 0, 0, 1, 2, 5);
    emotional = random.nextInt(3) == 0;
  }

  private int pick(int... choices) {
    return choices[random.nextInt(choices.length)];
  }

  int below(int bound) {
    return random.nextInt(bound);
  }

  /** Distinct patterns in random order. */
  List<Pattern> patterns(int atMost) {
    Map<PatternName, Pattern> patterns = new LinkedHashMap<>();
    int count = random.nextInt(atMost + 1);
    for (int i = 0; i < count; i++) {
      Pattern pattern = pattern();
      patterns.put(pattern.name(), pattern);
    }
    return new ArrayList<>(patterns.values());
  }

  Pattern pattern() {
    return pattern(events(2 + random.nextInt(longest)));
  }

  /** The same pattern with a frequency and emotives up to the greatest that are possible. */
  Pattern extreme(Pattern pattern) {
    double most = 1e100 * (random.nextBoolean() ? 1 : -1);
    long frequency =
        switch (random.nextInt(4)) {
          case 0 -> 1 + random.nextInt(3);
          case 1 -> Pattern.MAX_FREQUENCY;
          case 2 -> 1L << 40;
          default -> Long.MAX_VALUE - random.nextInt(3);
        };
    return new Pattern(
        pattern.name(),
        pattern.events(),
        frequency,
        List.of(Map.of("joy", most), Map.of("joy", most, "fear", -most)),
        Map.of(),
        Map.of("joy", most * frequency, "fear", random.nextBoolean() ? -most : Double.MIN_VALUE));
  }

  /** A pattern of these events with new random absolute state. */
  Pattern pattern(List<Event> events) {
    List<Map<String, Double>> emotives = new ArrayList<>();
    Map<String, Double> affinity = new LinkedHashMap<>();
    if (emotional && random.nextBoolean()) {
      emotives.add(Map.of("joy", random.nextInt(-20, 20) / 10.0, "fear", random.nextDouble()));
      emotives.add(Map.of("joy", random.nextDouble()));
      affinity.put("joy", random.nextInt(-30, 30) / 7.0);
      affinity.put("fear", random.nextDouble() * 1e6);
    }
    long frequency = random.nextInt(3) == 0 ? 1 + random.nextInt(1000) : 1 + random.nextInt(3);
    return new Pattern(PatternName.of(events), events, frequency, emotives, Map.of(), affinity);
  }

  /** A short-term memory that is a noisy piece of a pattern, or any. */
  List<Event> stm(List<Pattern> patterns) {
    if (patterns.isEmpty() || random.nextInt(4) == 0) {
      return events(1 + random.nextInt(longest));
    }
    List<Event> source = patterns.get(random.nextInt(patterns.size())).events();
    int from = random.nextInt(source.size());
    List<Event> stm =
        new ArrayList<>(source.subList(from, from + 1 + random.nextInt(source.size() - from)));
    for (int edits = random.nextInt(4); edits > 0; edits--) {
      int at = random.nextInt(stm.size());
      switch (random.nextInt(3)) {
        case 0 -> stm.add(at, event(2));
        case 1 -> stm.set(at, event(2));
        default -> {
          if (stm.size() > 1) {
            stm.remove(at);
          }
        }
      }
    }
    return stm;
  }

  private List<Event> events(int symbols) {
    List<Event> events = new ArrayList<>();
    int left = symbols;
    while (left > 0) {
      boolean again = period > 0 && events.size() >= period && random.nextInt(12) > 0;
      Event event =
          again
              ? events.get(events.size() - period)
              : event(Math.min(left, random.nextInt(4) == 0 ? 4 : 1));
      events.add(event);
      left -= event.size();
    }
    return events;
  }

  private Event event(int atMost) {
    List<String> symbols = new ArrayList<>();
    for (int i = 1 + random.nextInt(atMost); i > 0; i--) {
      symbols.add(symbol());
    }
    return new Event(random.nextInt(5) == 0 ? symbols : CodePoints.sorted(symbols));
  }

  /** Skewed towards the first symbols; similar in letters, so that fuzzy readings happen. */
  private String symbol() {
    int number = Math.min(random.nextInt(vocabulary), random.nextInt(vocabulary));
    return switch (number % 7) {
      case 0 -> "sym" + number;
      case 1 -> "symbol" + number;
      case 2 -> "\uFF21" + number;
      case 3 -> "\uD83D\uDE00" + number;
      case 4 -> "a" + number + "bc";
      case 5 -> number == 5 ? "" : "x" + number;
      default -> "it's " + number;
    };
  }

  SessionConfig config() {
    SessionConfig config =
        SessionConfig.DEFAULTS
            .with(ConfigKey.RECALL_THRESHOLD, threshold())
            .with(ConfigKey.MAX_PREDICTIONS, pick(1, 3, 10, 100, 10_000))
            .with(ConfigKey.MIN_SYMBOLS, pick(1, 2, 2, 3));
    if (random.nextInt(3) == 0) {
      config = config.with(ConfigKey.MAX_FUTURE_POTENTIALS, pick(0, 1, 3, 10_000));
    }
    if (random.nextInt(3) == 0) {
      Metric[] metrics = Metric.values();
      config =
          config.with(ConfigKey.RANK_SORT_ALGO, metrics[random.nextInt(metrics.length)].wireName());
    }
    if (random.nextInt(6) == 0) {
      config = config.with(ConfigKey.USE_TOKEN_MATCHING, false);
    }
    if (random.nextInt(6) == 0) {
      config = config.with(ConfigKey.FUZZY_TOKEN_THRESHOLD, pick(30, 50, 80, 100) / 100.0);
    }
    if (random.nextInt(5) == 0) {
      config = config.with(ConfigKey.AFFINITY_EMOTIVE, random.nextBoolean() ? "joy" : "none");
    }
    return config;
  }

  private double threshold() {
    return switch (random.nextInt(6)) {
      case 0 -> 0.0;
      case 1 -> random.nextDouble();
      default -> pick(10, 20, 30, 50, 60, 100) / 100.0;
    };
  }

  EnsembleFilter filter() {
    EnsembleFilter filter = EnsembleFilter.NONE;
    if (random.nextInt(4) > 0) {
      return filter;
    }
    if (random.nextBoolean()) {
      filter = filter.withLengthRatio(random.nextDouble(), 0.5 + 2 * random.nextDouble());
    }
    if (random.nextBoolean()) {
      filter = filter.withOverlap(random.nextInt(5) / 10.0, random.nextInt(3));
    }
    if (random.nextInt(3) == 0) {
      filter = filter.withTextSimilarity(random.nextDouble());
    }
    return random.nextInt(3) == 0 ? filter.withFirstSymbol(symbol()) : filter;
  }
}
