package dev.kato.model;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A learned sequence of events.
 *
 * @param name derived from the events
 * @param events none empty; at least two symbols in all
 * @param frequency how often it was learned, at least 1
 * @param emotives the newest entries that were learned with it, oldest first
 * @param metadata each key's distinct values as text, keys and values in code point order
 * @param affinity running sum, per emotive, of the mean emotives of each learning
 */
public record Pattern(
    PatternName name,
    List<Event> events,
    long frequency,
    List<Map<String, Double>> emotives,
    Map<String, List<String>> metadata,
    Map<String, Double> affinity) {

  /** The highest frequency that may come from outside, so that sums over patterns stay exact. */
  public static final long MAX_FREQUENCY = 1_000_000_000_000L;

  /**
   * Most distinct metadata values of one pattern, all keys together, that learning may bring about.
   */
  public static final int MAX_METADATA_VALUES = 10_000;

  /** Most emotives in the running sums of one pattern that learning may bring about. */
  public static final int MAX_AFFINITY_KEYS = 1_000;

  private static final int LEAST_LENGTH = 2;

  /** What a text, a number or a list takes beside characters. */
  private static final int BESIDE = 16;

  /**
   * Passes on a frequency that comes from outside: a correction, a backup, another service.
   *
   * @throws InvalidInputException if it is not 1 to {@value #MAX_FREQUENCY}
   */
  public static long checkFrequency(long frequency) {
    if (frequency < 1 || frequency > MAX_FREQUENCY) {
      throw new InvalidInputException("frequency", "must be 1 to " + MAX_FREQUENCY);
    }
    return frequency;
  }

  /**
   * Passes on this pattern, if it comes from outside: a backup, another service.
   *
   * @throws InvalidInputException naming what is not as learning would have made it: the name, the
   *     events, the frequency, an emotive or a sum
   */
  public Pattern checked() {
    if (length() < LEAST_LENGTH || events.stream().anyMatch(Event::isEmpty)) {
      throw new InvalidInputException("events", "must have two symbols, and no event without one");
    }
    PatternName derived = PatternName.of(events);
    if (!name.equals(derived)) {
      throw new InvalidInputException("name", "is not that of the events, " + derived);
    }
    checkFrequency(frequency);
    for (int i = 0; i < emotives.size(); i++) {
      Emotives.check("emotives[" + i + "]", emotives.get(i));
    }
    Emotives.checkSums("affinity", affinity);
    return this;
  }

  /** Copies all parts and puts maps in order; trusts the name. */
  public Pattern {
    events = List.copyOf(events);
    emotives = emotives.stream().map(CodePoints::<Double>sortedCopy).toList();
    Map<String, List<String>> sorted = new HashMap<>();
    metadata.forEach((key, values) -> sorted.put(key, CodePoints.sorted(values)));
    metadata = CodePoints.sortedCopy(sorted);
    affinity = CodePoints.sortedCopy(affinity);
  }

  /**
   * About how many characters it takes where it is kept or sent: those of its texts, and some for
   * each text and each list beside them. Costs as much as there are texts.
   */
  public long textSize() {
    long size = BESIDE;
    for (Event event : events) {
      size += BESIDE + textSize(event.symbols());
    }
    for (Map<String, Double> entry : emotives) {
      size += BESIDE + textSize(entry.keySet());
    }
    for (Map.Entry<String, List<String>> values : metadata.entrySet()) {
      // A store may keep a key beside each of its values.
      size += (long) values.getKey().length() * values.getValue().size();
      size += textSize(values.getValue());
    }
    return size + textSize(affinity.keySet());
  }

  private static long textSize(Collection<String> texts) {
    long size = 0;
    for (String text : texts) {
      size += BESIDE + text.length();
    }
    return size;
  }

  /** Number of symbols, duplicates counted. */
  public int length() {
    return Event.countSymbols(events);
  }

  /**
   * What this pattern counts as: itself, unless it was kept before emotives had a bound. Then each
   * emotive beyond {@link Emotives#MAX_MAGNITUDE}, and each running sum beyond what as many as 2^63
   * such emotives can add up to, counts as that bound, and what is no number as 0.
   *
   * @return this very pattern when nothing is wrong with it
   */
  public Pattern clamped() {
    if (emotives.isEmpty() && affinity.isEmpty()) {
      return this;
    }
    List<Map<String, Double>> window = emotives.stream().map(Emotives::clamped).toList();
    Map<String, Double> sums = Emotives.clamped(affinity, Emotives.MAX_SUM);
    return window.equals(emotives) && sums.equals(affinity)
        ? this
        : new Pattern(name, events, frequency, window, metadata, sums);
  }
}
