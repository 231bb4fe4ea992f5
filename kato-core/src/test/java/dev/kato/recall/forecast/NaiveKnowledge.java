package dev.kato.recall.forecast;

import dev.kato.model.CodePoints;
import dev.kato.model.Event;
import dev.kato.model.Pattern;
import dev.kato.model.PatternName;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Section 1: all that was learned, and what is counted of it. An outcome is a number here: 0 is the
 * end, the symbols follow in code point order.
 */
final class NaiveKnowledge {

  static final int END = 0;

  /** The greatest age at which a repeat counts. */
  static final int OLDEST = 4;

  final List<String> symbols;
  final List<Learned> patterns = new ArrayList<>();

  /** How many outcomes there are, the end included: A. */
  final int outcomes;

  /** c. */
  final BigInteger[] counts;

  /** U. */
  final double[] unconditional;

  /** Q. */
  BigInteger followers = BigInteger.ZERO;

  /** q, by age. */
  final BigInteger[] repeats = zeros(OLDEST + 1);

  NaiveKnowledge(Collection<Pattern> learned) {
    SortedSet<String> names = new TreeSet<>(CodePoints.ORDER);
    learned.forEach(pattern -> names.addAll(Event.flatten(pattern.events())));
    symbols = List.copyOf(names);
    outcomes = symbols.size() + 1;
    counts = zeros(outcomes);
    unconditional = new double[outcomes];
    for (Pattern pattern : learned) {
      List<SortedSet<Integer>> events = new ArrayList<>();
      pattern.events().forEach(event -> events.add(numbers(event.symbols())));
      patterns.add(new Learned(pattern.name(), pattern.frequency(), events));
    }
    patterns.forEach(this::count);
    double all = Arrays.stream(counts).reduce(BigInteger.ZERO, BigInteger::add).doubleValue();
    for (int y = 0; y < outcomes; y++) {
      unconditional[y] = (counts[y].doubleValue() + 0.5) / (all + outcomes / 2.0);
    }
  }

  private void count(Learned p) {
    BigInteger f = BigInteger.valueOf(p.frequency());
    counts[END] = counts[END].add(f);
    for (int j = 1; j <= p.length(); j++) {
      for (int y : p.event(j)) {
        counts[y] = counts[y].add(f);
        if (j >= 2) {
          followers = followers.add(f);
          int age = p.age(y, j - 1);
          if (age <= OLDEST) {
            repeats[age] = repeats[age].add(f);
          }
        }
      }
    }
  }

  static BigInteger[] zeros(int length) {
    BigInteger[] zeros = new BigInteger[length];
    Arrays.fill(zeros, BigInteger.ZERO);
    return zeros;
  }

  /** The outcome that a symbol is; negative if no pattern contains it. */
  int number(String symbol) {
    int found = Collections.binarySearch(symbols, symbol, CodePoints.ORDER);
    return found < 0 ? -1 : found + 1;
  }

  /** The symbol that an outcome is, or null for the end. */
  @Nullable String symbol(int outcome) {
    return outcome == END ? null : symbols.get(outcome - 1);
  }

  private SortedSet<Integer> numbers(List<String> event) {
    SortedSet<Integer> numbers = new TreeSet<>();
    event.forEach(symbol -> numbers.add(number(symbol)));
    return numbers;
  }

  /**
   * A pattern; its events are counted from 1.
   *
   * @param name of it
   * @param frequency how often it was learned
   * @param events each as the set of its outcomes
   */
  record Learned(PatternName name, long frequency, List<SortedSet<Integer>> events) {

    int length() {
      return events.size();
    }

    SortedSet<Integer> event(int j) {
      return events.get(j - 1);
    }

    /** The smallest a with {@code y} in the event a before {@code j}; many where there is none. */
    int age(int y, int j) {
      for (int a = 0; a < j; a++) {
        if (event(j - a).contains(y)) {
          return a;
        }
      }
      return Integer.MAX_VALUE;
    }

    /** How many symbols the events have from one up to another, both included. */
    int symbols(int from, int to) {
      return events.subList(from - 1, to).stream().mapToInt(SortedSet::size).sum();
    }

    /** In how many events from one up to another, both included, a symbol is. */
    int events(int y, int from, int to) {
      return (int) events.subList(from - 1, to).stream().filter(e -> e.contains(y)).count();
    }
  }
}
