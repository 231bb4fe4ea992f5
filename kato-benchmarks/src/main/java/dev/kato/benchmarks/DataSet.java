package dev.kato.benchmarks;

import dev.kato.model.CodePoints;
import dev.kato.model.Event;
import dev.kato.model.Pattern;
import dev.kato.model.PatternName;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Generated patterns of 2 to 30 symbols, 12 in the mean, and short-term memories of 1 to 20 symbols
 * that are pieces of patterns with up to three edits. The same arguments give the same data.
 */
public final class DataSet {

  /** How symbols are distributed. */
  public enum Vocabulary {
    /** 50,000 symbols, the n-th with a weight of 1/n. */
    ZIPF(50_000, 1),
    /** 500 symbols, all alike. */
    DENSE(500, 0),
    /** 1,000,000 symbols, all alike. */
    RARE(1_000_000, 0);

    private final int symbols;
    private final double exponent;

    Vocabulary(int symbols, double exponent) {
      this.symbols = symbols;
      this.exponent = exponent;
    }
  }

  private final SplittableRandom random;
  private final String[] symbols;
  private final double[] cumulated;

  /** Data that depend on the seed. */
  public DataSet(Vocabulary vocabulary, long seed) {
    random = new SplittableRandom(seed);
    symbols = new String[vocabulary.symbols];
    cumulated = new double[vocabulary.symbols];
    double sum = 0;
    for (int i = 0; i < symbols.length; i++) {
      symbols[i] = "s" + i;
      sum += StrictMath.pow(i + 1, -vocabulary.exponent);
      cumulated[i] = sum;
    }
  }

  /** The next pattern. */
  public Pattern pattern() {
    int length = 2 + random.nextInt(11) + random.nextInt(11) + (random.nextInt(8) == 0 ? 8 : 0);
    List<Event> events = new ArrayList<>(length);
    int left = Math.min(30, length);
    while (left > 0) {
      int size = Math.min(left, random.nextInt(5) == 0 ? 1 + random.nextInt(3) : 1);
      events.add(event(size));
      left -= size;
    }
    long frequency = random.nextInt(4) == 0 ? 1 + random.nextInt(20) : 1;
    return new Pattern(name(), events, frequency, List.of(), Map.of(), Map.of());
  }

  /** The next pattern with the name that its events give it, which stores insist on. */
  Pattern named() {
    Pattern pattern = pattern();
    return new Pattern(
        PatternName.of(pattern.events()),
        pattern.events(),
        pattern.frequency(),
        pattern.emotives(),
        pattern.metadata(),
        pattern.affinity());
  }

  private Event event(int size) {
    String[] chosen = new String[size];
    for (int i = 0; i < size; i++) {
      chosen[i] = symbol();
    }
    Arrays.sort(chosen, CodePoints.ORDER);
    return Event.of(chosen);
  }

  private String symbol() {
    double at = random.nextDouble() * cumulated[cumulated.length - 1];
    int index = Arrays.binarySearch(cumulated, at);
    return symbols[Math.min(symbols.length - 1, index < 0 ? -1 - index : index)];
  }

  /** Random, for computing real names would take most of the time. */
  private PatternName name() {
    String digits =
        String.format("%016x%016x%08x", random.nextLong(), random.nextLong(), random.nextInt());
    return new PatternName(digits);
  }

  /** A short-term memory that was cut from one of these patterns. */
  public List<Event> stm(List<Pattern> patterns) {
    List<String> source = Event.flatten(patterns.get(random.nextInt(patterns.size())).events());
    int length = Math.min(source.size(), 1 + random.nextInt(20));
    int from = random.nextInt(source.size() - length + 1);
    List<String> piece = new ArrayList<>(source.subList(from, from + length));
    for (int edits = random.nextInt(4); edits > 0; edits--) {
      int at = random.nextInt(piece.size());
      switch (random.nextInt(3)) {
        case 0 -> piece.set(at, symbol());
        case 1 -> piece.add(at, symbol());
        default -> {
          if (piece.size() > 1) {
            piece.remove(at);
          }
        }
      }
    }
    return piece.stream().limit(20).map(symbol -> Event.of(symbol)).toList();
  }
}
