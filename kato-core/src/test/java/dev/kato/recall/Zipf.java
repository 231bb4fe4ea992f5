package dev.kato.recall;

import dev.kato.model.Event;
import dev.kato.model.Pattern;
import dev.kato.model.PatternName;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Knowledge bases of thousands of patterns, with a few symbols in most of them and most symbols in
 * a few, so that recall goes through long lists, short ones, and those not worth a look.
 */
final class Zipf {

  private final SplittableRandom random;
  private final int vocabulary;
  private final int longest;

  /** Which symbol is the most frequent. */
  private int shift;

  Zipf(long seed, int vocabulary, int longest) {
    this.random = new SplittableRandom(seed);
    this.vocabulary = vocabulary;
    this.longest = longest;
  }

  /** Distinct patterns. */
  List<Pattern> patterns(int count) {
    Map<PatternName, Pattern> patterns = new LinkedHashMap<>();
    while (patterns.size() < count) {
      Pattern pattern = pattern(events(2 + random.nextInt(longest - 1)));
      patterns.put(pattern.name(), pattern);
    }
    return new ArrayList<>(patterns.values());
  }

  /** A pattern of these events; every tenth is frequent. */
  Pattern pattern(List<Event> events) {
    long frequency = random.nextInt(10) == 0 ? 1 + random.nextInt(1000) : 1 + random.nextInt(3);
    return new Pattern(PatternName.of(events), events, frequency, List.of(), Map.of(), Map.of());
  }

  /** So many events: a piece of a pattern, and others before it, in it and after it. */
  List<Event> stm(List<Pattern> patterns, int length) {
    List<Event> source = patterns.get(random.nextInt(patterns.size())).events();
    int from = random.nextInt(source.size());
    int to = from + 1 + random.nextInt(source.size() - from);
    List<Event> stm = new ArrayList<>(source.subList(from, Math.min(to, from + length)));
    while (stm.size() < length) {
      stm.add(random.nextInt(stm.size() + 1), event(1 + random.nextInt(2)));
    }
    return stm;
  }

  private List<Event> events(int symbols) {
    List<Event> events = new ArrayList<>();
    int left = symbols;
    while (left > 0) {
      int size = Math.min(left, random.nextInt(5) == 0 ? 3 : 1);
      events.add(event(size));
      left -= size;
    }
    return events;
  }

  /** Its symbols in any order. */
  private Event event(int size) {
    List<String> symbols = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      int rank = (int) (Math.pow(vocabulary, random.nextDouble()) - 1);
      symbols.add("s" + (rank + shift) % vocabulary);
    }
    return new Event(symbols);
  }

  /** From now on {@code s + to} is the most frequent symbol, and those after it come next. */
  void shift(int to) {
    shift = to;
  }

  int below(int bound) {
    return random.nextInt(bound);
  }
}
